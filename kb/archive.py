"""The opened archive: its settings, database, captures and index together."""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from index.embedded.engine import EmbeddedIndex
from index.port import SearchIndex
from kb import aliases, database
from kb.aliases import KnownAliases
from kb.captures import CaptureStore
from kb.errors import KbError
from kb.healing import SelfHealing
from kb.indexer import Indexer
from kb.reports import known_names
from kb.settings import Settings
from kb.writers import Writers


class NoArchive(KbError):
    """There is no archive in the data folder, or one of another version; `kb init` makes one, or mends it."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that works on one archive is handed this."""

    settings: Settings
    sessions: sessionmaker[Session]
    captures: CaptureStore
    index: SearchIndex  # to search; it mends itself
    aliases: KnownAliases  # names to search for beside those typed
    names: known_names.KnownNames  # names to look for in reports
    indexer: Indexer  # to bring it level with the database
    writers: Writers

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One view of the archive as it stands now, for reading."""
        with self.sessions.begin() as session:
            yield session

    def writing(self) -> AbstractContextManager[Session]:
        """One writing transaction: committed on leaving, rolled back on an error. Other writers wait for it."""
        return self.writers.alone()


def own_files(settings: Settings) -> frozenset[Path]:
    """The archive's own files in its data folder, which are not to be taken in; absolute, links resolved."""
    database_files = ("archive.db", "archive.db-shm", "archive.db-wal")
    names = (*database_files, "captures", "index", "index.lock", known_names.FILE, aliases.FILE)
    return frozenset(settings.data.resolve() / name for name in names)


def create(settings: Settings) -> None:
    """Make the data folder and the tables, or bring the tables of an older version up to date. Safe to repeat."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    database.upgrade(settings.database_url)


@contextmanager
def opened(settings: Settings) -> Iterator[Archive]:
    """The archive that `create` made, its index healed; raises NoArchive when there is none."""
    held = database.version(settings.database_url)
    if held is None:
        raise NoArchive(f"there is no archive in {settings.data.absolute()}: run `kb init` first")
    if held != database.NEWEST:
        raise NoArchive(
            f"the archive in {settings.data.absolute()} is of version {held}, and this program is for version "
            f"{database.NEWEST}: run `kb init` to bring an older one up to date, or install a newer program"
        )
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = database.connect(settings.database_url)
    names = known_names.KnownNames(settings.data / known_names.FILE)
    sessions = sessionmaker(engine, info={known_names.KEY: names})
    index = EmbeddedIndex(settings.data / "index")
    remains = EmbeddedIndex(settings.data / "index", remains=True)
    indexer = Indexer(sessions, index, settings.data / "index.lock")
    known = KnownAliases(settings.data / aliases.FILE)
    try:
        _heal(indexer)
        known.table()  # so that a line that cannot be read is reported at once
        captures = CaptureStore(settings.data / "captures")
        healing = SelfHealing(index, remains, indexer)
        yield Archive(settings, sessions, captures, healing, known, names, indexer, Writers(sessions))
    finally:
        index.close()
        engine.dispose()


def _heal(indexer: Indexer) -> None:
    """Where nothing can be written, as on a full disk, the archive can still be read."""
    try:
        indexer.heal()
    except (OSError, OperationalError) as error:
        why = error.orig if isinstance(error, OperationalError) else error
        logging.getLogger(__name__).warning(
            "the index could not be brought up to date (%s): a search may miss what came last; make room, "
            "then run `kb work --once`",
            why,
        )
