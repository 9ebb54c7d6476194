"""Opening files and folders, the awkward ones too."""

import os
from pathlib import Path

import pytest

from ingest.files import Unopened, files_below, open_file


def test_a_file_is_opened_with_its_absolute_path_and_the_type_its_ending_means(tmp_path: Path) -> None:
    path = tmp_path / "Report.MD"
    path.write_bytes(b"# Words")
    capture = open_file(path)
    assert (capture.location, capture.body, capture.media_type) == (str(path), b"# Words", "text/markdown")
    assert capture.captured_at.utcoffset() is not None
    assert capture.url is None


def test_a_file_of_the_greatest_size_is_opened_and_a_larger_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * 100)
    assert len(open_file(path, most=100).body) == 100
    with pytest.raises(Unopened, match="larger than 99 bytes"):
        open_file(path, most=99)


def test_a_pipe_is_refused_at_once_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(Unopened, match="not a regular file"):
        open_file(tmp_path / "pipe.txt")


@pytest.mark.parametrize("path", ["/dev/null", "/"])
def test_a_device_and_a_folder_are_no_files(path: str) -> None:
    with pytest.raises(Unopened, match="not a regular file"):
        open_file(Path(path))


def test_a_missing_file_and_a_broken_or_circular_link_are_named(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").symlink_to("nowhere.txt")
    (tmp_path / "round.txt").symlink_to("round.txt")
    for name, why in (("missing.txt", "no such file"), ("broken.txt", "no such file"), ("round.txt", "circle")):
        with pytest.raises(Unopened, match=why) as raised:
            open_file(tmp_path / name)
        assert str(raised.value).startswith(str(tmp_path / name))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_forbidden_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.touch(mode=0o000)
    with pytest.raises(Unopened, match="not permitted"):
        open_file(path)


def test_a_name_that_is_no_utf8_can_still_be_kept(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_bytes(b"words")
    assert open_file(path).location.encode("utf-8").endswith(rb"/caf\xe9.txt")


def test_files_below_a_folder_come_sorted_without_hidden_ones_and_without_links_out_of_it(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    for name in ("b.txt", "a/z.txt", "a/.hidden", ".git/config", "CVS/Root", "c.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    outside.mkdir()
    (outside / "secret.txt").touch()
    (folder / "away.txt").symlink_to(outside / "secret.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "away").symlink_to(outside)
    (folder / "d.txt").symlink_to("b.txt")
    (folder / "e.txt").symlink_to("nowhere")
    found = [path.relative_to(folder.resolve()).as_posix() for path in files_below(folder)]
    assert found == ["a/z.txt", "b.txt", "c.txt", "d.txt", "e.txt"]


def test_files_that_are_to_be_left_out_are_and_those_of_the_same_name_elsewhere_are_not(tmp_path: Path) -> None:
    for name in ("a/b.txt", "a/kept/b.txt", "c/b.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    root = tmp_path.resolve()
    found = files_below(tmp_path, without=frozenset((root / "a" / "b.txt", root / "c")))
    assert [path.relative_to(root).as_posix() for path in found] == ["a/kept/b.txt", "c.txt"]
