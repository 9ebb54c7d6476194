"""Help for whoever searches: completions, other spellings, documents that are alike."""

import pytest

from index.port import SearchIndex
from index.query import parse
from index.types import Document, Suggests
from tests.contract.archive import ARCHIVE, day, found, many, plain

SUGGESTED = [
    ("zom", "word", "zombie zombies"),
    ("tell me of zombies", "word", ""),
    ("nowhere OR zombies", "word", "zombies"),
    ("WUR", "word", "wurm"),
    ("w32.gr", "word", "w32.gribble w32.gribble.b"),
    ("title:zom", "word", "zombie"),
    ("body:zom", "word", "zombie zombies"),
    ("-zom", "word", "zombie zombies"),
    ("kind:zom", "word", ""),
    ("", "word", ""),
    ("zom ", "word", ""),
    ("qqq", "word", ""),
    ("wo", "tag", "worm"),
    ("#wo", "tag", "worm"),
    ("tag:WO", "tag", "worm"),
    ("zombies tag:d", "tag", "ddos"),
    ("spam tag:d", "tag", ""),
    ('"wo', "tag", ""),
    ("s0", "ref", "S010"),
    ("S01", "ref", "S010"),
    ("10", "ref", "S010"),
    ("010", "ref", "S010"),
    ("ref:1", "ref", "S010"),
    ("s", "ref", ""),
    ("198.51.100", "indicator", "198.51.100.7 198.51.100.7/foo.exe"),
    ("198[.]51[.]100[.]7", "indicator", "198.51.100.7 198.51.100.7/foo.exe"),
    ("hxxp://198[.]51[.]1", "indicator", "198.51.100.7 198.51.100.7/foo.exe"),
    ("hxxp://198.51.100[.]7/fo", "indicator", "198.51.100.7/foo.exe"),
    ("bots[.]ex", "indicator", "bots.example"),
    ("bots[.]", "indicator", "bots.example"),
    ("bots[.", "indicator", "bots.example"),
    ("bots[", "indicator", "bots.example"),
    ("bots[do", "indicator", "bots.example"),
    ("bots.", "indicator", "bots.example"),
    ("bot.", "indicator", ""),
    ("b", "indicator", ""),
    ("abuse[at]bo", "indicator", "abuse@bots.example"),
    ("CVE 2021-", "indicator", "CVE-2021-44228"),
    ("cve-2021", "indicator", "CVE-2021-44228"),
    ("cve:2021-4", "indicator", "CVE-2021-44228"),
    ("ip:2001:db8", "indicator", "2001:db8::17"),
    ("domain:198", "indicator", ""),
    ("tag:198", "indicator", ""),
]
TITLES = [
    ("zom", "botnet"),
    ("zombie fl", "botnet"),
    ("floods zomb", "botnet"),
    ("wurm zuruc", "news"),
    ("cve-2021-4", "advisory"),
    ("zombi fl", ""),
    ("spam", ""),
    ("zombie -fl", ""),
    ("zombie OR fl", ""),
    ("title:zom", ""),
]


def suggested(index: SearchIndex, typed: str, kind: Suggests, limit: int = 50) -> list[str]:
    return [one.value for one in index.suggest(typed, limit) if one.kind is kind]


@pytest.mark.parametrize(("typed", "kind", "expected"), SUGGESTED)
def test_the_last_word_is_completed_by_kind(archive: SearchIndex, typed: str, kind: str, expected: str) -> None:
    assert set(suggested(archive, typed, Suggests(kind))) == set(expected.split())


@pytest.mark.parametrize(("typed", "expected"), TITLES)
def test_titles_have_all_words_typed_and_one_that_begins_as_the_last(
    archive: SearchIndex, typed: str, expected: str
) -> None:
    assert [one.id for one in archive.suggest(typed) if one.kind is Suggests.TITLE] == expected.split()


@pytest.mark.parametrize("typed", [typed for typed, _, _ in SUGGESTED])
def test_what_is_suggested_finds_something(archive: SearchIndex, typed: str) -> None:
    for one in archive.suggest(typed, 50):
        if one.text and not one.text.startswith("-") and " " not in one.text:
            query = parse(one.text)
            assert query.notes == () or one.text.startswith('"')
            assert len(found(archive, query.node)) >= one.count


def test_what_stands_before_the_last_word_is_kept_as_it_was_typed(archive: SearchIndex) -> None:
    texts = {one.kind: one.text for one in archive.suggest('Spam  OR -"x y" bots[.]ex', 9)}
    assert texts[Suggests.INDICATOR] == 'Spam  OR -"x y" domain:bots.example'
    assert {one.text for one in archive.suggest("spam #wo")} == {"spam tag:worm"}


