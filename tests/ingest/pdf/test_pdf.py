"""PDF: words in reading order, title and dates from where they stand, and nothing that can hang or break the reader."""

from datetime import UTC, datetime

import pytest

from ingest.pdf import read_pdf
from ingest.pdf.columns import in_reading_order
from ingest.pdf.document import Line
from ingest.pdf.joining import joined
from ingest.pdf.process import Unreadable, read
from ingest.types import Capture, Draft, Failure, Reading
from tests.ingest.pdf.making import Words, lines, pdf

NOW = datetime(2024, 1, 1, tzinfo=UTC)
BODY = lines(
    "The worm turns computers at home into zombies and listens on a port that",
    "nobody uses. It was seen in June and is still spreading in many networks,",
    "as the operator says.",
    "The second part begins here and tells what else was found in the sample.",
)


def reading(body: bytes, location: str = "/in/report.pdf") -> Reading:
    return read_pdf(Capture(location, body, "application/pdf", NOW))


def draft(body: bytes, location: str = "/in/report.pdf") -> Draft:
    (item,) = reading(body, location).items
    assert isinstance(item, Draft), item
    return item


def why(body: bytes) -> str:
    (item,) = reading(body).items
    assert isinstance(item, Failure)
    return item.why


TITLE = Words(50, 60, "A Worm That Turns", 24)


def test_the_words_of_a_page_stand_in_paragraphs_below_the_largest_ones_which_are_the_title() -> None:
    told = draft(pdf([TITLE, Words(50, 90, "Homes into Zombies", 24), *BODY]))
    assert told.title == "A Worm That Turns Homes into Zombies"
    assert told.body_text.split("\n\n")[-2:] == [
        "The worm turns computers at home into zombies and listens on a port that nobody uses. It was seen in June and "
        "is still spreading in many networks, as the operator says.",
        "The second part begins here and tells what else was found in the sample.",
    ]


TITLES = [
    ("A Worm That Turns | Example Labs", "A Worm That Turns", "properties, Title"),
    ("Microsoft Word - draft_7.doc", "A Worm That Turns", "largest words of the first page"),
    ("untitled", "A Worm That Turns", "largest words of the first page"),
    ("Annual template of the year", "A Worm That Turns", "largest words of the first page"),
    ("The second part begins here", "The second part begins here", "properties, Title"),
]


@pytest.mark.parametrize(("stated", "title", "where"), TITLES)
def test_a_stated_title_counts_where_the_first_page_says_it_too(stated: str, title: str, where: str) -> None:
    told = draft(pdf([TITLE, *BODY], Title=stated))
    assert (told.title, told.evidence[0].where) == (title, where)


def test_a_plausible_stated_title_counts_where_no_words_are_larger_than_others() -> None:
    assert draft(pdf(BODY, Title="What the worm did")).title == "What the worm did"
    assert draft(pdf(BODY, Title="Document1")).title.startswith("The worm turns")


MADE = {"CreationDate": "D:20210504120000+02'00'", "ModDate": "D:20210607080000Z"}
DATES = [
    ([], "/in/a.pdf", "2021-05-04", "2021-06-07"),
    ([Words(50, 100, "3 May 2021")], "/in/a.pdf", "2021-05-03", "2021-06-07"),
    ([Words(50, 100, "Original release date: May 2, 2021 | Last revised: 5 May 2021")], "/in/a.pdf",
     "2021-05-02", "2021-05-05"),
    ([Words(50, 100, "Date of Report"), Words(300, 100, "01.05.2021")], "/in/a.pdf", "2021-05-04", "2021-06-07"),
    ([Words(50, 100, "Date of Report 30.04.2021")], "/in/a.pdf", "2021-04-30", "2021-06-07"),
    ([Words(50, 100, "3 May 2091")], "/in/2021-05-01-worm.pdf", "2021-05-01", "2021-06-07"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "name", "published", "updated"), DATES)
def test_dates_of_the_first_page_come_before_those_of_the_file(
    words: list[Words], name: str, published: str, updated: str
) -> None:
    told = draft(pdf([TITLE, *words, *BODY], **MADE), name)
    assert (str(told.published)[:10], str(told.updated)[:10]) == (published, updated)


def test_the_day_of_change_is_no_news_when_it_is_the_day_the_file_was_made() -> None:
    told = draft(pdf(BODY, CreationDate="D:20210504120000Z", ModDate="D:20210504120500Z", Author="A. Writer"))
    assert (told.updated, told.author) == (None, "A. Writer")


