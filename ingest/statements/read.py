"""From a captured statement page, as HTML or as rendered text, to a draft."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from ingest.charset import decode
from ingest.dates import dates_in
from ingest.frontmatter import stands_before
from ingest.html import absolute, text
from ingest.statements.body import body_html
from ingest.statements.labels import Labels, find_labels
from ingest.statements.notices import Notice, read_notices
from ingest.statements.rows import Page, Row, page, without_images
from ingest.statements.sections import Sections, above_text, divide, without_frame
from ingest.statements.titles import Candidate, Sources, find_title, letters, number_in
from ingest.text import one_line
from ingest.types import Capture, Draft, Evidence, Failure, Kind, Link

_HINT = re.compile(rb"(?i)statement|/statements?/\d")
_LABEL_HINT = re.compile(rb"(?i)(?:category|updated|ref(?:erence)?)\b")
_OTHER_FORMATS = re.compile(rb"^\s*(?:\{|\[|<(?:\?xml[^>]{0,200}>\s*<)?(?:rss|feed|rdf:rdf)\b)", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"\[(?P<title>[^\[\]]{1,500})\]\((?P<url>[^()\s]{1,2000})\)")
_COUNT = re.compile(r"\[\d{1,3}\] ?|\d{1,3}[.)] ")  # of links, as browsers in a terminal write it, or of entries
_LONGEST_TITLE = 200  # characters
_QUOTED = 200  # characters of an evidence's quote


def looks_like_statement(capture: Capture) -> bool:
    """Whether the capture carries the labels of a statement and a number, printed or in an address; Markdown names the
    same things in its front matter and is none. Never raises."""
    return _may_be_one(capture) and not _has_front_matter(capture) and _has_labels_and_number(capture)


def _may_be_one(capture: Capture) -> bool:
    """A look at the bytes that sets most captures aside; UTF-16 hides its words from it and passes."""
    body = capture.body
    if b"\0" in body[:4096]:
        return True
    hinted = _LABEL_HINT.search(body) and (_HINT.search(body) or capture.url)
    return bool(hinted) and not _OTHER_FORMATS.match(body)


def _has_front_matter(capture: Capture) -> bool:
    return stands_before(decode(capture.body, capture.charset))


def _has_labels_and_number(capture: Capture) -> bool:
    read_page = page(capture)
    labels = find_labels(read_page.rows)
    return labels is not None and (labels.number is not None or _number(read_page, labels, capture) is not None)


def read_statement(capture: Capture) -> Draft | Failure:
    """The statement that a capture carries, with evidence for each field; a Failure says what the page lacks."""
    read_page = page(capture)
    labels = find_labels(read_page.rows)
    if labels is None:
        return _failure(capture, 'it carries no block of the labels "Category:", "Updated:" and "Statement Ref:"')
    sections = divide(read_page, labels)
    notice = _notice(sections)
    number = labels.number if labels.number is not None else _number(read_page, labels, capture)
    if number is None:
        return _failure(capture, 'it has neither a "Statement Ref:" nor an address such as …/statement/10')
    title = find_title(_title_sources(capture, read_page, labels, sections, notice))
    if title is None:
        return _failure(capture, "no title stands above its labels, in its index or in its reproduction notice")
    sections = _settled(sections, title.title)
    draft = _draft(capture, read_page, labels, sections, notice)
    if not draft.body_text:
        return _failure(capture, "nothing is left of it once lists, notices and frame are set aside: it has no body")
    ref = labels.get("ref")
    draft = replace(draft, title=title.title, number=number, ref=ref.value if ref else f"S0{number}")
    return replace(draft, evidence=tuple(_evidence(draft, read_page, labels, sections, title)))


def _failure(capture: Capture, lack: str) -> Failure:
    why = (
        f"{capture.location} cannot be read as a statement: {lack}. Import it as a page, or complete it and try again."
    )
    return Failure(capture.location, why)


def _draft(capture: Capture, read_page: Page, labels: Labels, sections: Sections, notice: Notice) -> Draft:
    category = labels.get("category")
    html = body_html(read_page, sections.body)
    words = text(html)
    return Draft(
        item=capture.location,
        kind=Kind.STATEMENT,
        title="",
        body_html=html,
        body_text=words,
        url=_url(capture, read_page, notice),
        category=category.value if category else None,
        lang=read_page.lang,
        updated=labels.updated,
        event_dates=dates_in(words),
        rights=notice.rights if sections.notices else None,
        associated=tuple(_entries(sections.associated)),
        index=tuple(_entries(sections.index)),
    )


def _notice(sections: Sections) -> Notice:
    links = [link.url for rows in sections.notices for row in rows for link in row.links if number_in(link.url)]
    return read_notices([" ".join(row.text for row in rows) for rows in sections.notices], list(filter(None, links)))


def _number(read_page: Page, labels: Labels, capture: Capture) -> int | None:
    """The number in the address, where the reference is not printed."""
    notice = _notice(divide(read_page, labels))
    urls = (capture.url, read_page.canonical, notice.rights.url)
    return next((number for url in urls if (number := number_in(url)) is not None), None)


def _url(capture: Capture, read_page: Page, notice: Notice) -> str | None:
    """Where the original is read: the address it was fetched from, unless the page itself names another host: then it
    was a copy that was fetched."""
    own = read_page.canonical or notice.rights.url
    if capture.url and own and urlsplit(own).hostname != urlsplit(capture.url).hostname:
        return own
    return capture.url or own


def _title_sources(capture: Capture, read_page: Page, labels: Labels, sections: Sections, notice: Notice) -> Sources:
    above = sections.head if sections.body else above_text(sections.head)
    head = [words for row in above if (words := without_images(row.text).strip("#* ")) and not _is_menu(row, words)]
    head += [label.before for label in labels.found if label.before]
    urls = tuple(filter(None, (capture.url, read_page.canonical, notice.rights.url)))
    below = next((row.text.strip("#* ") for row in sections.body), "")
    index = [link.title for link in _entries(sections.index)]
    return Sources(head, notice.title, index, read_page.title, urls, below if len(below) <= _LONGEST_TITLE else "")


def _is_menu(row: Row, words: str) -> bool:
    """Several links side by side, or nothing but links as Markdown writes them."""
    return (row.is_link and len(row.links) > 1) or all(_MARKDOWN_LINK.fullmatch(part) for part in words.split(" | "))


def _settled(sections: Sections, title: str) -> Sections:
    """The body begins below the title: behind the labels, where the title may be repeated, or else before them."""
    body, wanted = sections.body, letters(title)
    if not body:
        above = above_text(sections.head)
        places = [at for at, row in enumerate(above, 1) if letters(without_images(row.text)).endswith(wanted)]
        body = without_frame(sections.head[places[-1] if places else len(above) :])
    first = next((at for at, row in enumerate(body) if letters(row.text) != wanted), 0)
    return replace(sections, body=body[first:])


def _entries(rows: list[Row]) -> Iterator[Link]:
    entries = _unwrapped(rows)
    counted = all(_COUNT.match(_entry(row)) for row in entries) and len(entries) > 1
    for row in entries:
        if row.links and row.is_link:
            yield from row.links
        elif words := _COUNT.sub("", _entry(row), count=1) if counted else _entry(row):
            written = _MARKDOWN_LINK.fullmatch(words)
            yield Link(one_line(written["title"]), absolute(written["url"], None)) if written else Link(one_line(words))


def _entry(row: Row) -> str:
    return without_images(row.text).lstrip("•*·‣▪- ")


def _unwrapped(rows: list[Row]) -> list[Row]:
    """Where gaps part the entries, a row without one goes on with a long title; the gap above the first parts none."""
    gaps = sum(row.gap for row in rows[1:])
    if not gaps or 2 * gaps < len(rows) - 1:
        return rows
    done: list[Row] = []
    for row in rows:
        if done and not row.gap and not row.links:
            done[-1] = replace(done[-1], text=f"{done[-1].text} {row.text}")
        else:
            done.append(row)
    return done


def _evidence(
    draft: Draft, read_page: Page, labels: Labels, sections: Sections, title: Candidate
) -> Iterator[Evidence]:
    shown = "shown line" if read_page.is_html else "line"
    yield Evidence("title", title.where, title.title[:_QUOTED])
    for label in labels.found:
        where = f'{shown} {read_page.rows[label.end_row].line}, "{label.printed}"'
        for field in ("ref", "number") if label.field == "ref" else (label.field,):
            yield Evidence(field, where, label.value[:_QUOTED])
    if not labels.get("ref"):
        yield Evidence("number", "address of the statement", (draft.url or "")[:_QUOTED])
    notices = [row for rows in sections.notices for row in rows]
    parts = {"body_text": sections.body, "associated": sections.associated, "index": sections.index, "rights": notices}
    for field, rows in parts.items():
        if rows:
            yield Evidence(field, f"{shown}s {rows[0].line} to {rows[-1].line}", rows[0].text[:_QUOTED])
    if draft.lang:
        yield Evidence("lang", "html[lang]", draft.lang)
    if draft.url:
        yield Evidence("url", _where_url(draft.url, read_page, draft), draft.url[:_QUOTED])


def _where_url(url: str, read_page: Page, draft: Draft) -> str:
    if url == read_page.canonical:
        return "link[rel=canonical]"
    return "reproduction notice" if draft.rights and url == draft.rights.url else "address it was fetched from"
