"""The embedded engine: a search index in one folder, on Whoosh."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from index.embedded.searching import ranking
from index.embedded.searching.alike import alike
from index.embedded.searching.clock import Clock
from index.embedded.searching.compile import Compiler
from index.embedded.searching.completion import completed
from index.embedded.searching.explain import Explainer
from index.embedded.searching.facets import facets as count_facets
from index.embedded.searching.snapshot import Snapshot, Snapshots
from index.embedded.searching.spelling import corrected
from index.embedded.searching.standing import standing
from index.embedded.searching.stories import told_once
from index.embedded.storage import manifest
from index.embedded.storage.manifest import Manifest
from index.embedded.storage.store import Store
from index.embedded.writing.commit import commit
from index.explanation import Explanation
from index.port import FACETS, IndexDamaged
from index.query.begun import read_begun
from index.query.nodes import Node, Query
from index.types import Cursor, Document, Filters, Hit, Results, Sort, Spelling, Suggestion

_EVERY_DOCUMENT = Filters()
_SHORT = 256  # characters of a query whose answers are remembered: a page of them is asked for again and again
_MORE = "there may be more than was found."
_MENDED = f"A part of the index is being mended: {_MORE}"
_BESIDE = 0.25  # of a search's time, for what is shown beside what was asked for


class EmbeddedIndex:
    """A SearchIndex in a folder of its own, made when it is not there. Any number of processes may share it.

    A search longer than `seconds` is cut and says so. Opening never fails for damage; reading raises IndexDamaged,
    and `rebuild` mends it.
    """

    def __init__(self, folder: Path, seconds: float = 1.0, *, remains: bool = False) -> None:
        """With `remains`, a damaged index is read as far as it is whole, and every result says that it is partial."""
        self._store = Store(folder)
        self._snapshots = Snapshots(self._store)
        self._seconds = seconds
        self._remains = remains

    def apply(self, put: Iterable[Document], drop: Iterable[str] = ()) -> None:
        """Of two documents with one id the later counts; an id both dropped and put is put."""
        documents = list(put)
        gone = {document.id for document in documents}.union(drop)
        if gone:
            with self._store.writing():
                self._store.commit(self._write(self._usable(), documents, gone))

    def search(
        self,
        query: Query,
        filters: Filters = _EVERY_DOCUMENT,
        *,
        sort: Sort = Sort.RELEVANCE,
        offset: int = 0,
        size: int = 20,
        after: Cursor | None = None,
        facets: tuple[str, ...] = (),
    ) -> Results:
        """Facets count what was found; raises ValueError for one that is not in FACETS."""
        if unknown := set(facets) - set(FACETS):
            raise ValueError(f"no facets named {', '.join(sorted(unknown))}; there are {', '.join(FACETS)}")
        began = perf_counter()
        with self._reading() as snapshot:
            asked = query.node, filters, sort, max(0, offset), size, after, facets
            answer = snapshot.answers.recall(asked)
            if answer is None:
                answer, cut = self._answer(snapshot, *asked)
                if not cut and len(query.typed) <= _SHORT:
                    snapshot.answers.keep(asked, answer)
            return Results(
                hits=answer.hits,
                total=answer.total,
                repeats=answer.repeats,
                next=answer.next,
                facets=answer.facets,
                partial=answer.partial or self._remains,
                notes=(*query.notes, *answer.notes, *([_MENDED] if self._remains else [])),
                took_ms=(perf_counter() - began) * 1000,
            )

    def count(self, query: Query, filters: Filters = _EVERY_DOCUMENT) -> int:
        """Takes the time it needs, so that the number is exact; patterns are bounded as in search."""
        with self._reading() as snapshot:
            clock = Clock(float("inf"))
            matches, _ = ranking.run(snapshot.leaves, Compiler(snapshot, clock).search(query.node, filters), clock)
            return sum(map(len, told_once(matches)))

    def explain(self, query: Query, ids: Sequence[str], filters: Filters = _EVERY_DOCUMENT) -> dict[str, Explanation]:
        """All of them together take no longer than one search may."""
        with self._reading() as snapshot:
            return Explainer(snapshot, ids, Clock(self._seconds)).explain(query.node, filters)

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Behind a blank, nothing is begun."""
        begun = read_begun(typed)
        with self._reading() as snapshot:
            return completed(standing(snapshot, begun.before, Clock(self._seconds * _BESIDE)), begun, limit)

    def spellings(self, words: Sequence[str]) -> dict[str, tuple[Spelling, ...]]:
        """Words that a part of a search's time does not suffice for are left out."""
        clock = Clock(self._seconds * _BESIDE)
        with self._reading() as snapshot:
            found = ((word, corrected(snapshot, word, clock)) for word in dict.fromkeys(words) if not clock.over())
            return {word: others for word, others in found if others}

    def alike(self, document: Document, limit: int = 5) -> tuple[Hit, ...]:
        """What a part of a search's time does not suffice for is left out."""
        with self._reading() as snapshot:
            return alike(snapshot, document, limit, Clock(self._seconds * _BESIDE))

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Holds the writers' lock throughout, so that what is applied meanwhile comes after. Streams its documents."""
        with self._store.writing():
            self._store.commit(self._write(self._store.fresh(), documents, ()))

    def check(self) -> int:
        """Reads every file."""
        with self._reading() as snapshot:
            manifest.check_whole(self._store.folder, snapshot.manifest)
            return snapshot.live

    def close(self) -> None:
        self._snapshots.close()

    def _usable(self) -> Manifest:
        """The current commit, whole enough to write upon, with nothing beside it that a crash left over."""
        usable = self._store.decode(self._store.current())
        manifest.check_sizes(self._store.folder, usable)
        manifest.check_ends(self._store.folder, usable)
        self._store.clear(usable)
        return usable

    def _write(self, base: Manifest, put: Iterable[Document], drop: Iterable[str]) -> Manifest:
        folder = self._store.path(base)
        folder.mkdir(mode=0o700, exist_ok=True)
        return commit(folder, base, put, drop)

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        """A failure that damaged files explain becomes IndexDamaged."""
        if self._remains:
            yield self._snapshots.remains()
            return
        snapshot = self._snapshots.newest()
        try:
            yield snapshot
        except IndexDamaged:
            raise
        except Exception:
            manifest.check_whole(self._store.folder, snapshot.manifest)
            raise

    def _answer(
        self,
        snapshot: Snapshot,
        node: Node,
        filters: Filters,
        sort: Sort,
        offset: int,
        size: int,
        after: Cursor | None,
        facets: tuple[str, ...],
    ) -> tuple[Results, bool]:
        """What is found, and whether time ran out before all was."""
        clock = Clock(self._seconds)
        compiler = Compiler(snapshot, clock)
        every, cut = ranking.run(snapshot.leaves, compiler.search(node, filters), clock)
        matches = told_once(every)
        hits, last = ranking.page(matches, sort, offset, size, after)
        counted = count_facets(snapshot, matches, facets)
        notes = (*compiler.notes, *([f"The search was cut to stay within {self._seconds:g} s: {_MORE}"] if cut else []))
        total = sum(map(len, matches))
        repeats = sum(map(len, every)) - total
        return Results(hits, total, last, counted, repeats, partial=bool(notes), notes=notes), cut
