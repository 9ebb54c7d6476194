"""Tags from the words that a document is sorted by."""

from collections.abc import Iterable

from ingest.text import one_line, unescape

_MOST = 100
_LONGEST = 100  # characters of one tag
_WORDS = 4  # a part with more words than this is a phrase with a comma in it


def tags_from(categories: Iterable[str]) -> tuple[str, ...]:
    """Trimmed plain text, each once however its case, at most 100.

    A reference that is left, such as the &amp; of a tag escaped twice, is the character it stands for. A document's
    only category is taken apart at its commas where it clearly holds a list.
    """
    names = [one_line(unescape(category)) for category in categories]
    if len(names) == 1:
        names = _parts(names[0])
    first: dict[str, str] = {}
    for name in names:
        if name and len(name) <= _LONGEST:
            first.setdefault(name.casefold(), name)
    return tuple(first.values())[:_MOST]


def _parts(name: str) -> list[str]:
    """ "malware, phishing, botnets" and "malware,phishing" are lists; "Washington, DC" is a name."""
    parts = [part.strip() for part in name.split(",")]
    is_list = len(parts) > 2 or (len(parts) == 2 and ", " not in name)
    return parts if is_list and all(len(part.split()) <= _WORDS for part in parts) else [name]
