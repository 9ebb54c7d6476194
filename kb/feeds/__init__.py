"""Feeds: one plain record of what a feed says, and one rendering for each format."""

from collections.abc import Callable
from dataclasses import dataclass

from kb.feeds import jsonfeed, xml
from kb.feeds.records import Feed


@dataclass(frozen=True, slots=True)
class Format:
    """A feed format: its ending in addresses, its name for people, its media type and how it is written."""

    ending: str
    name: str
    media_type: str
    render: Callable[[Feed], bytes]


FORMATS = {
    form.ending: form
    for form in (
        Format("rss", "RSS 2.0", "application/rss+xml", xml.rss),
        Format("atom", "Atom 1.0", "application/atom+xml", xml.atom),
        Format("json", "JSON Feed 1.1", "application/feed+json", jsonfeed.render),
    )
}
