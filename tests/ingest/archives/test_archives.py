"""Archives: every file in them is taken out or named, and none can exhaust the reader."""

import gzip
import io
import os
import tarfile
import zipfile
from datetime import UTC, datetime

import pytest

from ingest.archives.bounds import LARGEST, MOST_FILES
from ingest.read import read
from ingest.types import Capture, Draft, Failure, Reading
from ingest.within import clean_name

WORDS = b"Title\n\nA text with words in it.\n"


def reading(body: bytes, location: str = "/in/archive.bin") -> Reading:
    return read(Capture(location, body, "", datetime.now(UTC)))


def zipped(*files: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files:
            archive.writestr(name, body)
    return file.getvalue()


def tarred(*files: tuple[str, bytes], links: tuple[str, ...] = ()) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, body in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
        for name in links:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(entry)
    return file.getvalue()


def names(told: Reading) -> list[str]:
    return [part.location.partition("!")[2] for part in told.attachments]


def whys(told: Reading) -> list[str]:
    return [item.why for item in told.items if isinstance(item, Failure)]


FILES = (("a/report.txt", WORDS), ("b.md", b"# Title\n\nMore words.\n"))
ALIKE = [zipped(*FILES), tarred(*FILES), gzip.compress(tarred(*FILES))]


@pytest.mark.parametrize("body", ALIKE, ids=["zip", "tar", "tar.gz"])
def test_each_file_is_a_capture_that_says_where_it_stood(body: bytes) -> None:
    told = reading(body, "/in/archive.bin")
    assert told.items == ()
    assert [part.location for part in told.attachments] == ["/in/archive.bin!a/report.txt", "/in/archive.bin!b.md"]
    assert [part.body for part in told.attachments] == [body for _, body in FILES]
    drafts = [item for part in told.attachments for item in read(part).items]
    assert [draft.title for draft in drafts if isinstance(draft, Draft)] == ["Title", "Title"]


def test_a_gzip_file_holds_one_file_called_by_its_name_without_the_ending() -> None:
    assert names(reading(gzip.compress(WORDS), "https://reports.example/a/report.txt.gz?x=1")) == ["report.txt"]


def test_what_stands_in_an_archive_from_the_web_has_no_address_of_its_own() -> None:
    (part,) = reading(zipped(("report.txt", WORDS)), "https://reports.example/all.zip").attachments
    (draft,) = read(part).items
    assert isinstance(draft, Draft)
    assert (part.url, draft.url, draft.item) == (None, None, "https://reports.example/all.zip!report.txt")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\reports\\a.txt", "reports/a.txt"),
        ("/abs/./a.txt", "abs/a.txt"),
        ("a\x00\x1b[31m.txt", "a[31m.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\n", ""),
    ],
)
def test_names_are_shown_without_tricks(written: str, shown: str) -> None:
    assert clean_name(written) == shown


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_stay_two() -> None:
    assert names(reading(zipped(("a.txt", b"one"), ("a.txt", b"two"), ("../a.txt", b"three")))) == [
        "a.txt", "a (2).txt", "a (3).txt",
    ]  # fmt: skip


def test_hidden_files_are_left_out_as_in_a_folder() -> None:
    assert names(reading(zipped((".git/config", b"x"), ("__MACOSX/._a", b"x"), ("a.txt", WORDS)))) == ["a.txt"]


def encrypted() -> bytes:
    body = bytearray(zipped(("secret.txt", WORDS), ("open.txt", WORDS)))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(signature) + offset] |= 1
    return bytes(body)


def linked() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
        archive.writestr("open.txt", WORDS)
    return file.getvalue()


def damaged() -> bytes:
    body = bytearray(zipped(("broken.txt", os.urandom(2_000)), ("open.txt", WORDS)))
    body[500:520] = bytes(20)
    return bytes(body)


REFUSED = [
    (encrypted(), "secret.txt", "unpack it with its password"),
    (linked(), "link", "a link"),
    (damaged(), "broken.txt", "damaged"),
    (zipped(("bomb.txt", b"0" * 3_000_000), ("open.txt", WORDS)), "bomb.txt", "200 times"),
    (zipped(("huge.bin", os.urandom(LARGEST + 1)), ("open.txt", WORDS)), "huge.bin", "larger than 20,000,000"),
    (tarred(("open.txt", WORDS), links=("link",)), "link", "a link"),
]


@pytest.mark.parametrize(("body", "name", "words"), REFUSED, ids=[words for _, _, words in REFUSED])
def test_one_file_that_is_refused_is_named_and_the_others_are_taken(body: bytes, name: str, words: str) -> None:
    told = reading(body)
    (failure,) = told.items
    assert isinstance(failure, Failure)
    assert failure.item == f"/in/archive.bin!{name}"
    assert words in failure.why
    assert names(told) == ["open.txt"]


WHOLE = tarred(("first.txt", WORDS), ("second.txt", WORDS * 100))
CUT = [(WHOLE[:2_500], "tar"), (gzip.compress(WHOLE)[:-20], "tar.gz")]


@pytest.mark.parametrize("body", [body for body, _ in CUT], ids=[sort for _, sort in CUT])
def test_what_stands_before_the_damage_is_not_lost(body: bytes) -> None:
    told = reading(body)
    assert names(told)[0] == "first.txt"
    assert any("damaged" in why or "ends before" in why for why in whys(told))


def test_more_files_than_are_read_are_told_of() -> None:
    told = reading(zipped(*((f"{number}.txt", WORDS) for number in range(MOST_FILES + 5))))
    assert len(told.attachments) == MOST_FILES
    assert "more than 2,000 files" in whys(told)[0]


BOMBS = [gzip.compress(b"0" * 30_000_000), gzip.compress(gzip.compress(b"0" * 60_000_000, mtime=0))]


@pytest.mark.parametrize("body", BOMBS, ids=["swells", "swells within"])
def test_a_bomb_ends_in_a_sentence(body: bytes) -> None:
    told = reading(body)
    while told.attachments:
        told = read(told.attachments[0])
    assert "200 times" in whys(told)[0]


def test_archives_within_archives_are_opened_only_so_deep() -> None:
    body = WORDS
    for _ in range(6):
        body = zipped(("inner.zip", body))
    told, depth = reading(body), 0
    while told.attachments:
        told, depth = read(told.attachments[0]), depth + 1
    assert depth == 3
    assert "deeper than is opened" in whys(told)[0]


def test_room_is_shared_out_so_that_many_packed_files_do_not_add_up() -> None:
    inner = zipped(("text.txt", os.urandom(400_000)))
    outer = Capture(
        "/in/a.zip", zipped(*((f"{n}.zip", inner) for n in range(4))), "", datetime.now(UTC), room=2_400_000
    )
    told = [read(part) for part in read(outer).attachments]
    assert len(told) == 4
    assert all("too large altogether" in whys(one)[0] for one in told)


EMPTY = [zipped(), b"PK\x03\x04 nothing", b"\x1f\x8b\x08 nothing", tarred(("a", b""))[:400]]


@pytest.mark.parametrize("body", EMPTY, ids=["empty", "zip", "gzip", "tar"])
def test_an_empty_or_broken_archive_is_one_failure(body: bytes) -> None:
    told = reading(body)
    assert len(told.items) == 1
    assert told.attachments == ()
