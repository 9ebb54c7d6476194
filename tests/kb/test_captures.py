"""Captures are kept whole, once, and given back exactly."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from kb.captures import CaptureLost, CaptureStore


@pytest.fixture
def store(tmp_path):
    return CaptureStore(tmp_path / "captures")


@pytest.mark.parametrize("body", [b"", b"\0\xff" * 1000, "Ä".encode("utf-16")])
def test_bytes_come_back_as_they_were(store, body):
    assert store.read(store.keep(body)) == body


def test_the_same_bytes_are_kept_once(store):
    assert store.keep(b"once") == store.keep(b"once")
    assert len([path for path in store.folder.rglob("*") if path.is_file()]) == 1


def test_a_capture_cut_short_is_named_and_not_given_back(store):
    digest = store.keep(b"something longer than a few bytes")
    [place] = store.folder.rglob("*.gz")
    place.write_bytes(place.read_bytes()[:-9])
    with pytest.raises(CaptureLost, match=place.name):
        store.read(digest)


def test_a_damaged_capture_is_whole_again_once_the_same_bytes_come(store):
    body = b"something longer than a few bytes"
    digest = store.keep(body)
    [place] = store.folder.rglob("*.gz")
    for damaged in (b"", place.read_bytes()[:-9], b"no gzip at all"):
        place.write_bytes(damaged)
        assert store.keep(body) == digest
        assert store.read(digest) == body


def test_a_capture_that_was_swapped_is_not_given_back(store):
    digest, other = store.keep(b"one"), store.keep(b"other")
    place, swapped = (next(store.folder.rglob(f"{name}.gz")) for name in (digest, other))
    place.write_bytes(swapped.read_bytes())
    with pytest.raises(CaptureLost, match="not what was kept"):
        store.read(digest)


def test_a_write_that_fails_leaves_nothing_behind(store, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.keep(b"x")
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def test_a_capture_with_a_turned_bit_is_never_given_back(store):
    digest = store.keep(bytes(range(256)) * 40)
    [place] = store.folder.rglob("*.gz")
    whole = place.read_bytes()
    for at in range(len(whole)):
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        with suppress(CaptureLost):
            assert store.read(digest) == bytes(range(256)) * 40  # a bit of the header that says nothing


def test_the_folders_of_a_capture_are_durable_too(store, monkeypatch):
    synced = []
    real = os.fsync

    def watched(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())
        real(handle)

    monkeypatch.setattr("os.fsync", watched)
    digest = store.keep(b"x")
    for folder in (store.folder.parent, store.folder, store.folder / digest[:2]):
        assert folder in synced
