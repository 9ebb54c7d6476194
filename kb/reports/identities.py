"""Under which names an item is known, so that the same one is met again and another never mistaken for it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, tuple_
from sqlalchemy.orm import Session

from ingest.types import Capture, Draft, Kind
from kb.models import Identity, Report
from kb.reports.names import bounded, title_key, url_key
from kb.reports.wording import text_digest

AT_ONCE = 400  # names asked for together: SQLite takes a limited number of parameters


@dataclass(frozen=True, slots=True)
class Name:
    scheme: str  # "number", "key", "url", "link" (what a news item points at), "path", "text" or "title"
    value: str


@dataclass(frozen=True, slots=True)
class Named:
    """The names of one item of a capture, strongest first."""

    names: tuple[Name, ...]
    told_twice: bool = False  # the capture holds another item of the very same names


class Register:
    """Who bears the names of a capture's items: asked once for all of them, kept level while they are saved."""

    def __init__(self, session: Session, named: Iterable[Named]) -> None:
        self._session = session
        self._bearers: dict[Name, int] = {}
        wanted = list(dict.fromkeys(name for one in named for name in one.names))
        for at in range(0, len(wanted), AT_ONCE):
            some = [(name.scheme, name.value) for name in wanted[at : at + AT_ONCE]]
            held = select(Identity.scheme, Identity.value, Identity.report_id)
            rows = session.execute(held.where(tuple_(Identity.scheme, Identity.value).in_(some)))
            self._bearers |= {Name(scheme, value): report_id for scheme, value, report_id in rows}

    def find(self, names: tuple[Name, ...], draft: Draft) -> Report | None:
        """The report that bears the strongest of these names and is not another one for all that."""
        for name in names:
            if (bearer := self._bearers.get(name)) is not None:
                report = self._session.get_one(Report, bearer)
                if not _another(self._session, report, name, draft):
                    return report
        return None

    def add(self, report: Report, names: tuple[Name, ...]) -> None:
        """Remember these names for a report; a name that another report bears stays with that one.

        The last step of keeping an item: what fails before it has left no name here.
        """
        free = [name for name in dict.fromkeys(names) if name not in self._bearers]
        if free:
            rows = [{"report_id": report.id, "scheme": name.scheme, "value": name.value} for name in free]
            self._session.execute(insert(Identity), rows)
            self._bearers |= dict.fromkeys(free, report.id)


def name_all(drafts: Sequence[Draft], sources: Sequence[str | None], capture: Capture, home: str | None) -> list[Named]:
    """Name every draft of a capture. A name that two different drafts share identifies neither of them.

    A feed may link every item to its home page, or give all of them one guid; then what is left counts, in the end
    the very text, and title and date where no other item has these.
    """
    told = [_title(draft, source or capture.location) for draft, source in zip(drafts, sources, strict=True)]
    texts = [_text(draft, source or capture.location) for draft, source in zip(drafts, sources, strict=True)]
    titles = Counter(title for title, _ in set(zip(told, texts, strict=True)))
    own = [_names(draft, source, capture, home) for draft, source in zip(drafts, sources, strict=True)]
    uses = Counter(
        name for names, title in set(zip(own, told, strict=True)) for name in names if name.scheme != "number"
    )
    kept = [
        tuple(name for name in names if uses[name] <= 1) or ((text, title) if titles[title] == 1 else (text,))
        for names, title, text in zip(own, told, texts, strict=True)
    ]
    times = Counter(kept)
    return [Named(names, times[names] > 1) for names in kept]


def _names(draft: Draft, source: str | None, capture: Capture, home: str | None) -> tuple[Name, ...]:
    found = []
    if draft.number is not None:
        found.append(Name("number", str(draft.number)))
    if draft.key:
        found.append(Name("key", bounded(f"{source or ''}:{draft.key}")))
    if draft.url and not (home and url_key(draft.url) == url_key(home)) and not (draft.restates and draft.key):
        # What a feed or a bundle says of a page is not the page: neither may take the other's place.
        points = draft.kind is Kind.NEWS or draft.restates
        found.append(Name("link" if points else "url", url_key(draft.url)))
    if not found and draft.item == capture.location:
        found.append(Name("path", bounded(capture.location)))
    return tuple(found)


def _another(session: Session, report: Report, name: Name, draft: Draft) -> bool:
    """Another number is another statement. Behind one link stand two reports when their keys differ.

    Only a feed that gives its items new guids is forgiven, where the title stayed the same.
    """
    if draft.number is not None and report.number not in (None, draft.number):
        return True
    if name.scheme not in ("url", "link") or draft.key is None:
        return False
    keyed = select(Identity.id).where(Identity.report_id == report.id, Identity.scheme == "key").limit(1)
    if session.scalar(keyed) is None:
        return False
    return draft.kind is not Kind.NEWS or report.title_key != title_key(draft.title)


def _text(draft: Draft, source: str) -> Name:
    return Name("text", bounded(f"{source}:{draft.published or ''}:{text_digest(draft.title, draft.body_text)}"))


def _title(draft: Draft, source: str) -> Name:
    return Name("title", bounded(f"{source}:{draft.published or ''}:{title_key(draft.title)}"))
