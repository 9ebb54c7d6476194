"""A world to poll in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb import archive
from kb.settings import Settings
from tests.kb.polling.articles import TEXT, page, serve
from tests.kb.polling.web import Clock, Web, World


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an empty archive, to be copied: making one takes long."""
    data = tmp_path_factory.mktemp("made") / "data"
    settings = Settings(data=data)
    archive.create(settings)
    with archive.opened(settings):
        return data


@pytest.fixture
def web() -> Iterator[Web]:
    it = Web()
    yield it
    it.stop()


@pytest.fixture
def world(settings: Settings, made: Path, web: Web) -> Iterator[World]:
    shutil.copytree(made, settings.data)
    with archive.opened(settings.model_copy(update={"fetch_allow": frozenset({web.host})})) as opened:
        yield World(opened, web, Clock())


@pytest.fixture
def news(world: World) -> World:
    """A source whose one item is a summary of /article."""
    world.web.put("/article", page(*TEXT))
    serve(world)
    world.add(world.web.url("/feed"))
    return world
