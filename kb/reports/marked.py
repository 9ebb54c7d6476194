"""What a report is marked with and shows, before any table is asked: tags by slug, indicators once, images by key."""

from collections.abc import Iterable

from index.query.fields import normal_value
from ingest.images.shown import image_addresses
from ingest.types import Indicator
from kb.reports.names import bounded

LONGEST_TAG = 80  # characters
MOST_IMAGES = 20  # of one wording that are fetched, the first ones
LONGEST_INDICATOR = 600  # characters: PostgreSQL indexes no value over 2,704 bytes, and a character has up to four

Key = tuple[str, str]  # type and value of an indicator


def tags_by_slug(names: Iterable[str]) -> dict[str, str]:
    """Names of tags by slug, each as it is first written; a name of nothing but punctuation is none."""
    slugs: dict[str, str] = {}
    for name in names:
        if slug := normal_value("tag", name[:LONGEST_TAG]):
            slugs.setdefault(slug, name[:LONGEST_TAG].strip())
    return slugs


def first_of_each(found: Iterable[Indicator]) -> dict[Key, Indicator]:
    """The indicators by type and value, each where it first stands, in the order of the text."""
    ordered = sorted(found, key=lambda seen: seen.start)
    first = {(seen.type, seen.value): seen for seen in reversed(ordered) if len(seen.value) <= LONGEST_INDICATOR}
    return dict(reversed(first.items()))


def images_by_key(html: str) -> dict[str, str]:
    """The addresses of the images of a wording that are wanted, by key."""
    return {bounded(address): address for address in image_addresses(html)[:MOST_IMAGES]}