def test_the_most_frequent_come_first_and_no_more_than_asked_for(index: SearchIndex) -> None:
    index.apply([plain("a", "alpha alphabet alphas"), plain("b", "alphabet alphas")])
    index.apply([plain("c", "alphabet")])
    assert [(one.value, one.count) for one in index.suggest("alph", 2)] == [("alphabet", 3), ("alphas", 2)]
    assert index.suggest("alph", 0) == ()


def test_the_most_frequent_are_found_among_very_many(index: SearchIndex) -> None:
    index.apply([plain("all", " ".join(f"w{n:03}" for n in range(500))), plain("some", "w150 w450")])
    assert [(one.value, one.count) for one in index.suggest("w", 3)] == [("w150", 2), ("w450", 2), ("w000", 1)]


def test_what_is_suggested_goes_with_what_stands_before_it(index: SearchIndex) -> None:
    index.apply([plain("a", "cobalt strike"), plain("b", "cobalt strike"), plain("c", "cobalt street"), *STREETS])
    asked = {typed: [(one.text, one.count) for one in index.suggest(typed)] for typed in BEFORE}
    assert asked == BEFORE
    for one in index.suggest("cobalt st"):
        assert len(found(index, parse(one.text).node)) == one.count


STREETS = [plain(f"s{n}", "street stall") for n in range(5)]
BEFORE = {
    "st": [("street", 6), ("stall", 5), ("strike", 2)],
    "cobalt st": [("cobalt strike", 2), ("cobalt street", 1)],
    "street -st": [("street -street", 6), ("street -stall", 5)],
    "cobalt OR st": [("cobalt OR street", 6), ("cobalt OR stall", 5), ("cobalt OR strike", 2)],
    "nowhere st": [],
}


def test_a_name_is_a_word_as_well_and_another_indicator_is_not(index: SearchIndex) -> None:
    named = (("malware", "emotet"), ("domain", "emo.example"))
    index.apply([plain("a", "Emotet emo.example", title="", indicators=named), plain("b", "emotet", title="")])
    texts = {one.text for one in index.suggest("emo")}
    assert texts == {"emotet", "emo", "malware:emotet", "domain:emo.example"}


def test_what_begins_like_an_indicator_is_first_completed_as_one(index: SearchIndex) -> None:
    index.apply([plain("a", "wearing", title="", indicators=(("domain", "wear.example"),))])
    kinds = {typed: index.suggest(typed)[0].kind for typed in ("wear", "hxxp://wear", "wear.", "wear[.]")}
    assert kinds.pop("wear") is Suggests.WORD
    assert set(kinds.values()) == {Suggests.INDICATOR}


def test_a_few_of_each_kind_come_before_more_of_one(index: SearchIndex) -> None:
    index.apply([plain(f"n{n}", f"wormy{n}", title=f"Worm {n}", tags=(f"worm{n}",)) for n in range(20)])
    kinds = [one.kind for one in index.suggest("wor", 9)]
    assert {kind: kinds.count(kind) for kind in kinds} == {Suggests.WORD: 3, Suggests.TAG: 3, Suggests.TITLE: 3}
    assert len(index.suggest("wormy", 9)) == 9


@pytest.mark.parametrize(
    "typed", ["fraud uncovered: ba", "Is this fraud? - unc", "AT&T fra", "(fraud) uncov", "“fraud” u"]
)
def test_the_punctuation_of_a_title_may_be_typed(index: SearchIndex, typed: str) -> None:
    index.apply([plain("a", title="Is this fraud? - Uncovered: bad list (AT&T)"), plain("b", title="This list")])
    assert [one.id for one in index.suggest(typed) if one.kind is Suggests.TITLE] == ["a"]


def test_titles_come_newest_first(index: SearchIndex) -> None:
    index.apply([plain(f"y{year}", title="Worm", published=day(year)) for year in (2001, 2003, 2002)])
    assert [one.id for one in index.suggest("worm", 50) if one.kind is Suggests.TITLE] == ["y2003", "y2002", "y2001"]


def test_what_was_taken_out_is_suggested_no_more(index: SearchIndex) -> None:
    gone = plain(
        "gone", "gribble", title="Gribble", tags=("gribble",), indicators=(("domain", "gribble.example"),), ref="S077"
    )
    index.apply([gone, *many(5)])
    index.apply((), ["gone"])
    assert index.suggest("grib") == index.suggest("S07") == ()


SPELLINGS = [
    ("gribbel", "gribble"),  # two letters have changed places
    ("gribbles", None),  # its stem is held
    ("gribbl", None),  # so it is indexed
    ("bribble", "gribble"),
    ("gribble", None),
    ("GRIBBEL", "gribble"),
    ("gri", None),
    ("zzzzzzz", None),
    ("192.0.2.1", None),
    ("f00bar", None),
]


