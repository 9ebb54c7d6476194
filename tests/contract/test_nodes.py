"""What each node of the query tree matches."""

import pytest

from index.port import SearchIndex
from index.query.nodes import (
    And,
    Boost,
    Dates,
    Everything,
    Fuzzy,
    Network,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Subdomains,
    Value,
    Wildcard,
    Word,
)
from tests.contract.archive import day, found, many, plain, ranked

ALL = "advisory botnet news page"

CASES: list[tuple[Node, str]] = [
    (Everything(), ALL),
    (Nothing(), ""),
    (Word("worm"), "botnet news"),
    (Word("WORM"), "botnet news"),
    (Word("zombie"), "botnet news"),
    (Word("zombie", "title"), "botnet"),
    (Word("zombie", "body"), "botnet news"),
    (Word("absent"), ""),
    (Word("zuruck"), "news"),
    (Word("w32.gribble.b"), "botnet"),
    (Word("gribble"), "botnet"),
    (Word("w32.gribble.z"), ""),
    (Word("foo.exe"), "botnet"),
    (Word("http://198.51.100.7/foo.exe"), "botnet"),
    (Word("198.51.100.7"), "botnet"),
    (Word("51.100.7"), ""),
    (Word("abuse@bots.example"), "news"),
    (Phrase("denial of service"), "botnet"),
    (Phrase("service of denial"), ""),
    (Phrase("denial service"), ""),
    (Phrase("denial service", slop=1), "botnet"),
    (Phrase("distributed service", slop=1), ""),
    (Phrase("worm another worm"), "news"),
    (Phrase("blocklist a"), ""),
    (Phrase("zombie botnet", "title"), "botnet"),
    (Phrase("zombie botnet", "body"), ""),
    (Prefix("zomb"), "botnet news"),
    (Prefix("zombies"), "botnet"),
    (Prefix("zomb", "title"), "botnet"),
    (Prefix("absen"), ""),
    (Wildcard("z?mb*"), "botnet news"),
    (Wildcard("*ibble*"), "botnet"),
    (Wildcard("zombi?"), "botnet news"),
    (Wildcard("z*b"), ""),
    (Wildcard("w?rm", "title"), "news"),
    (Wildcard("w?rm", "body"), "botnet news"),
    (Fuzzy("zombei"), "botnet news"),
    (Fuzzy("botmet"), "botnet"),
    (Fuzzy("betmet"), ""),
    (Fuzzy("betmet", 2), "botnet"),
    (Fuzzy("x", 2), ""),
    (Or((Word("patch"), Boost(Or((Value("kind", "news"), Word("about"))), 0.5))), "advisory news page"),
    (Value("kind", "news"), "news"),
    (Value("category", "report"), "botnet"),
    (Value("tag", "worm"), "botnet news"),
    (Value("tag", "wor"), ""),
    (Value("tag", "wor", prefix=True), "botnet news"),
    (Value("tag", "", prefix=True), "advisory botnet news"),
    (Value("source", "vendor"), "advisory"),
    (Value("ref", "S010"), "botnet"),
    (Value("lang", "en"), "advisory botnet page"),
    (Value("lang", "en-gb"), "botnet"),
    (Value("cve", "CVE-2021-44228"), "advisory"),
    (Value("cve", "CVE-2021-", prefix=True), "advisory"),
    (Value("cve", "CVE-2021-4422"), ""),
    (Value("ip", "198.51.100.7"), "botnet"),
    (Value("ip", "2001:db8::17"), "advisory"),
    (Value("ipv4", "198.51.100.7"), "botnet"),
    (Value("domain", "bots.example"), "news"),
    (Value("email", "abuse@bots.example"), "news"),
    (Network("198.51.100.0/24"), "botnet"),
    (Network("198.51.100.7/32"), "botnet"),
    (Network("198.51.100.8/29"), ""),
    (Network("198.51.101.0/24"), ""),
    (Network("0.0.0.0/0"), "advisory botnet"),
    (Network("203.0.113.0/24"), "advisory"),
    (Network("203.0.113.0/26"), ""),
    (Network("2001:db8::/64"), "advisory"),
    (Network("2001:db8:1::/48"), ""),
    (Network("::/0"), "advisory botnet"),
    (Subdomains("bots.example"), "botnet"),
    (Subdomains("example"), "botnet news"),
    (Subdomains("irc.bots.example"), ""),
    (Value("tag", "", prefix=True), "botnet news advisory"),
    (Value("cve", "", prefix=True), "advisory"),
    (Value("hash", "", prefix=True), ""),
    (Value("ip", "", prefix=True), "advisory botnet"),
    (Value("ipv6", "", prefix=True), "advisory"),
    (Dates("published", day(2021)), "advisory news"),
    (Dates("published", None, day(2022)), "advisory"),
    (Dates("updated", day(2022), day(2023)), "advisory botnet"),
    (Dates("updated", None, None), "advisory botnet"),
    (Dates("updated", day(2022, 4, 10), day(2022, 4, 11)), "botnet"),
    (Dates("updated", day(2022, 4, 9), day(2022, 4, 10)), ""),
    (Dates("date", day(2022), day(2023)), "botnet"),
    (Dates("seen", day(2020), day(2021)), "page"),
    (And(()), ALL),
    (And((Word("worm"), Word("spam"))), "news"),
    (And((Word("worm"), Word("absent"))), ""),
    (And((Word("worm"), Not(Word("spam")))), "botnet"),
    (And((Not(Word("worm")), Not(Word("upgrade")))), "page"),
    (And((Value("tag", "worm"), Dates("published"))), "news"),
    (Or(()), ""),
    (Or((Word("spam"), Word("upgrade"), Word("absent"))), "advisory news"),
    (Or((Not(Word("worm")), Word("spam"))), "advisory news page"),
    (Not(Everything()), ""),
    (Not(Nothing()), ALL),
    (Not(Word("worm")), "advisory page"),
    (Not(Not(Word("worm"))), "botnet news"),
    (Not(Not(Not(Word("worm")))), "advisory page"),
    (Not(Or((Word("worm"), Value("kind", "page")))), "advisory"),
    (Boost(Word("spam"), 3.0), "news"),
    (Boost(Value("kind", "news"), 3.0), "news"),
]


