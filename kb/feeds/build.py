"""Reports become a feed: one builder for the three formats."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from importlib.metadata import version
from urllib.parse import urlsplit

from kb.exports.credit import author, credit_line, source_url
from kb.feeds.content import absolute_links
from kb.feeds.records import Also, Category, Feed, FeedItem
from kb.records import Report
from kb.settings import Settings

NAMED_IN = 2026  # the year in every tag URI; another one would make every item of every feed look new
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)  # what an empty feed calls its last change

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed lists."""

    title: str  # of this listing alone, such as "Tag: worm"; "" for everything
    path: str  # the feed's address below the base URL, without ending
    home: str  # the page for people below the base URL, with its query
    query: str  # the parameters without `page`, in canonical order
    page: int
    pages: int
    total: int
    size: int


def build(listing: Listing, reports: Iterable[Report], settings: Settings) -> Feed:
    """A feed of the reports in their order; withdrawn ones are left out."""
    items = tuple(item(report, settings) for report in reports if report.withdrawn_at is None)
    named = f"{listing.path}?{listing.query}" if listing.query else listing.path
    return Feed(
        id=tag_uri(settings, f"feed{named}"),
        title=f"{settings.site_name}: {listing.title}" if listing.title else settings.site_name,
        subtitle=settings.site_tagline or settings.site_name,
        home=settings.base_url + listing.home,
        address=settings.base_url + listing.path,
        query=listing.query,
        page=listing.page,
        pages=listing.pages,
        total=listing.total,
        size=listing.size,
        full=settings.feed_content == "full",
        updated=max((item.updated for item in items), default=BEGINNING),
        publisher=settings.operator or settings.site_name,
        contact=settings.contact or None,
        site=f"{settings.base_url}/",
        site_name=settings.site_name,
        icon=f"{settings.base_url}/static/mark.svg",
        generator="Threat KB",
        version=version("threat-kb"),
        items=items,
    )


def item(report: Report, settings: Settings) -> FeedItem:
    """One report as a feed item."""
    url = settings.base_url + report.path
    also = tuple(Also(one.name, one.title, settings.base_url + one.path) for one in report.also)
    return FeedItem(
        id=tag_uri(settings, f"report/{report.id}"),
        url=url,
        title=report.title,
        author=author(report),
        published=report.published,
        updated=last_change(report),
        listed=report.date or report.first_seen,
        summary=report.summary,
        content_html=_content(report, url, also, full=settings.feed_content == "full"),
        rights=credit_line(report),
        source_url=_web(source_url(report)),
        source_name=_name(report),
        lang=report.lang if report.lang and _LANGUAGE.fullmatch(report.lang) else None,
        categories=_categories(report, settings),
        also=also,
    )


def last_change(report: Report) -> datetime:
    """When the wording last changed: its own dates, or the day the archive took a later wording of it.

    The day of the first import does not count, else a statement of 2003 would look changed on the day it was archived;
    nor does the day on which the text of an article completed what its feed told.
    """
    own = max((day for day in (report.published, report.updated) if day), default=report.first_seen)
    completed = any(note.number == 2 and note.reason == "article" for note in report.revisions)
    later = [note.made_at for note in report.revisions if note.current and note.number > 1 + completed]
    return max([own, *later])


def tag_uri(settings: Settings, name: str) -> str:
    """A tag URI (RFC 4151) of this archive: it holds the host alone, so that neither scheme nor port change it."""
    host = _ascii(urlsplit(settings.base_url).hostname or "")
    authority = re.sub(r"[^a-z0-9.-]", "-", host).strip("-") or "localhost"
    return f"tag:{authority},{NAMED_IN}:{name}"


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:  # a label that is empty or too long: no name of the DNS, yet one to be told apart by
        return host


def _content(report: Report, url: str, also: Sequence[Also], *, full: bool) -> str:
    body = absolute_links(report.body_html, report.url or url, url) if full else f"<p>{escape(report.summary)}</p>"
    return "\n".join(part for part in (body, _also_html(also), _credit_html(report)) if part).strip()


def _also_html(also: Sequence[Also]) -> str:
    links = ", ".join(f'<a href="{escape(one.url)}">{escape(one.name)}</a>' for one in also)
    return f"<p>Also reported by {links}</p>" if links else ""


def _credit_html(report: Report) -> str:
    line, url = escape(credit_line(report)), _web(source_url(report))
    if not line:
        return ""
    if url:
        address = escape(url)
        line = line.replace(address, f'<a href="{address}">{address}</a>', 1)
    return f"<p>{line}</p>"


def _categories(report: Report, settings: Settings) -> tuple[Category, ...]:
    category = (
        [Category(f"{settings.base_url}/category/", report.category.slug, report.category.name)]
        if report.category
        else []
    )
    return (*category, *(Category(f"{settings.base_url}/tag/", tag.slug, tag.name) for tag in report.tags))


def _name(report: Report) -> str | None:
    return report.source.name if report.source else None


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
