"""Mail comes from anybody: no message takes the place of another, or of a page, by what it says of itself."""

from pathlib import Path

from kb.archive import Archive
from kb.pipeline import take_in_file
from kb.reports.intake.decide import State
from tests.drafts import draft, take_in
from tests.kb.asking import states, whole

WORDS = "The worm is seen in the banks of the north."
ID = "m1@cert.example"
PAGE = "https://cert.example/worm"


def receive(archive: Archive, path: Path, sender: str, words: str, *, id: str = ID, more: str = "") -> list[State]:
    path.write_text(f"From: {sender}\nSubject: Worm alert\nMessage-ID: <{id}>\n{more}\n{words}\n")
    return states(take_in_file(archive, path))


def test_a_message_under_the_identifier_of_another_does_not_speak_for_it(empty, tmp_path):
    assert receive(empty, tmp_path / "1", "CERT <cert@cert.example>", WORDS) == [State.NEW]
    assert receive(empty, tmp_path / "2", "CERT <x@evil.example>", "All is well.") == [State.REVISED]
    assert receive(empty, tmp_path / "3", "CERT <x@evil.example>", "All is well.") == [State.UNCHANGED]
    assert (whole(empty, ID).body_text, len(whole(empty, ID).revisions)) == (WORDS, 2)


def test_a_message_that_names_a_page_as_its_address_is_not_that_page(empty, tmp_path):
    take_in(empty, draft(PAGE, body_text=WORDS))
    archived = f"Archived-At: <{PAGE}>\n"
    assert receive(empty, tmp_path / "1", "x@evil.example", "All is well.", more=archived) == [State.NEW]
    assert whole(empty, PAGE).body_text == WORDS
    assert whole(empty, ID).source is None
