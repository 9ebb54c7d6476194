"""A feed with one item that tells a part of an article, and what became of it."""

from kb import library
from kb.records import Report
from tests.kb.polling.feeds import feed, item
from tests.kb.polling.web import World

TITLE = "A worm turns routers into zombies"
SUMMARY = "The Hollowfern worm was found in four thousand routers, and its operators rent them out."
TEXT = [f"The Hollowfern worm turns routers into zombies, which its operators rent out: finding {n}." for n in range(9)]
COOKIES = ["We value your privacy. We and our 812 partners use cookies to store information on a device." for _ in TEXT]


def page(*paragraphs: str, title: str = TITLE) -> str:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


def serve(world: World, text: str | None = SUMMARY, **told: str | None) -> None:
    """A feed with one item, which leads to /article."""
    usual = {"title": TITLE, "link": world.web.url("/article"), "guid": "guid-1", "text": text}
    usual["date"] = "Mon, 02 Feb 2026 10:00:00 GMT"
    world.web.put("/feed", feed(item(**(usual | told))), "application/rss+xml")


def held(world: World) -> Report:
    """The one report, as people see it."""
    with world.archive.reading() as session:
        [brief] = library.newest(session, 5)
        report = library.report(session, brief.id)
        assert report
        return report
