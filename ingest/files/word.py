"""A Word document (DOCX) that holds one report."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

import mammoth
from mammoth.documents import Image

from ingest.dates import instant
from ingest.files.dating import in_name, labelled, whole_line
from ingest.files.evidence import Fact, evidence, first
from ingest.files.maintext import without_title
from ingest.files.stated import stated_title
from ingest.html import clean
from ingest.html import text as text_of
from ingest.language import language
from ingest.tags import tags_from
from ingest.text import one_line, tidy, unescape
from ingest.types import Capture, Draft, Failure, Kind

_LARGEST = 20_000_000  # bytes of XML in all
_MOST_MARKS = 200_000  # openings of tags, of which 100 pages have 60,000; each costs some 40 microseconds
_MOST_FILES = 5_000
_TOP = 12  # lines among which a date is looked for
_DECLARES = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C|E\x00?N\x00?T)")  # no part of an Office document declares a type
_PROPERTY = r"<(?:[A-Za-z]\w{{0,30}}:)?{}(?:\s[^<>]{{0,300}})?>([^<]{{0,5000}})</"
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
_HOSTILE = "it holds more than a document does, or declares what none does; save its text as .txt and import that"
_BROKEN = "it is a Word document that cannot be read ({}); open it, save it again and import that"


class _Hostile(Exception):
    """It would take too much time or memory."""


def read_word(capture: Capture) -> Draft | Failure:
    """One report from a DOCX: headings, lists, tables, notes and links as they are; pictures as their words.

    Title, author, dates, language and keywords come from the properties where they are more than a program's habit;
    a date that stands in the first lines is trusted more than the day the file was saved.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(capture.body)) as package:
            _check(package)
            properties = _part(package, "docProps/core.xml")
        html = mammoth.convert_to_html(io.BytesIO(capture.body), style_map=_STYLES, convert_image=_picture).value
    except _Hostile:
        return Failure(capture.location, _HOSTILE)
    except Exception as error:  # zipfile, expat and mammoth raise whatever the bytes bring about
        return Failure(capture.location, _BROKEN.format(type(error).__name__))
    return _draft(capture, html, properties)


def _draft(capture: Capture, html: str, properties: str) -> Draft | Failure:
    title = _title(html, properties)
    body_html = clean(without_title(html, title.value) if title else html, capture.url)
    body_text = text_of(body_html)
    if not (body_text or title):
        return Failure(capture.location, "the document holds no words, only pictures if any; import a text of it")
    dates = _dates(body_text, properties, capture)
    published, updated = first(dates, "published"), first(dates, "updated")
    author, lang, summary = (_said(properties, *pair) for pair in _NAMED)
    code = language(lang.value) if lang else None
    return Draft(
        item=capture.location,
        kind=Kind.REPORT,
        title=title.value if title else body_text.partition("\n")[0][:200],
        body_html=body_html,
        body_text=body_text,
        url=capture.url,
        tags=tags_from(re.split("[,;]", _value(properties, "keywords"))),
        lang=code,
        author=author.value if author else None,
        published=published.value if published else None,
        updated=updated.value if updated else None,
        summary=summary.value if summary else None,
        evidence=evidence(title, published, updated, author, lang if code else None, summary),
    )


_NAMED = (("author", "creator"), ("lang", "language"), ("summary", "description"))


def _check(package: zipfile.ZipFile) -> None:
    """Raises _Hostile before anything is built of it. A file gives no more bytes than its entry claims."""
    parts = package.infolist()
    xml = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    if len(parts) > _MOST_FILES or sum(part.file_size for part in xml) > _LARGEST:
        raise _Hostile
    marks = 0
    for part in xml:
        body = package.read(part)
        marks += body.count(b"<")
        if marks > _MOST_MARKS or _DECLARES.search(body):
            raise _Hostile


def _part(package: zipfile.ZipFile, name: str) -> str:
    return tidy(package.read(name).decode("utf-8", "replace"))[:100_000] if name in package.namelist() else ""


def _picture(image: Image) -> Sequence[object]:
    """Its words; the bytes stay in the capture."""
    words = one_line(image.alt_text or "")
    return [mammoth.html.text(f"[image: {words[:300]}]")] if words else []


def _title(html: str, properties: str) -> Fact[str] | None:
    """The stated title where the text says it too or has no heading of its own, else the first heading."""
    stated = stated_title(_value(properties, "title"))
    found = _HEADING.search(html)
    heading = one_line(text_of(found[1])) if found else ""
    if stated and (not heading or stated.casefold() in one_line(text_of(html[:20_000])).casefold()):
        return Fact("title", stated, "properties, title", stated)
    return Fact("title", heading[:300], "first heading", heading) if heading else None


def _dates(body_text: str, properties: str, capture: Capture) -> list[Fact[datetime]]:
    lines = [line for line in body_text.split("\n") if line.strip()][:_TOP]
    alone = ((line, whole_line(line)) for line in lines)
    written = [Fact("published", moment, "line of its own", line) for line, moment in alone if moment]
    named = in_name(capture.location)
    saved = [
        Fact(field, moment, f"properties, {name}", value)
        for field, name in (("published", "created"), ("updated", "modified"))
        if (moment := instant(value := _value(properties, name), capture.captured_at))
    ]
    return [*labelled(enumerate(lines, start=1)), *written, *([named] if named else []), *saved]


def _said(properties: str, field: str, name: str) -> Fact[str] | None:
    value = _value(properties, name)
    return Fact(field, value[:500], f"properties, {name}", value) if value else None


def _value(properties: str, name: str) -> str:
    found = re.search(_PROPERTY.format(name), properties)
    return one_line(unescape(found[1])) if found else ""