@pytest.mark.parametrize(("node", "expected"), CASES, ids=lambda value: str(value)[:60])
def test_a_node_matches_what_it_says(archive: SearchIndex, node: Node, expected: str) -> None:
    assert found(archive, node) == set(expected.split())


def test_an_empty_index_answers_every_node_with_nothing(index: SearchIndex) -> None:
    for node, _ in CASES:
        assert found(index, node) == set()


@pytest.mark.parametrize("node", [node for node, _ in CASES], ids=lambda node: str(node)[:60])
def test_a_node_and_its_negation_part_the_archive(archive: SearchIndex, node: Node) -> None:
    without = found(archive, Not(node))
    assert found(archive, node) | without == set(ALL.split())
    assert not found(archive, node) & without


def test_repeated_words_of_a_phrase_need_as_many_places(index: SearchIndex) -> None:
    index.apply([plain("once", "very odd"), plain("twice", "very very odd")])
    assert found(index, Phrase("very very odd")) == {"twice"}


def test_a_phrase_finds_its_place_among_many_false_starts(index: SearchIndex) -> None:
    index.apply([plain("late", "alpha gap " * 500 + "alpha beta"), plain("never", "alpha gap beta " * 500)])
    assert found(index, Phrase("alpha beta")) == {"late"}


def test_a_word_in_the_title_outweighs_the_same_word_in_the_body(index: SearchIndex) -> None:
    index.apply([plain("in body", "gribble", title="Other"), plain("a title", "other", title="Gribble")])
    assert ranked(index.search(Query(Word("gribble"))).hits) == ["a title", "in body"]


def test_the_nearer_spelling_weighs_more(index: SearchIndex) -> None:
    index.apply([plain("two", "mamial"), plain("same", "mimail"), plain("one", "mimial")])
    assert ranked(index.search(Query(Fuzzy("mimail", 2))).hits) == ["same", "one", "two"]


def test_joined_words_find_what_they_are_a_part_of(index: SearchIndex) -> None:
    index.apply([plain("path", "in ~/.ssh/id_rsa"), plain("words", "an id rsa"), plain("other", "rsa id, id_rsa2")])
    assert found(index, Word("id_rsa")) == {"path", "words"}
    assert found(index, Phrase("id rsa")) == {"words"}


def test_a_rarer_word_weighs_more(index: SearchIndex) -> None:
    index.apply([*many(50), plain("rare", "gribble words"), plain("frequent", "common words")])
    assert index.search(Query(Or((Word("common"), Word("gribble"))))).hits[0].id == "rare"


def test_a_boost_changes_the_order(index: SearchIndex) -> None:
    index.apply([plain("a", "alpha"), plain("b", "beta")])
    for first, second in (("alpha", "beta"), ("beta", "alpha")):
        hits = index.search(Query(Or((Boost(Word(first), 5.0), Word(second))))).hits
        assert hits[0].id == first[0]
        assert hits[0].score == pytest.approx(5 * hits[1].score)


def test_what_narrows_does_not_score(archive: SearchIndex) -> None:
    alone = {hit.id: hit.score for hit in archive.search(Query(Word("worm"))).hits}
    narrowing = (Value("tag", "worm"), Dates("seen", day(2000)), Not(Word("upgrade")), Everything())
    for part in narrowing:
        narrowed = archive.search(Query(And((part, Word("worm"))))).hits
        assert {hit.id: hit.score for hit in narrowed} == pytest.approx(alone)
    assert {hit.score for hit in archive.search(Query(Value("tag", "worm"))).hits} == {0.0}


def test_a_pattern_for_very_many_words_is_cut_and_says_so(index: SearchIndex) -> None:
    index.apply(many(3000))
    whole = index.search(Query(Prefix("unique29")))
    cut = index.search(Query(Wildcard("unique*")))
    assert (whole.total, whole.partial, whole.notes) == (111, False, ())
    assert (cut.total, cut.partial) == (1000, True)
    assert "1,000 words" in cut.notes[0]


def test_the_most_frequent_words_stand_for_a_pattern_that_is_cut(index: SearchIndex) -> None:
    index.apply(many(3000))
    assert index.search(Query(Wildcard("*n*"))).total == 3000  # through `common`


def test_values_are_not_cut(index: SearchIndex) -> None:
    index.apply(
        [plain(f"n{n}", tags=(f"tag{n}",), indicators=(("ipv4", f"10.0.{n // 250}.{n % 250}"),)) for n in range(1500)]
    )
    assert found(index, Value("tag", "tag", prefix=True)) == found(index, Network("10.0.0.0/8"))
    assert len(found(index, Network("10.0.0.0/8"))) == 1500


def test_a_query_of_hundreds_of_parts_is_answered(archive: SearchIndex) -> None:
    words = tuple(Word(f"word{n}") for n in range(600))
    assert found(archive, Or((*words, Word("spam")))) == {"news"}
    assert found(archive, And((*[Not(word) for word in words], Word("spam")))) == {"news"}
