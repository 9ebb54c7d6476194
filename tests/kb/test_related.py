"""Tags that go with a tag: beyond chance, the surest first."""

from dataclasses import replace
from pathlib import Path

from index.embedded import EmbeddedIndex
from index.query.nodes import Query, Value
from index.types import Filters
from kb import related
from kb.records import Counted
from tests.contract.archive import plain


def beside(folder: Path, tags: list[tuple[str, ...]], slug: str) -> list[str]:
    index = EmbeddedIndex(folder)
    index.apply([replace(plain(f"d{at}"), tags=some) for at, some in enumerate(tags)])
    found = index.search(Query(Value("tag", slug)), Filters(), facets=("tag",))
    counted = [Counted(facet.value, facet.value, facet.count) for facet in found.facets["tag"]]
    told = [tag.slug for tag in related.tags(index, slug, found.total, counted)]
    index.close()
    return told


def test_tags_that_are_together_beyond_chance_are_told_the_surest_first(tmp_path: Path) -> None:
    tags = [("worm", "mail", "news"), ("worm", "mail", "news"), ("worm", "mail"), ("worm", "port"), ("worm", "port")]
    tags += [("news",)] * 30 + [("other",)] * 30
    assert beside(tmp_path, tags, "worm") == ["mail", "port"]


def test_what_is_everywhere_and_what_was_seen_once_goes_with_nothing(tmp_path: Path) -> None:
    tags = [("worm", "all", "once")] + [("worm", "all")] * 5 + [("all",)] * 20
    assert beside(tmp_path, tags, "worm") == []
