"""A web page that holds one report: its main text, and what it says of itself."""

import re
from datetime import datetime
from urllib.parse import urljoin

from ingest.charset import decode
from ingest.dates import instant
from ingest.files import jsonld, meta
from ingest.files.declared import is_web
from ingest.files.evidence import Fact, evidence, first
from ingest.files.maintext import main_text, unframed, without_title
from ingest.files.pictures import without_pictures
from ingest.files.shown import shown_dates
from ingest.files.titles import choose, sites
from ingest.html import clean
from ingest.html import text as text_of
from ingest.language import language
from ingest.rights import rights_from
from ingest.tags import tags_from
from ingest.types import Capture, Draft, Failure, Kind, Rights

_BY = re.compile(r"^by:?\s+(?=\S)", re.IGNORECASE)
_MOST_ELEMENTS = 100_000  # opened and closed; each costs the parsers some 50 microseconds


def read_page(capture: Capture) -> tuple[Draft | Failure, str | None]:
    """One report from an HTML page, and the name of its site where the page gives it.

    Facts are taken from linked data (JSON-LD), then meta elements, then time elements; dates also from what the page
    shows as such, never from its address or prose. `<meta name="kind" content="faq">` names the sort of document, as
    `kind: faq` does in the front matter of Markdown, and `<meta name="category">` its category; such a page is taken
    whole.
    """
    html = decode(capture.body, capture.charset)
    if html.count("<") > _MOST_ELEMENTS:
        return Failure(
            capture.location, f"the page has more than {_MOST_ELEMENTS:,} elements; save its text as .txt"
        ), None
    page = meta.look(html)
    facts = [*jsonld.facts(page), *meta.facts(page), *meta.times(page)]
    if _date(facts, "published", capture.captured_at) is None:
        facts += shown_dates(unframed(html, with_headers=True))
    site, kind, url = first(facts, "site"), _kind(facts), _url(facts, capture)
    title = choose(facts, *meta.titles(page), sites(site.value if site else None, url.value if url else capture.url))
    main = main_text(html, capture.url, whole=kind is not None)
    body_html = clean(without_title(main, title.value) if title else main, url.value if url else capture.url)
    body_text = text_of(without_pictures(body_html)) or text_of(body_html)
    if not (body_text or title):
        return Failure(capture.location, "the page holds no words; check that it was saved whole"), None
    published, updated = (_date(facts, field, capture.captured_at) for field in ("published", "updated"))
    author, category = _author(facts), first(facts, "category")
    lang, summary = _lang(facts), first(facts, "summary")
    draft = Draft(
        item=capture.location,
        kind=kind.value if kind else Kind.REPORT,
        title=title.value if title else body_text.partition("\n")[0][:200],
        body_html=body_html,
        body_text=body_text,
        url=url.value if url else capture.url,
        category=category.value if category else None,
        tags=_tags(facts),
        lang=lang.value if lang else None,
        author=author.value if author else None,
        published=published.value if published else None,
        updated=updated.value if updated else None,
        summary=summary.value if summary else None,
        rights=_rights(facts, url.value if url else capture.url),
        evidence=evidence(title, published, updated, kind, url, author, category, lang, summary),
    )
    return draft, site.value if site else None


def _kind(facts: list[Fact[str]]) -> Fact[Kind] | None:
    named = first(facts, "kind")
    known = named and named.value.lower() in list(Kind)
    return Fact("kind", Kind(named.value.lower()), named.where, named.quote) if named and known else None


def _url(facts: list[Fact[str]], capture: Capture) -> Fact[str] | None:
    """The canonical address, else the one that linked data or meta names; absolute, on the web."""
    for field in ("canonical", "url"):
        for fact in (fact for fact in facts if fact.field == field):
            try:
                address = urljoin(capture.url or "", fact.value)
            except ValueError:
                continue
            if is_web(address):
                return Fact("url", address, fact.where, fact.quote)
    return None


def _lang(facts: list[Fact[str]]) -> Fact[str] | None:
    """The first code of a language; some pages write its name instead."""
    coded = ((fact, language(fact.value)) for fact in facts if fact.field == "lang")
    return next((Fact("lang", code, fact.where, fact.quote) for fact, code in coded if code), None)


def _date(facts: list[Fact[str]], field: str, now: datetime) -> Fact[datetime] | None:
    """The first fact about the field that is a date which can be."""
    dated = ((fact, instant(fact.value, now)) for fact in facts if fact.field == field)
    return next((Fact(field, moment, fact.where, fact.quote) for fact, moment in dated if moment), None)


def _author(facts: list[Fact[str]]) -> Fact[str] | None:
    """All names from the most trusted place that gives any; an address is no name, nor is the word before one."""
    names = [fact for fact in facts if fact.field == "author" and not is_web(fact.value)]
    if not names:
        return None
    same = dict.fromkeys(_BY.sub("", fact.value) for fact in names if fact.where == names[0].where)
    return Fact("author", ", ".join(same)[:500], names[0].where, names[0].quote)


def _tags(facts: list[Fact[str]]) -> tuple[str, ...]:
    """Every tag the page gives itself; keywords in one value are parted at commas."""
    return tags_from([word for fact in facts if fact.field == "tag" for word in fact.value.split(",")])


def _rights(facts: list[Fact[str]], url: str | None) -> Rights | None:
    notice, licence = first(facts, "copyright"), first(facts, "licence")
    found = rights_from(notice.value if notice else None, licence.value if licence else None, url)
    holder, years = first(facts, "holder"), first(facts, "years")
    if not holder:
        return found
    conditions = found.conditions if found else None
    return Rights(holder.value, holder.value, conditions, url, years.value if years else found.years if found else None)
