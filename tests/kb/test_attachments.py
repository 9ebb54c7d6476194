"""Archives and mails: every file in them is kept as it came, has its row in the ledger, and is read in its turn."""

import gzip
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import select

from kb.archive import Archive
from kb.ledger import Entry, add_up
from kb.models import Capture, LedgerItem, Report
from kb.pipeline import take_in_file

REPORT = b"A worm\n\nThe worm turns computers at home into zombies, as 192.0.2.7 shows.\n"


def mail() -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = "a@sender.example", "Complaint", "<1@sender.example>"
    made.set_content("See the report.")
    made.add_attachment(zipped(("worm.txt", REPORT)), maintype="application", subtype="zip", filename="all.zip")
    return made.as_bytes()


def zipped(*files: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, body in files:
            archive.writestr(name, body)
    return file.getvalue()


def take_in(empty: Archive, path: Path, body: bytes) -> list[Entry]:
    path.write_bytes(body)
    return take_in_file(empty, path)


def test_what_an_archive_holds_is_taken_in_file_by_file(empty: Archive, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    body = zipped(("worm.txt", REPORT), ("mail.eml", mail()), ("picture.png", b"\x89PNG\r\n\x1a\n"))
    entries = take_in(empty, path, body)
    told = {entry.item.removeprefix(str(tmp_path)): entry.decision.state.value for entry in entries}
    assert told == {
        "/all.zip!worm.txt": "new",
        "/all.zip!mail.eml": "new",
        "/all.zip!mail.eml!all.zip!worm.txt": "new",
        "/all.zip!picture.png": "failed",
    }
    with empty.reading() as session:
        assert set(session.scalars(select(LedgerItem.item))) == {entry.item for entry in entries}
        kept = {row.location.removeprefix(str(tmp_path)): row.digest for row in session.scalars(select(Capture))}
    assert set(kept) == {"/all.zip", "/all.zip!mail.eml!all.zip", *told}
    assert empty.captures.read(kept["/all.zip!worm.txt"]) == REPORT


def test_taking_an_archive_in_again_changes_nothing(empty: Archive, tmp_path: Path) -> None:
    path = tmp_path / "mail"
    take_in(empty, path, mail())
    sums = add_up(take_in(empty, path, mail()))
    assert (sums.items, sums.unchanged) == (2, 2)


def test_a_message_is_the_same_wherever_it_is_met(empty: Archive, tmp_path: Path) -> None:
    take_in(empty, tmp_path / "1.host:2,", mail())
    sums = add_up(take_in(empty, tmp_path / "1.host:2,S", mail()))
    assert sums.unchanged >= 1
    with empty.reading() as session:
        titles = list(session.scalars(select(Report.title)))
    assert titles.count("Complaint") == 1


def test_a_packed_file_that_changed_becomes_a_revision(empty: Archive, tmp_path: Path) -> None:
    take_in(empty, tmp_path / "worm.txt.gz", gzip.compress(REPORT))
    sums = add_up(take_in(empty, tmp_path / "worm.txt.gz", gzip.compress(REPORT + b"More.\n")))
    assert (sums.items, sums.revised) == (1, 1)
