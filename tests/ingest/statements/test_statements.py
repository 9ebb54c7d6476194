"""An invented statement in every form in which sites, tools and people hand such pages on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ingest.statements import looks_like_statement, read_statement
from ingest.types import Failure
from tests.ingest.statements.reading import capture, draft, words
from tests.ingest.statements.variants import MISSING, TEXT_FORMS, text_of
from tests.legacy_page import INVENTED, Statement, legacy_html, legacy_text

HTML_FORMS = [
    {},
    {"labels_in": "cells"},
    {"labels_in": "fonts", "charset": "utf-8"},
    {"sidebar": "right"},
    {"sidebar": "right", "labels_in": "cells"},
]
SAME = ("title", "number", "ref", "category", "updated", "url", "rights", "event_dates")


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_each_text_form_reads_the_same(form: str) -> None:
    read, plain = draft(text_of(INVENTED, TEXT_FORMS[form])), draft(legacy_text(INVENTED))
    assert {name: getattr(read, name) for name in SAME} == {name: getattr(plain, name) for name in SAME}
    assert (read.associated, read.index) == (plain.associated, plain.index)
    assert words(read.body_text) == words(" ".join(INVENTED.body))


@pytest.mark.parametrize("form", HTML_FORMS)
def test_each_html_form_reads_as_the_text_does(form: dict[str, str]) -> None:
    read, plain = draft(legacy_html(INVENTED, **form), "text/html"), draft(legacy_text(INVENTED))
    assert {name: getattr(read, name) for name in SAME} == {name: getattr(plain, name) for name in SAME}
    assert words(read.body_text) == words(plain.body_text)
    assert [link.title for link in read.associated] == list(INVENTED.associated)
    assert [link.title for link in read.index] == list(INVENTED.index)
    assert read.lang == "en"


@pytest.mark.parametrize("lack", MISSING)
def test_what_is_missing_is_left_empty_and_nothing_else(lack: str) -> None:
    form, gone = MISSING[lack]
    body = text_of(INVENTED, form)
    where = INVENTED.url if "url" in gone else "/archive/page"
    read, plain = draft(body, location=where), draft(legacy_text(INVENTED))
    assert read.title == plain.title
    assert read.number == plain.number
    assert words(read.body_text) == words(plain.body_text)
    for name in {"category", "updated", "associated", "index", "rights"} & set(gone):
        assert not getattr(read, name) or name == "rights"
    for name in {"category", "updated", "associated", "index"} - set(gone):
        assert getattr(read, name) == getattr(plain, name)


def test_golden_fields_of_the_invented_statement() -> None:
    read = draft(legacy_text(INVENTED))
    assert read.title == INVENTED.title
    assert (read.number, read.ref, read.category) == (21, "S021", "Report")
    assert read.updated == datetime(2023, 2, 14, tzinfo=UTC)
    assert read.event_dates == (date(2019, 6, 3), date(2019, 7, 10))
    assert read.rights is not None
    assert read.rights.conditions == INVENTED.notice
    assert (read.rights.holder, read.rights.credit, read.rights.years) == (
        INVENTED.holder,
        INVENTED.credit,
        INVENTED.years,
    )
    assert read.url == read.rights.url == INVENTED.url


def test_evidence_quotes_what_each_label_says() -> None:
    evidence = {item.field: item for item in draft(legacy_text(INVENTED)).evidence}
    assert evidence["updated"].quote == "2023-02-14"
    assert evidence["updated"].where == 'line 7, "Updated:"'
    assert evidence["ref"].quote == "S021"


def test_links_of_the_html_form_are_absolute() -> None:
    read = draft(legacy_html(INVENTED), "text/html")
    assert read.associated[0].url == "https://lists.example.org/organization/how-lists-work"
    assert all(link.url and link.url.startswith("https://lists.example.org/") for link in read.index)


def test_a_rich_body_keeps_its_headings_links_lists_and_tables() -> None:
    blocks = (
        "<h1>About This Document</h1>",
        '<p>See <a href="/policy/">the policy</a>: Category: legal.</p>',
        "<ul><li>One thing.</li><li>Another <b>W32</b>.Quill thing</li></ul>",
        "<p>Copyright &copy; 2003 said the page. All rights reserved it claimed.</p>",
        "<table><tr><th>Name</th><th>Day</th></tr><tr><td>A</td><td>2003-11-01</td></tr></table>",
    )
    for sidebar in ("left", "right"):
        read = draft(legacy_html(replace(INVENTED, body=blocks), sidebar=sidebar), "text/html")
        assert read.body_text == (
            "About This Document\n\nSee the policy: Category: legal.\n\n• One thing.\n• Another W32.Quill thing\n\n"
            "Copyright © 2003 said the page. All rights reserved it claimed.\n\nName | Day\nA | 2003-11-01"
        )
        assert (
            '<a href="https://lists.example.org/policy/" rel="noopener nofollow ugc">the policy</a>' in read.body_html
        )
        assert "<h2>About This Document</h2>" in read.body_html
        assert "<th>Name</th>" in read.body_html
        assert read.rights is not None
        assert read.rights.holder == INVENTED.holder


@pytest.mark.parametrize(
    "title",
    [
        'Ames & McGee: the "Rock" case | part 2',
        "Fake list uncovered: bad.sky.example",
        "Why we left",
        "TRO Answer: Vendor360 vs. The Example List Project",
        "Statement",
    ],
)
def test_titles_of_every_kind_come_out_whole(title: str) -> None:
    statement = replace(INVENTED, title=title, index=(*INVENTED.index[:1], title, *INVENTED.index[2:]))
    assert draft(legacy_text(statement)).title == title
    assert draft(legacy_html(statement, charset="utf-8"), "text/html").title == title


def test_another_operators_wording_is_read() -> None:
    statement = replace(
        INVENTED, top_bar="Delisting Office", help_heading="Listing Help", help_words="Listed? Please visit"
    )
    text = legacy_text(statement).replace("Reproduction from", "Reproduction of")
    read = draft(text.replace("Copyright © 2024", "© 2024"))
    assert read.rights is not None
    assert read.rights.holder == INVENTED.holder
    assert words(read.body_text) == words(" ".join(INVENTED.body))


@pytest.mark.parametrize(
    ("location", "number"),
    [
        ("https://lists.example.org/organization/statement/008/fake-list", 8),
        ("http://lists.example.org/organization/statement/8/", 8),
        ("http://lists.example.org/organization/statement/8", 8),
    ],
)
def test_the_address_gives_the_number_where_no_reference_is_printed(location: str, number: int) -> None:
    read = draft("Fake list\nCategory: Report\nUpdated: 2021-04-19\n\nThe body.", location=location)
    assert (read.number, read.ref, read.url) == (number, f"S0{number}", location)


def test_a_slug_frees_the_title_from_the_chrome_glued_to_it() -> None:
    text = (
        "Menu\nPrint Mail Send Fake list uncovered: bad.sky.example\nCategory: Report\nStatement Ref: S015\n\nThe body."
    )
    address = "https://lists.example.org/statement/015/fake-list-uncovered-bad.sky.example"
    assert draft(text, location=address).title == "Fake list uncovered: bad.sky.example"


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_short_line_above_the_text_belongs_to_it(form: str) -> None:
    first = "This statement is also available as a PDF"
    page = replace(INVENTED, body=(first, *INVENTED.body))
    read = draft(legacy_text(page)) if form == "text" else draft(legacy_html(page), "text/html")
    assert read.body_text.startswith(f"{first}\n\nIn May 2019")
    assert [link.title for link in read.associated] == list(INVENTED.associated)


def test_a_date_that_opens_the_body_is_no_update_date() -> None:
    statement = replace(INVENTED, body=("2009-12-10. A fake list was found.", *INVENTED.body))
    read = draft(legacy_text(statement))
    assert read.updated == datetime(2023, 2, 14, tzinfo=UTC)
    assert read.event_dates[0] == date(2009, 12, 10)
    assert read.body_text.startswith("2009-12-10. A fake list")


def test_without_documents_the_body_follows_the_help_box() -> None:
    text = (
        "Removal Desk\nContacts | FAQs\nFake list\n\nCategory: Report\nUpdated: 2021-04-19\nStatement Ref: S08\n\n"
        "Blocklist Help\n\nBlocked? To check, go to\nRemoval Desk\n2009-12-10. A fake list was found.\n\nIt sold data."
        "\n\nStatements Index\n\nFake list\n\nOther list"
    )
    assert draft(text).body_text == "2009-12-10. A fake list was found.\n\nIt sold data."


def test_bullets_of_the_text_form_become_a_list() -> None:
    read = draft(legacy_text(replace(INVENTED, body=("Consider:", "  • One thing.", "  • Another thing."))))
    assert read.body_html == "<p>Consider:</p>\n<ul><li>One thing.</li><li>Another thing.</li></ul>"


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        ("A post\nCategory: Malware\nUpdated: 2021-01-01\n\nText without any number.", "text/plain"),
        ("<p>The category: of this, updated: often, statement ref: none</p>", "text/html"),
        ("<rss><channel><title>Category: x Updated: 2021-01-01 Statement Ref: S01</title></channel></rss>", "text/xml"),
        ("", "text/html"),
        ("---\ntitle: T\ncategory: Report\nupdated: 2021-01-01\nref: S010\n---\n\nBody.", "text/plain"),
        ("+++\ntitle = 'T'\n+++\n\nCategory: Report\nUpdated: 2021-01-01\nRef: S010\n\nBody.", ""),
        ("\ufeff```toml\n[statement]\n```\n\nCategory: Report\nStatement Ref: S010\n\nBody.", "text/markdown"),
    ],
)
def test_other_pages_do_not_look_like_statements(body: str, media_type: str) -> None:
    assert not looks_like_statement(capture(body, media_type))


@pytest.mark.parametrize("make", [lambda page: legacy_text(page).encode(), legacy_html])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_statements_look_like_statements(make: Callable[[Statement], bytes], codec: str) -> None:
    body = make(INVENTED)
    if codec == "utf-16":
        body = body.decode("utf-8", "replace").encode("utf-16")
    assert looks_like_statement(capture(body, ""))


@pytest.mark.parametrize(
    ("body", "lack"),
    [
        ("A note", "no block of the labels"),
        ("Title\nCategory: Report\nUpdated: 2021-01-01\n\nThe body.", "neither"),
        ("Title\nCategory: Report\nStatement Ref: S01\n", "no body"),
    ],
)
def test_a_failure_says_what_is_lacking(body: str, lack: str) -> None:
    read = read_statement(capture(body))
    assert isinstance(read, Failure)
    assert lack in read.why
    assert "/archive/page" in read.why


def test_a_page_of_the_old_template_that_is_no_statement_is_left_alone() -> None:
    page = (
        '<table><tr><td><b>Associated Documents</b></td></tr></table><a href="/faq/">FAQs</a><p>Found 33 listings</p>'
    )
    assert not looks_like_statement(capture(page, "text/html"))


@pytest.mark.parametrize("count", range(4))
def test_each_document_stands_on_a_line_of_its_own_however_few_there_are(count: int) -> None:
    documents = ("How Lists Work", "Legal Questions", "Glossary")[:count]
    read = draft(legacy_text(replace(INVENTED, associated=documents)))
    assert tuple(link.title for link in read.associated) == documents
