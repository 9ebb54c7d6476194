"""Fixtures for all tests: an archive of one's own, made as `kb init` makes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb import archive
from kb.archive import Archive
from kb.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings that neither the environment nor a `kb.toml` of the checkout reaches."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"KB_{name.upper()}", raising=False)
    return Settings(data=tmp_path / "data", base_url="https://archive.example")


@pytest.fixture
def empty(settings: Settings) -> Iterator[Archive]:
    """An archive that holds nothing yet."""
    archive.create(settings)
    with archive.opened(settings) as opened:
        yield opened
