"""RSS 2.0 and Atom 1.0, written by templates that can only give well-formed XML."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kb import paths
from kb.exports.json import instant
from kb.feeds.records import Feed

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def rss(feed: Feed) -> bytes:
    """RSS 2.0 with the Atom, Content and Dublin Core modules."""
    return render("rss.xml", feed=feed)


def atom(feed: Feed) -> bytes:
    """Atom 1.0 (RFC 4287) with paging (RFC 5005)."""
    return render("atom.xml", feed=feed)


def render(template: str, **values: object) -> bytes:
    """A template of `templates/feeds/` as UTF-8; everything put into it is escaped and free of forbidden characters."""
    return environment().get_template(template).render(values).encode()


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(paths.templates() / "feeds"),
        autoescape=True,
        finalize=printable,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"rfc822": rfc822, "rfc3339": instant}
    return made


def rfc822(moment: datetime) -> str:
    """RFC 822 with the year in four digits: `Sun, 10 Apr 2022 00:00:00 +0000`."""
    return format_datetime(moment.astimezone(UTC))


def printable(value: object) -> object:
    """Text without the characters that XML 1.0 forbids; anything else as it is."""
    return _FORBIDDEN.sub("", value) if isinstance(value, str) else value