def test_what_is_repeated_on_every_page_is_said_once_at_the_end_and_page_numbers_never() -> None:
    pages = [
        [Words(50, 20, "TLP:CLEAR Example Labs"), *lines(f"Part {name} of the text."), Words(290, 770, f"- {at} -")]
        for at, name in enumerate(("one", "two", "three"), start=1)
    ]
    assert draft(pdf(*pages)).body_text == (
        "Part one of the text.\n\nPart two of the text.\n\nPart three of the text.\n\nTLP:CLEAR Example Labs"
    )


def test_a_paragraph_goes_on_over_the_page_and_a_parted_word_is_one_again() -> None:
    told = draft(pdf(lines("It listens on a port that is called af-", "ter the sample and still spreads", top=700),
                     lines("in many networks.", top=60)))  # fmt: skip
    assert told.body_text == "It listens on a port that is called after the sample and still spreads in many networks."


HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
JOINED = [
    ("the vic-", "tim", "the victim"),
    ("CVE-2021-", "44228", "CVE-2021-44228"),
    ("the C2-", "server", "the C2-server"),
    (f"SHA-256: {HASH[:40]}", HASH[40:], f"SHA-256: {HASH[:40]} {HASH[40:]}"),
    (f"SHA-256: {HASH[:37]}", f"{HASH[37:]} of it", f"SHA-256: {HASH} of it"),
    ("one", "two", "one two"),
]


@pytest.mark.parametrize(("one", "other", "both"), JOINED)
def test_lines_are_joined_as_their_words_were(one: str, other: str, both: str) -> None:
    assert joined(one, other) == both


def test_cells_that_stand_side_by_side_are_rows_and_bullets_a_list() -> None:
    told = draft(pdf([Words(50, 100, "Host"), Words(300, 100, "Seen"), Words(50, 120, "a.example"),
                      Words(300, 120, "May"), Words(50, 150, "•"), Words(70, 150, "first"),
                      Words(50, 165, "• second")]))  # fmt: skip
    assert "<tr><td>Host</td><td>Seen</td></tr><tr><td>a.example</td><td>May</td></tr>" in told.body_html
    assert "• first\n• second" in told.body_text


def columns(*, by_rows: bool) -> list[Line]:
    left = [Line(0, 50, 100 + 12 * at, 280, 110 + 12 * at, False, False, f"left {at}") for at in range(10)]
    right = [Line(0, 310, 100 + 12 * at, 540, 110 + 12 * at, False, False, f"right {at}") for at in range(10)]
    title = Line(0, 50, 60, 540, 80, False, False, "title")
    rows = [line for pair in zip(left, right, strict=True) for line in pair]
    return [title, *(rows if by_rows else left + right)]


def test_two_columns_are_read_one_after_the_other_however_they_are_written() -> None:
    assert in_reading_order(columns(by_rows=True)) == columns(by_rows=False)
    assert in_reading_order(columns(by_rows=False)) == columns(by_rows=False)


def test_a_table_is_not_taken_for_two_columns() -> None:
    rows = [Line(0, left, 100 + 12 * at, left + 60, 110 + 12 * at, False, False, "cell")
            for at in range(20) for left in (50, 310)]  # fmt: skip
    assert in_reading_order(rows) == rows


def test_the_language_is_what_the_document_says_unless_its_words_are_plainly_english() -> None:
    assert draft(pdf(BODY, lang="en-US")).lang == "en-US"
    assert draft(pdf(BODY, lang="de-DE")).lang is None
    assert draft(pdf(lines("Der Wurm nutzt Rechner"), lang="de-DE")).lang == "de-DE"


def test_pages_without_words_are_told_of() -> None:
    assert "holds only pictures of its 2 pages" in why(pdf([], []))
    assert reading(pdf(BODY, [])).notes == ("1 of its 2 pages hold no text, only pictures or nothing",)


def test_a_pdf_that_cannot_be_opened_is_named() -> None:
    assert "cannot be opened" in why(b"%PDF-1.7\nnothing")
    keys = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (a)] " % (b"o" * 32, b"u" * 32)
    assert "encrypted with a password" in why(pdf(BODY).replace(b"trailer << ", b"trailer << " + keys))


def test_the_process_is_stopped_when_its_time_is_over() -> None:
    with pytest.raises(Unreadable, match="cut short"):
        read(pdf(BODY), seconds=0.0)


def test_a_damaged_file_gives_what_it_has() -> None:
    assert draft(pdf(BODY).replace(b"startxref\n", b"startxref\n99")).body_text.startswith("The worm turns")
