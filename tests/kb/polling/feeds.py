"""Feeds that a test writes item by item."""

from xml.sax.saxutils import escape

STORY = (
    "A worm turned home computers into zombies, and the operator of a list told how it was found. " * 30
)  # long enough to be no summary


def item(**told: str | None) -> str:
    """An item of RSS: title, link, guid, date and text, each left out where it is None."""
    names = {"title": "title", "link": "link", "guid": "guid", "date": "pubDate", "text": "description"}
    inside = "".join(
        f"<{names[key]}>{escape(value)}</{names[key]}>" for key, value in told.items() if value is not None
    )
    return f"<item>{inside}</item>"


def story(number: int, **told: str | None) -> str:
    """The item of this number, whole unless told otherwise."""
    usual: dict[str, str | None] = {
        "title": f"Story {number}",
        "link": f"https://news.example/{number}",
        "guid": f"guid-{number}",
        "date": f"Mon, {number:02} Feb 2026 10:00:00 GMT",
        "text": f"{STORY} It was number {number}.",
    }
    return item(**(usual | told))


def feed(*items: str, head: str = "") -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>The news</title>'
        f"<link>https://news.example/</link>{head}{''.join(items)}</channel></rss>"
    )
