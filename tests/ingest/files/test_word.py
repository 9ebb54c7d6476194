"""Word documents: what they say, where title and dates come from, and what is refused before it costs anything."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from ingest.files.stated import stated_title
from ingest.files.word import read_word
from ingest.read import read as read_any
from ingest.types import Capture, Draft, Failure

NOW = datetime(2024, 1, 1, tzinfo=UTC)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def paragraph(text: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{text}</w:t></w:r></w:p>"


def core(**fields: str) -> str:
    written = "".join(f"<dc:{name}>{value}</dc:{name}>" for name, value in fields.items())
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="d">{written}</cp:coreProperties>'
    )


def docx(body: str, properties: str = "", **parts: str) -> bytes:
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="s" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="Title">'
        f'<w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
        f'</w:style></w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        "docProps/core.xml": properties,
    } | parts  # fmt: skip
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            if text:
                package.writestr(name, f'<?xml version="1.0"?>{text}')
    return file.getvalue()


def item(body: bytes, name: str = "/in/report.docx") -> Draft | Failure:
    (told,) = read_any(Capture(name, body, "", NOW)).items
    return told


def draft(body: bytes, name: str = "/in/report.docx") -> Draft:
    told = item(body, name)
    assert isinstance(told, Draft), told
    return told


WORM = paragraph("The worm turns homes into zombies &amp; stays.")


def test_headings_tables_and_words_are_kept_and_the_title_is_not_said_twice() -> None:
    table = (
        "<w:tbl><w:tr><w:tc>" + paragraph("a.example") + "</w:tc><w:tc>" + paragraph("May") + "</w:tc></w:tr></w:tbl>"
    )
    told = draft(docx(paragraph("A worm", "Title") + paragraph("Part", "H1") + WORM + table))
    assert told.title == "A worm"
    assert told.body_text == "Part\n\nThe worm turns homes into zombies & stays.\n\na.example | May"


TITLES = [
    (core(title="A worm"), "A worm", "properties, title"),
    (core(title="Microsoft Word - x.doc"), "Seen in homes", "first heading"),
    (core(title="Something else"), "Seen in homes", "first heading"),
    ("", "Seen in homes", "first heading"),
]


@pytest.mark.parametrize(("properties", "title", "where"), TITLES)
def test_a_stated_title_counts_where_the_text_says_it_too(properties: str, title: str, where: str) -> None:
    told = draft(docx(paragraph("Seen in homes", "H1") + paragraph("A worm") + WORM, properties))
    assert (told.title, told.evidence[0].where) == (title, where)


def test_dates_and_names_come_from_the_text_and_then_from_the_properties() -> None:
    stated = core(
        creator="A. Writer", language="en-GB", keywords="worm; zombie", created="2021-05-04T10:00:00Z",
        modified="2021-05-06T10:00:00Z",
    )  # fmt: skip
    told = draft(docx(WORM, stated))
    assert (told.author, told.lang, told.tags) == ("A. Writer", "en-GB", ("worm", "zombie"))
    assert (str(told.published)[:10], str(told.updated)[:10]) == ("2021-05-04", "2021-05-06")
    told = draft(docx(paragraph("Published: 3 May 2021") + WORM, stated))
    assert str(told.published)[:10] == "2021-05-03"


DECLARED = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
HOSTILE = [
    (docx(WORM, DECLARED + core(title="&b;")), "declares what none does"),
    (docx("<w:p/>" * 210_000), "holds more than a document does"),
    (docx("<w:p/>", **{"word/x.xml": " " * 21_000_000}), "holds more than a document does"),
    (docx("<w:tbl><w:tr><w:tc>" * 2_000), "cannot be read"),
    (docx("<w:p><w:r><w:t>&undeclared;</w:t></w:r></w:p>"), "cannot be read"),
    (docx(""), "holds no words"),
]


@pytest.mark.parametrize(("body", "words"), HOSTILE, ids=range(len(HOSTILE)))
def test_what_would_cost_too_much_or_holds_nothing_is_named(body: bytes, words: str) -> None:
    told = item(body)
    assert isinstance(told, Failure)
    assert words in told.why


def test_a_script_in_a_document_stays_text_and_no_link_runs() -> None:
    told = read_word(Capture("/in/a.docx", docx(paragraph("&lt;script&gt;x&lt;/script&gt;") + WORM), "", NOW))
    assert isinstance(told, Draft)
    assert "<script" not in told.body_html


@pytest.mark.parametrize(
    "written",
    ["", "untitled", "Untitled-3", "Document1", "Microsoft Word - a b.docx", "report_final.indd",
     "PowerPoint Presentation", "C:\\Users\\x\\a", "file:///tmp/x", "20140317_v2", "Layout 1", "ab"],
)  # fmt: skip
def test_titles_that_programs_write_are_none(written: str) -> None:
    assert stated_title(written) is None


@pytest.mark.parametrize("written", ["Operation Ghost", "APT1", "The Dukes: 7 years", "Wiper 2.0", "Turla"])
def test_titles_that_people_write_are_kept(written: str) -> None:
    assert stated_title(written) == written
