"""The embedded engine: a search index in one folder, on Whoosh."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from index.analysis import surface
from index.embedded import expand, manifest, search, writer
from index.embedded.compile import Compiler, narrowed
from index.embedded.manifest import Manifest
from index.embedded.schema import TEXTS
from index.embedded.snapshot import Snapshot, Snapshots
from index.embedded.store import Store
from index.port import FACETS, IndexDamaged
from index.query.nodes import Query
from index.types import Document, Filters, Results, Sort

_EVERY_DOCUMENT = Filters()
_WORD = 256  # characters of what is typed that are completed


class EmbeddedIndex:
    """A SearchIndex in a folder of its own, made when it is not there. Any number of processes may share it.

    A search longer than `seconds` is cut and says so. Opening never fails for damage; reading raises IndexDamaged,
    and `rebuild` mends it.
    """

    def __init__(self, folder: Path, seconds: float = 1.0) -> None:
        self._store = Store(folder)
        self._snapshots = Snapshots(self._store)
        self._seconds = seconds

    def apply(self, put: Iterable[Document], drop: Iterable[str] = ()) -> None:
        """Of two documents with one id the later counts; an id both dropped and put is put."""
        documents = {document.id: document for document in put}
        gone = documents.keys() | set(drop)
        if gone:
            with self._store.writing():
                self._store.commit(self._write(self._usable(), documents.values(), gone))

    def search(
        self,
        query: Query,
        filters: Filters = _EVERY_DOCUMENT,
        *,
        sort: Sort = Sort.RELEVANCE,
        offset: int = 0,
        size: int = 20,
        facets: tuple[str, ...] = (),
    ) -> Results:
        """Facets count what was found; raises ValueError for one that is not in FACETS."""
        if unknown := set(facets) - set(FACETS):
            raise ValueError(f"no facets named {', '.join(sorted(unknown))}; there are {', '.join(FACETS)}")
        began = perf_counter()
        with self._reading() as snapshot:
            snapshot.clock.start(self._seconds)
            compiler = Compiler(snapshot.leaves, snapshot.clock)
            compiled = compiler.compile(query.node)
            found, cut = search.run(snapshot, compiled, narrowed(filters), scored=sort is Sort.RELEVANCE)
            return Results(
                hits=search.page(found, sort, max(0, offset), size),
                total=sum(len(matches.documents) for matches in found),
                facets=search.facets(found, facets),
                partial=cut or bool(compiler.notes),
                notes=(*query.notes, *compiler.notes, *self._cut_note(cut)),
                took_ms=(perf_counter() - began) * 1000,
            )

    def count(self, query: Query, filters: Filters = _EVERY_DOCUMENT) -> int:
        """Takes the time it needs, so that the number is exact; patterns are bounded as in search."""
        with self._reading() as snapshot:
            snapshot.clock.start(float("inf"))
            found, _ = search.run(
                snapshot, Compiler(snapshot.leaves, snapshot.clock).compile(query.node), narrowed(filters), scored=False
            )
            return sum(len(matches.documents) for matches in found)

    def suggest(self, typed: str, limit: int = 8) -> tuple[str, ...]:
        """Completions of the last word typed; none after a blank."""
        last = "" if typed[-1:].isspace() else typed[-_WORD:].rpartition(" ")[2]
        begun = surface(last.lstrip('-+("#').rpartition(":")[2])
        if not begun or limit <= 0:
            return ()
        with self._reading() as snapshot:
            found = expand.prefixed(snapshot.leaves, begun, TEXTS, limit)
        return tuple(word.decode() for word in found.words)

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Holds the writers' lock throughout, so that what is applied meanwhile comes after. Streams its documents."""
        with self._store.writing():
            fresh = self._store.fresh()
            seen: set[str] = set()
            again: dict[str, Document] = {}
            built = self._write(fresh, _first(documents, seen, again), ())
            if again:
                built = self._write(built, again.values(), again)
            self._store.commit(built)

    def check(self) -> int:
        """Reads every file."""
        with self._reading() as snapshot:
            manifest.check_whole(self._store.folder, snapshot.manifest)
            return len(snapshot)

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
        return writer.write(folder, base, put, drop)

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        """A failure that damaged files explain becomes IndexDamaged."""
        with self._snapshots.newest() as snapshot:
            try:
                yield snapshot
            except IndexDamaged:
                raise
            except Exception:
                manifest.check_whole(self._store.folder, snapshot.manifest)
                raise

    def _cut_note(self, cut: bool) -> tuple[str, ...]:
        return (
            (f"The search was cut to stay within {self._seconds:g} s: there may be more than was found.",)
            if cut
            else ()
        )


def _first(documents: Iterable[Document], seen: set[str], again: dict[str, Document]) -> Iterator[Document]:
    """Documents whose id was not there before; the others are put aside, since a segment cannot replace its own."""
    for document in documents:
        if document.id in seen:
            again[document.id] = document
        else:
            seen.add(document.id)
            yield document
