"""Statement pages with something left empty, or set in another way than most: nothing of them goes astray."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.ingest.statements.reading import draft, words
from tests.legacy_page import INVENTED, Statement, legacy_html, legacy_text

LABELS = "Category: Report\nUpdated: 2023-02-14\nStatement Ref: S021"


@pytest.mark.parametrize("day", ["November 2nd 2003", "2003-11-02", "3 November 2003"])
def test_a_day_that_stands_alone_above_the_text_is_no_document(day: str) -> None:
    read = draft(legacy_text(replace(INVENTED, body=(day, *INVENTED.body))))
    assert [link.title for link in read.associated] == list(INVENTED.associated)
    assert read.body_text.startswith(f"{day}\n\nIn May 2019")


def test_a_question_among_the_documents_is_one_of_them() -> None:
    documents = ("How Lists Work", "What is the register of gangs and how is it used?", "Glossary")
    read = draft(legacy_text(replace(INVENTED, associated=documents)))
    assert tuple(link.title for link in read.associated) == documents
    assert read.body_text.startswith("In May 2019")


def test_a_question_that_opens_the_text_belongs_to_it() -> None:
    read = draft(legacy_text(replace(INVENTED, body=("Who rents out routers of other people?", *INVENTED.body))))
    assert [link.title for link in read.associated] == list(INVENTED.associated)
    assert read.body_text.startswith("Who rents out")


@pytest.mark.parametrize(
    "labels",
    [
        "Category:\nUpdated: 2023-02-14\nStatement Ref: S021",
        "Updated: 2023-02-14\nStatement Ref: S021\nCategory:",
        "Updated: 2023-02-14\nCategory: \nStatement Ref: S021",
    ],
)
def test_a_category_that_is_left_empty_is_none_and_not_the_next_heading(labels: str) -> None:
    read = draft(legacy_text(INVENTED).replace(LABELS, labels))
    assert (read.category, read.number, read.title) == (None, 21, INVENTED.title)
    assert words(read.body_text) == words(" ".join(INVENTED.body))


def test_labels_may_be_the_items_of_a_list() -> None:
    lines = "".join(f"{line}<br/>" for line in LABELS.split("\n"))
    items = "".join(f"<li>{line}</li>" for line in LABELS.split("\n"))
    page = legacy_html(INVENTED).decode("iso-8859-1")
    assert lines in page
    for body in (page.replace(lines, f"<ul>{items}</ul>"), legacy_text(INVENTED).replace("\nCategory", "\n- Category")):
        read = draft(body, "")
        assert (read.category, read.number, read.title) == ("Report", 21, INVENTED.title)


@pytest.mark.parametrize("sign", [" · ", ", ", " – ", " / ", "; "])
def test_what_parts_labels_on_one_line_is_no_part_of_a_value(sign: str) -> None:
    read = draft(legacy_text(INVENTED).replace(LABELS, LABELS.replace("\n", sign)))
    assert (read.category, read.updated, read.ref) == ("Report", draft(legacy_text(INVENTED)).updated, "S021")


@pytest.mark.parametrize("count", ["{}. ", "[{}]", "  * [{}]"])
def test_entries_that_are_counted_go_without_their_numbers(count: str) -> None:
    text = legacy_text(INVENTED)
    for number, title in enumerate((*INVENTED.associated, *INVENTED.index), 1):
        text = text.replace(f"\n{title}\n", f"\n{count.format(number)}{title}\n")
    read = draft(text)
    assert [link.title for link in read.associated] == list(INVENTED.associated)
    assert [link.title for link in read.index] == [link.title for link in draft(legacy_text(INVENTED)).index]


@pytest.mark.parametrize("form", [legacy_text, legacy_html])
def test_a_title_of_any_length_is_an_entry_of_the_index(form: Callable[[Statement], bytes | str]) -> None:
    long = "Case Answer: " + ", ".join(f"Vendor{number} Trading Company of Example" for number in range(12))
    index = (*INVENTED.index[:2], long, *INVENTED.index[2:])
    read = draft(form(replace(INVENTED, index=index)), "")
    assert len(long) > 400
    assert tuple(link.title for link in read.index) == index
    assert words(read.body_text) == words(" ".join(INVENTED.body))


def test_a_text_that_was_saved_under_the_name_of_a_page_is_read_as_text() -> None:
    assert draft(legacy_text(INVENTED), "text/html").body_text == draft(legacy_text(INVENTED)).body_text
