"""Lists of sources from and for other programs."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from ingest.credentials import without_credentials
from ingest.opml import Outline
from ingest.types import Failure
from kb.ledger import Entry
from kb.reports.intake.decide import Decision, State
from kb.reports.names import host
from kb.sources import register
from kb.sources.records import LOCAL, Polled, SourceKind

_NO_ADDRESS = "it names no feed (xmlUrl); `kb source add` looks for the feeds of a page"
_CREDENTIALS = "its address carries a user name or password, and only public feeds are polled; take it out of the list"


def take_in(session: Session, outlines: Iterable[Outline | Failure], at: datetime) -> list[Entry]:
    """Enter every source of a list, to be tried when it is first polled. Each outline is an item of the sums."""
    seen: set[str] = set()
    entries = []
    for outline in outlines:
        if isinstance(outline, Failure):
            entries.append(Entry(outline.item, Decision(State.FAILED, why=outline.why)))
            continue
        entries.append(Entry(_name(outline), _enter(session, outline, at, seen)))
        seen.add(outline.url or "")
    return entries


def _name(outline: Outline) -> str:
    if not outline.url or outline.url == outline.title:
        return outline.title
    return f"{outline.title}, {without_credentials(outline.url)}"


def _enter(session: Session, outline: Outline, at: datetime, seen: set[str]) -> Decision:
    if outline.url is None:
        return Decision(State.FAILED, why=_NO_ADDRESS)
    if not (outline.url.lower().startswith(("http://", "https://")) and host(outline.url)):
        return Decision(State.FAILED, why=f"{outline.url} is not a web address; correct it in the list")
    if without_credentials(outline.url) != outline.url:
        return Decision(State.FAILED, why=_CREDENTIALS)
    if outline.kind not in list(SourceKind) or outline.kind in LOCAL:
        return Decision(State.FAILED, why=f"{outline.kind!r} is not a kind of web source; correct it in the list")
    if outline.url in seen:
        return Decision(State.DUPLICATE, why="the list names it twice")
    if held := register.at_place(session, outline.url):
        return Decision(State.UNCHANGED, why=f"it is polled already, as {held}")
    register.add(session, SourceKind(outline.kind), outline.url, at, title=outline.title, tags=outline.tags)
    return Decision(State.NEW)


def outlines(sources: Iterable[Polled]) -> list[Outline]:
    """The sources on the web as entries of a list; folders of this machine mean nothing elsewhere."""
    on_the_web = (source for source in sources if source.kind not in LOCAL)
    return [Outline(source.title or source.name, source.place, source.kind, source.tags) for source in on_the_web]