def likeliest(index: SearchIndex, *words: str) -> dict[str, str]:
    """The first of the spellings for each word that has any."""
    return {word: spellings[0].text for word, spellings in index.spellings(words).items()}


@pytest.mark.parametrize(("typed", "meant"), SPELLINGS)
def test_a_word_that_is_hardly_held_has_another_spelling(index: SearchIndex, typed: str, meant: str | None) -> None:
    index.apply([*many(20), *(plain(f"g{n}", "gribble hosts") for n in range(12))])
    assert likeliest(index, typed) == ({typed: meant} if meant else {})


def test_the_nearer_and_far_more_frequent_spelling_with_the_same_first_letter_is_meant(index: SearchIndex) -> None:
    index.apply([plain(f"a{n}", "mimail") for n in range(30)])
    index.apply([plain(f"b{n}", "nimial mimeall") for n in range(30)])
    assert likeliest(index, "mimial") == {"mimial": "mimail"}
    index.apply([plain("rare", "mimial")])
    assert likeliest(index, "mimial") == {"mimial": "mimail"}
    index.apply([plain(f"c{n}", "mimial") for n in range(9)])
    assert likeliest(index, "mimial") == {}


def test_a_word_that_a_few_documents_have_is_no_slip(index: SearchIndex) -> None:
    index.apply([plain(f"p{n}", "phishing stress case") for n in range(40)])
    index.apply([plain(f"s{n}", "smishing") for n in range(3)])
    index.apply([plain("c", "cafe strasse")])
    assert likeliest(index, "smishing", "strasse", "cafe") == {}
    assert likeliest(index, "phishinf", "casr") == {"phishinf": "phishing", "casr": "case"}


def test_a_word_that_is_only_begun_is_one_of_the_few_that_begin_so(index: SearchIndex) -> None:
    index.apply([plain(f"n{n}", "note") for n in range(40)])
    index.apply([plain("one", "NotPetya notpetya.exe"), plain("two", "NotPetya"), plain("three", "NotPetya")])
    assert likeliest(index, "notpet") == {"notpet": "notpetya"}
    index.apply([plain("many", " ".join(f"notpet{letter}xyz" for letter in "bcdfghjklmnpqrtvwx"))])
    assert likeliest(index, "notpet") == {"notpet": "note"}


def test_of_spellings_as_near_that_one_is_likelier_which_leaves_letters_out_or_begins_alike(index: SearchIndex) -> None:
    index.apply([plain(f"{n}", "media mendix mefix") for n in range(12)])
    (several,) = index.spellings(["medix"]).values()
    assert [one.text for one in several] == ["mendix", "media", "mefix"]
    assert [one.count for one in several] == [12, 12, 12]
    assert several[0].cost < several[1].cost < several[2].cost


def test_spellings_of_many_words_are_asked_at_once(index: SearchIndex) -> None:
    index.apply([plain(f"g{n}", "gribble botnet") for n in range(12)])
    assert likeliest(index, "gribbel", "the", "botmet") == {"gribbel": "gribble", "botmet": "botnet"}
    assert index.spellings([]) == {}


WORMS = [
    plain("one", "The gribble worm opens port 4444 and mails itself to harvested addresses.", title="Gribble worm"),
    plain("two", "Another gribble worm was seen; it mails itself through port 4444.", title="Gribble again"),
    plain("far", "A gribble of no account.", title="Other"),
]


def test_what_shares_the_telling_terms_is_alike_and_no_document_is_like_itself(index: SearchIndex) -> None:
    index.apply([*many(40), *WORMS])
    (hit,) = index.alike(WORMS[0])
    assert hit.id == "two"
    assert hit.score > 0


def test_a_document_that_is_not_held_has_its_like(index: SearchIndex) -> None:
    index.apply([*many(40), *WORMS])
    new = plain("new", "A gribble worm mails itself to addresses and opens port 4444.", title="Gribble worm news")
    assert {hit.id for hit in index.alike(new)} == {"one", "two"}
    assert len(index.alike(new, 1)) == 1


def test_what_was_taken_out_is_like_nothing(index: SearchIndex) -> None:
    index.apply([*many(40), *WORMS])
    index.apply((), ["two"])
    assert index.alike(WORMS[0]) == ()


@pytest.mark.parametrize("document", [plain("empty", "", title=""), plain("common", "common even", title="common")])
def test_what_tells_nothing_is_like_nothing(index: SearchIndex, document: Document) -> None:
    assert index.alike(document) == ()
    index.apply([*many(40), document])
    assert index.alike(document) == ()


def test_an_archive_of_a_few_has_its_alike(archive: SearchIndex) -> None:
    for document in ARCHIVE:
        assert document.id not in {hit.id for hit in archive.alike(document)}
