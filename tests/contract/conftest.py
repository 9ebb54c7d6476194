"""Every test of the contract runs on every engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.embedded import EmbeddedIndex
from index.port import SearchIndex
from tests.contract.archive import ARCHIVE

PATIENCE = 60.0  # seconds for a search: what is tested is what it finds, on a machine that may have much else to do
ENGINES: dict[str, Callable[[Path], SearchIndex]] = {"embedded": lambda folder: EmbeddedIndex(folder, PATIENCE)}

Open = Callable[[], SearchIndex]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine."""
    return str(request.param)


@pytest.fixture
def open_index(engine: str, tmp_path: Path) -> Iterator[Open]:
    """Opens the same index each time it is called, as another process would."""
    opened: list[SearchIndex] = []

    def open_() -> SearchIndex:
        opened.append(ENGINES[engine](tmp_path / "index"))
        return opened[-1]

    yield open_
    for index in opened:
        index.close()


@pytest.fixture
def index(open_index: Open) -> SearchIndex:
    """An empty index."""
    return open_index()


@pytest.fixture(scope="module", params=ENGINES)
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """An index of ARCHIVE that tests only read, in two commits so that none rests on there being one segment."""
    index = ENGINES[request.param](tmp_path_factory.mktemp("archive") / "index")
    index.apply(ARCHIVE[1:])
    index.apply(ARCHIVE[:1])
    yield index
    index.close()
