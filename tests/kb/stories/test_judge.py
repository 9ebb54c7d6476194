"""One story or two: the judgement on texts of our own, told again in many ways, and on texts of one mould."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from ingest.files import files_below, open_file
from ingest.read import read
from ingest.types import Draft
from kb import paths
from kb.reports.stories.judge import SAME, Telling, alike, common, one_story
from kb.reports.stories.sketch import NUMBERS, marks
from kb.reports.stories.words import facts, numbers, passage, runs, words
from tests import rewriting
from tests.rewriting import Told

AGAIN: list[Callable[[Told, Random], Told]] = [
    rewriting.syndicated,
    rewriting.shortened,
    rewriting.thinned,
    rewriting.retitled,
    rewriting.reworded,
    lambda told, chance: rewriting.syndicated(rewriting.shortened(told, chance), chance),
    lambda told, chance: rewriting.reworded(rewriting.retitled(told, chance), chance),
]
MOULD = (
    "A vulnerability was found in {name} {version}. It has been rated as critical. This issue affects some unknown "
    "processing of the file {file}. The manipulation of the argument id leads to SQL injection. The attack may be "
    "started remotely. The exploit has been disclosed to the public and may be used. The vendor was contacted early "
    "about this disclosure but did not respond in any way. It is recommended to upgrade to {fixed} or to restrict who "
    "can reach the service until that is done."
)
DIGEST = (
    "Our weekly report for {week}. We took {taken} domains off the list and put {put} on it. Most of the new ones sold "
    "pills, some sold watches, and a few pretended to be a bank. The traps caught {caught} messages, a little more "
    "than in the week before. Nothing was out of the ordinary on our side, and nobody complained more than usual. "
    "Questions go to the address at the foot of this page, where all earlier reports of this series are kept as well."
)
SIMILAR = [
    (
        Told(
            "Shop Basket SQL injection", MOULD.format(name="Shop Basket", version="2.1", file="cart.php", fixed="2.2")
        ),
        Told("Blood Bank SQL injection", MOULD.format(name="Blood Bank", version="1.0", file="login.php", fixed="1.1")),
    ),
    (
        Told("Update for Mailroom 4.2", MOULD.format(name="Mailroom", version="4.1", file="in.php", fixed="4.2")),
        Told("Update for Mailroom 4.3", MOULD.format(name="Mailroom", version="4.2", file="in.php", fixed="4.3")),
    ),
    (
        Told("ADV-2024-0017 in Mailroom", f"ADV-2024-0017. {MOULD}"),
        Told("ADV-2024-0018 in Mailroom", f"ADV-2024-0018. {MOULD}"),
    ),
    (
        Told("The week on the list", DIGEST.format(week="12 May", taken=310, put=402, caught="91,000")),
        Told("The week on the list", DIGEST.format(week="19 May", taken=288, put=377, caught="94,500")),
    ),
]


def telling(told: Told, **fields: object) -> Telling:
    """A report of an unknown source, of which only what a test is about is said."""
    given = {"source": None, "number": None, "keys": frozenset(), "page": None, "day": None} | fields
    return Telling(id=1, title=told.title, body=told.body, **given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def texts() -> list[Told]:
    """The statements and news of the sample archive."""
    folder = paths.PACKAGE / "samples"
    drafts = [item for path in files_below(folder) for item in read(open_file(path)).items]
    told = [item for item in drafts if isinstance(item, Draft) and item.kind in ("statement", "news")]
    assert len(told) > 20
    return [Told(draft.title, draft.body_text) for draft in told]


def test_of_reports_told_again_most_are_known_and_of_others_none(texts: list[Told]) -> None:
    chance = Random(20030101)
    again = [(told, way(told, chance)) for told in texts for way in AGAIN]
    found = sum(one_story(telling(told), telling(other)) for told, other in again)
    others = [(one, other) for at, one in enumerate(texts) for other in texts[at + 1 :]]
    others += [(told, rewriting.gathered([told, *chance.sample(texts, 3)])) for told in texts]
    others += [(told, rewriting.reissued(told, chance)) for told in texts if len(numerals(told)) > 1]
    wrong = [pair for pair in (*others, *SIMILAR) if one_story(telling(pair[0]), telling(pair[1]))]
    assert wrong == []
    assert found / len(again) >= 0.95


@pytest.mark.parametrize(("one", "other"), SIMILAR, ids=lambda told: told.title)
def test_texts_of_one_mould_are_two_stories_though_they_share_most_words(one: Told, other: Told) -> None:
    assert common(telling(one), telling(other)).of_both > SAME
    assert not one_story(telling(one), telling(other))


@pytest.mark.parametrize(("part", "same"), [(0.58, True), (0.52, False)])
def test_under_another_title_most_of_both_texts_must_be_the_same(part: float, same: bool) -> None:
    whole, cut = telling(Told("A title of its own", said(400))), said(round(400 * part))
    assert one_story(whole, telling(Told("Something else", cut))) is same


@pytest.mark.parametrize(("part", "same"), [(0.53, True), (0.47, False)])
def test_under_a_like_title_half_of_the_shorter_text_must_stand_in_the_longer(part: float, same: bool) -> None:
    whole = telling(Told("A title of its own", said(600)))
    mixed = f"{said(round(200 * part))} {said(round(200 * (1 - part)), 'other')}"
    assert one_story(whole, telling(Told("A title of its own", mixed))) is same


NAMES = ("Adler", "Becker", "Conrad", "Dorn", "Ernst", "Falk", "Gross", "Huber", "Imhof", "Jahn")


def test_other_names_in_the_same_words_make_another_story() -> None:
    mould = " ".join(f"It was said that {{}} had been seen near the {said(8, letter)}." for letter in "bcdfghjklm")
    one = Told("Seen near the town", mould.format(*NAMES))
    other = Told("Seen near the town", mould.format(*(name[::-1].title() for name in NAMES)))
    assert common(telling(one), telling(other)).of_shorter > 0.5
    assert not one_story(telling(one), telling(other))
    assert one_story(telling(one), telling(Told(one.title, mould.format(*NAMES[:9], "Krause"))))


def test_titles_that_name_what_the_other_never_mentions_are_of_two_stories(texts: list[Told]) -> None:
    body = f"{texts[0].body} The kit is known as {{}} to those who sell it."
    one, other = (Told(f"Beware of {name}", body.format(name)) for name in ("ParcelKit", "LetterKit"))
    assert not one_story(telling(one), telling(other))
    assert one_story(telling(one), telling(Told("Beware of those who sell", other.body)))


def test_numbers_of_a_register_part_two_even_where_they_mention_each_other(texts: list[Told]) -> None:
    body = f"{texts[0].body} This is not CVE-2024-1111, nor is it CVE-2024-2222."
    one, other = (Told(f"CVE-2024-{number} in a parcel", body) for number in ("1111", "2222"))
    assert not one_story(telling(one), telling(other))
    assert one_story(telling(one), telling(Told("In a parcel", body)))


def test_statements_and_two_items_of_one_source_are_never_one_story(texts: list[Told]) -> None:
    told = texts[0]
    assert one_story(telling(told, number=1), telling(told))
    assert not one_story(telling(told, number=1), telling(told, number=2))
    assert one_story(telling(told, source=1, keys=frozenset({"a"})), telling(told, source=2, keys=frozenset({"b"})))
    assert not one_story(telling(told, source=1, keys=frozenset({"a"})), telling(told, source=1, keys=frozenset({"b"})))
    assert not one_story(telling(told, keys=frozenset({"ADV-2024-1"})), telling(told, keys=frozenset({"ADV-2024-2"})))


def test_what_is_said_again_much_later_must_be_said_in_the_same_words(texts: list[Told]) -> None:
    first = datetime(2024, 1, 1, tzinfo=UTC)
    told, part = texts[0], rewriting.thinned(texts[0], Random(1))
    for days, same in ((1, True), (59, True), (400, False)):
        assert one_story(telling(told, day=first), telling(part, day=first + timedelta(days=days))) is same
    assert one_story(telling(told, day=first), telling(told, day=first + timedelta(days=400)))


def test_the_page_itself_and_news_of_it_are_one_story_where_their_titles_are_alike() -> None:
    page = telling(Told("Parcel kit comes back again", "The page. " * 40), page="kit.example/1")
    assert one_story(page, telling(Told("The parcel kit comes back", "In short."), page="kit.example/1"))
    assert not one_story(page, telling(Told("Release notes", "In short."), page="kit.example/1"))
    assert not one_story(page, telling(Told("The parcel kit comes back", "In short."), page="kit.example/2"))


@pytest.mark.parametrize(
    ("body", "title"), [("", "A title"), ("Brief.", "A title"), ("Bugs were fixed. " * 9, "Fixes")]
)
def test_texts_that_say_hardly_anything_are_not_compared(body: str, title: str) -> None:
    assert not one_story(telling(Told(title, body)), telling(Told(title, body)))


def test_two_texts_share_as_many_numbers_as_they_share_runs(texts: list[Told]) -> None:
    shared = wanted = 0.0
    for told in texts:
        part = telling(Told(told.title, told.body[: len(told.body) // 2]))
        whole, cut = (set(marks(one.title, None, one.body).text) for one in (told, part))
        shared += len(whole & cut) / NUMBERS
        wanted += common(telling(told), part).of_both
    assert shared / len(texts) == pytest.approx(wanted / len(texts), abs=0.08)


def test_words_runs_facts_and_numbers_of_a_text() -> None:
    assert words("Der Wurm: 僵尸网络, ja!") == ["der", "wurm", "僵", "尸", "网", "络", "ja"]
    assert words("The Worm's W32/Zomb_A, again") == words("The Worm's W32/Zomb_A, again …")
    assert runs(["a", "b", "c", "d"]) == {"a b c", "b c d"}
    assert runs(["a"]) == {"a"}
    assert runs([]) == frozenset()
    told = "The worm reached Berlin. It came from evil.example with FooBar and 12 others. Then it left."
    assert facts(told) == {"berlin", "evil.example", "foobar", "12"}
    assert numbers("CVE-2021-44228, not utf-8-2 but CVE-2021-1 of ADV-24-17") == {
        "CVE": {"2021-44228", "2021-1"},
        "ADV": {"24-17"},
    }
    shared = runs(["one", "two", "three", "four", "five", "six"])
    assert passage("By us. One two, three four five six! More here.", shared) == "One two, three four five six"
    assert passage("Nothing of it.", shared) == ""


def test_titles_are_alike_by_most_of_their_words() -> None:
    assert alike("The Parcel Desk kit", "the parcel  desk KIT!")
    assert alike("Parcel Desk kit comes back", "The Parcel Desk is back")
    assert not alike("Parcel Desk", "Desk")
    assert not alike("A quiet day", "Parcel Desk kit comes back")


def said(count: int, word: str = "word") -> str:
    """As many words, none of which is like another."""
    return " ".join(word + "".join(chr(97 + int(digit)) for digit in str(n)) for n in range(count))


def numerals(told: Told) -> str:
    return "".join(character for character in told.body if character.isdigit())
