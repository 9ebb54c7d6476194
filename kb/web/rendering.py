"""Templates: what every page is given, and how a page is made from records."""

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask, current_app, render_template, request

from kb import paths, why
from kb.archive import Archive
from kb.feeds import FORMATS
from kb.records import listing_path
from kb.settings import Settings
from kb.web import body, words

FEED_TYPES = {f".{ending}": form.media_type for ending, form in FORMATS.items()}
NAV = (
    ("/statements", "Statements"),
    ("/search?kind=news", "News"),
    ("/tags", "Tags"),
    ("/sources", "Sources"),
    ("/faqs", "FAQs"),
    ("/glossary", "Glossary"),
    ("/page/contacts", "Contacts"),
)
FOOT = (
    ("/page/about", "About"),
    ("/page/contacts", "Contacts"),
    ("/page/legal", "Legal"),
    ("/page/privacy", "Privacy"),
    ("/docs", "Documentation"),
)


@dataclass(frozen=True, slots=True)
class Feed:
    """A listing that can be followed: the page's own address with an ending."""

    title: str
    path: str  # without ending, such as "/tag/worm"
    query: str = ""  # such as "q=worm"

    def href(self, ending: str) -> str:
        return f"{self.path}{ending}{'?' if self.query else ''}{self.query}"


def install(app: Flask) -> None:
    """Filters, globals and what every template may use."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(
        day=words.day,
        moment=words.moment,
        followed_by=words.followed_by,
        machine=words.machine,
        kind=words.kind,
        grouped=words.grouped,
        took=words.took,
        defang=words.defang,
        fitted=body.fitted,
        notice=words.notice,
        reason=words.reason,
        whose_text=words.whose_text,
        host=words.host,
        breakable=words.breakable,
        label_inside=words.inside,
        lines=why.lines,
    )
    env.tests["on_web"] = words.on_web
    env.globals.update(asset=asset, listing_path=listing_path, indicator_names=words.INDICATORS, feed_types=FEED_TYPES)
    app.context_processor(_shared)


def archive() -> Archive:
    """The archive that this application serves."""
    held: Archive = current_app.extensions["archive"]
    return held


def settings() -> Settings:
    """The settings of the archive that this application serves."""
    return archive().settings


def page(template: str, path: str, *, feed: Feed | None = None, **given: object) -> str:
    """A page of the site. `path` is its canonical address below the base URL; `feed` is what follows it."""
    everything = Feed(settings().site_name, "/feed")
    feeds = [everything, feed] if feed and feed != everything else [everything]
    return render_template(template, canonical=settings().base_url + path, feeds=feeds, feed=feed, **given)


@cache
def asset(name: str) -> str:
    """The address of a static file, which changes when its content does."""
    digest = hashlib.sha256((paths.PACKAGE / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def _shared() -> dict[str, Any]:
    """Needs no database, so that error pages can be made when it is away."""
    here = request.full_path.rstrip("?") if request else ""
    return {
        "site": settings(),
        "nav": [(href, name, here == href) for href, name in NAV],
        "foot": [(href, name, here == href) for href, name in FOOT],
        "everything": Feed(settings().site_name, "/feed"),
        "typed": request.args.get("q", "") if request else "",
    }
