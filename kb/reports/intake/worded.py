"""What keeping an item needs that its draft alone tells: worked out before the archive is asked, by any process."""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.names import Names
from ingest.read import read
from ingest.types import Capture, Draft, Indicator, Reading
from kb.reports import wording
from kb.reports.known_names import KnownNames
from kb.reports.marked import Key, first_of_each, images_by_key, tags_by_slug
from kb.reports.names import url_key
from kb.reports.stories.sketch import Marks, marks
from kb.reports.wording import Shown


@dataclass(frozen=True, slots=True)
class Wording:
    """A draft, worked out."""

    digest: str  # of its words and facts
    text_digest: str  # of title and text
    shown: Shown  # what lists show of it
    tags: Mapping[str, str]  # by slug
    indicators: Mapping[Key, Indicator]  # with the names in its text
    images: Mapping[str, str]  # their addresses by key
    marks: Marks  # by which its story is found


@dataclass(frozen=True, slots=True)
class Worded:
    """Everything that a capture holds."""

    reading: Reading
    wordings: tuple[Wording, ...] = ()  # of its drafts, in order


def read_worded(known: KnownNames, capture: Capture) -> Worded:
    """Read a capture and work out what it holds, the known names in it."""
    return worded(read(capture), known)


def worded(reading: Reading, known: KnownNames) -> Worded:
    names = known.names()
    drafts = [item for item in reading.items if isinstance(item, Draft)]
    return Worded(reading, tuple(_wording(wording.titled(draft), names) for draft in drafts))


def _wording(draft: Draft, names: Names) -> Wording:
    shown = wording.shown(draft)
    return Wording(
        wording.digest(draft),
        wording.text_digest(draft.title, draft.body_text),
        shown,
        tags_by_slug(draft.tags),
        first_of_each((*draft.indicators, *names.find(draft.body_text, draft.title))),
        images_by_key(draft.body_html),
        marks(shown.title_key, url_key(draft.url) if draft.url else None, draft.body_text),
    )
