"""Under which names an item is known, so that the same one is met again and another never mistaken for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.types import Capture, Draft, Kind
from kb.models import Source
from kb.reports.names import bounded, title_key, url_key
from kb.reports.sites import site
from kb.reports.wording import text_digest


class Name(NamedTuple):
    scheme: str  # "number", "key", "url", "told" and "link" (what a news item points at), "path", "text" or "title"
    value: str


@dataclass(frozen=True, slots=True)
class Named:
    """The names of one item of a capture, strongest first."""

    names: tuple[Name, ...]
    told_twice: bool = False  # the capture holds another item of the very same names

    def of(self, scheme: str) -> list[str]:
        return [name.value for name in self.names if name.scheme == scheme]


def name_all(
    drafts: Sequence[Draft], sources: Sequence[Source | None], capture: Capture, home: str | None
) -> list[Named]:
    """Name every draft of a capture. A name that two different drafts share identifies neither of them.

    A feed may link every item to its home page, or give all of them one guid; then what is left counts, in the end
    the very text, and title and date where no other item has these.
    """
    accounts = [source.slug if source else capture.location for source in sources]
    told = [_title(draft, account) for draft, account in zip(drafts, accounts, strict=True)]
    home_key = url_key(home) if home else None
    own = [_names(draft, source, capture, home_key) for draft, source in zip(drafts, sources, strict=True)]
    uses = Counter(
        name for names, title in set(zip(own, told, strict=True)) for name in names if name.scheme != "number"
    )
    kept = [tuple(name for name in names if uses[name] <= 1) for names in own]
    if not all(kept):
        texts = [_text(draft, account) for draft, account in zip(drafts, accounts, strict=True)]
        titles = Counter(title for title, _ in set(zip(told, texts, strict=True)))
        kept = [
            names or ((text, title) if titles[title] == 1 else (text,))
            for names, title, text in zip(kept, told, texts, strict=True)
        ]
    times = Counter(kept)
    return [Named(names, times[names] > 1) for names in kept]


def _names(draft: Draft, source: Source | None, capture: Capture, home_key: str | None) -> tuple[Name, ...]:
    found = []
    if draft.number is not None:
        found.append(Name("number", str(draft.number)))
    if draft.key:
        found.append(Name("key", bounded(f"{source.slug if source else ''}:{draft.key}")))
    if draft.url and not (draft.restates and draft.key) and (key := url_key(draft.url)) != home_key:
        # What a feed or a bundle says of a page is not the page: neither may take the other's place.
        if draft.kind is Kind.NEWS or draft.restates:
            # Others may tell of the same page: so a name of one's own comes first.
            found.append(Name("told", bounded(f"{publisher(source) or ''}:{key}")))
            found.append(Name("link", key))
        else:
            found.append(Name("url", key))
    if not found and draft.item == capture.location:
        found.append(Name("path", bounded(capture.location)))
    return tuple(found)


def publisher(source: Source | None) -> str | None:
    """The site of a source: several feeds of one site are of one publisher."""
    return site(source.url) if source and source.url else None


def _text(draft: Draft, source: str) -> Name:
    return Name("text", bounded(f"{source}:{draft.published or ''}:{text_digest(draft.title, draft.body_text)}"))


def _title(draft: Draft, source: str) -> Name:
    return Name("title", bounded(f"{source}:{draft.published or ''}:{title_key(draft.title)}"))
