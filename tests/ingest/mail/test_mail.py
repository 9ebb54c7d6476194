"""Mail: what the header says, which form of the text is read, and what becomes of everything that came with it."""

import io
import time
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from ingest.files import files_below
from ingest.mail import looks_like_mail
from ingest.read import read as read_any
from ingest.types import Capture, Draft, Failure, Reading

HEAD = b"From: A. Writer <a@sender.example>\nDate: Mon, 3 May 2021 10:00:00 +0200\nSubject: A worm\n"
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def reading(body: bytes, location: str = "/in/mail") -> Reading:
    return read_any(Capture(location, body, "", NOW))


def draft(body: bytes) -> Draft:
    item = reading(body).items[0]
    assert isinstance(item, Draft), item
    return item


def message(**fields: str) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    for name, value in ({"From": "a@sender.example", "Subject": "A worm"} | fields).items():
        made[name.replace("_", "-")] = value
    return made


def test_the_header_gives_title_sender_date_key_list_and_language() -> None:
    told = draft(
        b"Received: from x by y; Mon, 3 May 2021 09:00:00 +0000\n" + HEAD +
        b"Message-ID: <one@sender.example>\nList-Id: Worm Watch <worms.lists.example>\nContent-Language: en-GB\n"
        b"Archived-At: <https://lists.example/worms/1>\n\nIt turns homes into zombies.\n"
    )  # fmt: skip
    assert (told.title, told.author, told.key, told.lang) == ("A worm", "A. Writer", "mid:one@sender.example", "en-GB")
    assert told.published == datetime(2021, 5, 3, 8, tzinfo=UTC)
    assert (told.tags, told.url) == (("Worm Watch",), "https://lists.example/worms/1")
    assert told.body_text == "It turns homes into zombies."
    assert {one.field for one in told.evidence} == {"title", "published", "key", "url", "author", "lang"}
    assert next(one.quote for one in told.evidence if one.field == "published") == "Mon, 3 May 2021 10:00:00 +0200"


SUBJECTS = [
    (b"=?utf-8?B?WsO8cmljaA==?=", "Zürich"),
    (b"=?iso-8859-1?Q?Z=FCrich_?= =?utf-8?Q?=E2=82=AC?=", "Zürich €"),
    ("Zürich".encode(), "Zürich"),
    (b"=?nonsense?Q?Z=FC?= words", "words"),
    (b"folded\n  words", "folded words"),
    (b"=?iso-8859-1?Q?Nach_Z\xfcrich?=", "Nach Zürich"),
    (b"=?utf-8?B?broken", "=?utf-8?B?broken"),
]


@pytest.mark.parametrize(("written", "title"), SUBJECTS)
def test_subjects_are_read_in_whatever_way_they_are_written(written: bytes, title: str) -> None:
    assert title in draft(b"From: a@b.example\nDate: x\nSubject: " + written + b"\n\nWords.").title


def test_a_missing_date_is_taken_from_the_first_server_and_an_impossible_one_from_nowhere() -> None:
    received = b"Received: by b; Tue, 4 May 2021 08:00:00 +0000\nReceived: by a; Tue, 4 May 2021 07:00:00 +0000\n"
    assert draft(received + b"Subject: x\nFrom: a@b.example\n\nWords").published == datetime(2021, 5, 4, 7, tzinfo=UTC)
    future = HEAD.replace(b"2021", b"2091")
    assert draft(future + b"\nWords").published is None


MAILS = [
    (HEAD + b"\nWords", True),
    (b"Received: by a\nSubject: x\n\nWords", True),
    (b"From a@b.example Mon May  3 10:00:00 2021\nReceived: by a\nSubject: x\n\nWords", True),
    (b"\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\nWords", True),
    (b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nWords\n--b--\n", True),
    (b"From: a@b.example\nContent-Type: text/html\n\nWords", True),
    (b"Content-Type: text/html\nDate: 2021-05-03\n\nWords", False),
    (b"Subject: a text\nDate: 2021-05-03\n\nWords", False),
    (b"Title\n\nFrom: here\nTo: there\nSubject: x\n", False),
    (b"Received: words at the start of a text\n\nand more", False),
]


@pytest.mark.parametrize(("body", "is_it"), MAILS)
def test_mail_is_told_by_its_header_whatever_the_file_is_called(body: bytes, is_it: bool) -> None:
    assert looks_like_mail(body) is is_it


def test_html_is_read_where_it_has_the_words_and_plain_text_where_it_has_not() -> None:
    made = message()
    made.set_content("Go to https://example.org to read this.")
    made.add_alternative("<p>A <b>worm</b> that turns homes into zombies.</p><script>x</script>", subtype="html")
    assert draft(made.as_bytes()).body_html == "<p>A <b>worm</b> that turns homes into zombies.</p>"
    made = message()
    made.set_content("A worm that turns homes into zombies.")
    made.add_alternative("<img src='https://tracker.example/x.gif' width=1 height=1>", subtype="html")
    assert draft(made.as_bytes()).body_text == "A worm that turns homes into zombies."


def test_lines_that_were_broken_for_the_screen_are_whole_again() -> None:
    flowed = (
        b"Content-Type: text/plain; format=flowed%b\n\nIt calls \n home, see\n\n> an old \n> word\n>> older\n-- \nA\n"
    )
    told = draft(HEAD + flowed % b"")
    assert "<p>It calls home, see</p>" in told.body_html
    assert "<blockquote><p>an old word</p>\n<blockquote><p>older</p></blockquote></blockquote>" in told.body_html
    closed = draft(HEAD + (flowed % b"; delsp=yes").replace(b"It calls \n home, see", b"http://a.exam \nple/x"))
    assert ("url", "http://a.example/x") in [(one.type, one.value) for one in closed.indicators]


def test_a_page_that_a_browser_saved_is_read_as_if_it_had_been_fetched() -> None:
    page = b"<html><head><title>The worm</title></head><body><p>It returns.</p></body></html>"
    body = (
        b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n%b\n%b\n--b--\n"
    )
    by_name = b"Snapshot-Content-Location: https://labs.example/worm\n" + HEAD + body % (b"", page)
    by_part = HEAD.replace(b"A. Writer <a@sender.example>", b"<Saved by Windows Internet Explorer 8>") + body % (
        b"Content-Location: https://labs.example/worm\n", page,
    )  # fmt: skip
    when = datetime(2021, 5, 3, 8, tzinfo=UTC)
    for saved in (by_name, by_part):
        told = reading(saved)
        assert told == Reading(
            (), attachments=(Capture("https://labs.example/worm", page, "text/html", when, "utf-8"),)
        )
    assert draft(HEAD + body % (b"", page)).title == "A worm"


def test_seven_bits_and_a_signature_of_the_encoding_do_not_hide_a_message() -> None:
    told = draft(b"\xef\xbb\xbf" + HEAD + b"Content-Type: text/plain; charset=utf-7\n\nCaf+AOk-.")
    assert (told.title, told.body_text) == ("A worm", "Café.")


def test_quotes_stand_as_quotes_and_signatures_of_pgp_do_not_stand_in_the_text() -> None:
    told = draft(
        HEAD + b"\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nNew words.\n\n> Old words.\n"
        b">> Older.\n\n- --\nA\n"
        b"-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n-----END PGP SIGNATURE-----\n"
    )  # fmt: skip
    assert "<blockquote><p>Old words.</p>\n<blockquote><p>Older.</p></blockquote></blockquote>" in told.body_html
    assert "PGP" not in told.body_text
    assert "iQEz" not in told.body_text


def test_attachments_are_captures_that_are_named_in_the_text() -> None:
    made = message()
    made.set_content("See below.")
    made.add_attachment("Report\n\nWords of the report.", filename="report.txt")
    made.add_attachment(zipped(), maintype="application", subtype="zip", filename="../infected.zip")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    made.add_attachment(b"x", maintype="application", subtype="pgp-signature", filename="signature.asc")
    told = reading(made.as_bytes())
    assert [part.location for part in told.attachments] == ["/in/mail!report.txt", "/in/mail!infected.zip"]
    (mail,) = told.items
    assert isinstance(mail, Draft)
    assert "• report.txt\n• infected.zip\n• logo.png (image/png)\n• signature.asc (a PGP signature)" in mail.body_text
    (report,) = read_any(told.attachments[0]).items
    assert isinstance(report, Draft)
    assert (report.title, report.item) == ("Report", "/in/mail!report.txt")


def test_an_attachment_that_only_outlook_reads_is_named_as_such() -> None:
    (failure,) = reading(b"\x78\x9f\x3e\x22\x14\x01\x06\x90", "/in/winmail.dat").items
    assert isinstance(failure, Failure)
    assert "(TNEF); save its text" in failure.why


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("inner.txt", "Inner\n\nWords.")
    return file.getvalue()


def test_a_message_within_a_message_is_a_report_of_its_own() -> None:
    inner = message(Subject="The spam", Message_ID="<spam@bot.example>")
    inner.set_content("Buy now.")
    made = message(Subject="Complaint")
    made.set_content("We got this.")
    made.add_attachment(inner)
    told = reading(made.as_bytes())
    assert [part.location for part in told.attachments] == ["/in/mail!The spam.eml"]
    (spam,) = read_any(told.attachments[0]).items
    assert isinstance(spam, Draft)
    assert (spam.title, spam.key, spam.body_text) == ("The spam", "mid:spam@bot.example", "Buy now.")


def test_what_servers_report_is_part_of_the_text() -> None:
    told = draft(
        HEAD + b'Content-Type: multipart/report; boundary="b"\n\n--b\n\nA complaint.\n--b\n'
        b"Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nSource-IP: 192.0.2.7\n--b--\n"
    )  # fmt: skip
    assert "Source-IP: 192.0.2.7" in told.body_text
    assert "192.0.2.7" in [one.value for one in told.indicators]


def test_parts_behind_the_last_line_of_a_broken_message_are_not_lost() -> None:
    told = reading(
        HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nWords.\n--b--\n\n'
        b"--b\nContent-Disposition: attachment; filename=late.txt\n\nLate\n\nwords.\n--b--\n"
    )  # fmt: skip
    assert [part.location for part in told.attachments] == ["/in/mail!late.txt"]


@pytest.mark.parametrize("named", ["", "; bo", '; boundary="other"'])
def test_parts_are_told_by_the_lines_between_them_where_the_header_names_none_or_others(named: str) -> None:
    told = reading(
        HEAD + f"Content-Type: multipart/mixed{named}\n\nNot for readers.\n\n--b/1\n".encode() +
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nV29yZHM=\n--b/1\n"
        b"Content-Disposition: attachment; filename=late.txt\n\nLate\n\nwords.\n--b/1--\n"
    )  # fmt: skip
    (mail,) = told.items
    assert isinstance(mail, Draft)
    assert mail.body_text == "Words\n\nAttachments\n\n• late.txt"
    assert [part.body.strip() for part in told.attachments] == [b"Late\n\nwords."]


def test_a_file_of_many_messages_gives_each_of_them() -> None:
    told = reading(b"From a@b.example Mon May  3\n" + HEAD + b"\nOne.\n>From here on.\n\n" +
                   b"From a@b.example Tue May  4\n" + HEAD.replace(b"A worm", b"Second") + b"\nTwo.\n\n")  # fmt: skip
    assert told.items == ()
    drafts = [item for part in told.attachments for item in read_any(part).items if isinstance(item, Draft)]
    assert [one.title for one in drafts] == ["A worm", "Second"]
    assert "From here on." in drafts[0].body_text


BROKEN = [
    b"Content-Type: multipart/mixed; boundary=b\n\nno part at all",
    b"Content-Type: multipart/mixed\n\nno boundary",
    b"Content-Type: text/plain; charset=nonsense\n\nWords \xff\xfe",
    b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nV29yZHM=====!!",
    b"Content-Type: message/rfc822\n\n",
    b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 300,
    b"Content-Type: message/rfc822\n\n" * 2_000,
    b"".join(b"Content-Type: multipart/mixed\n\n--%d\n" % depth for depth in range(900)),
    b"To: " + b"(" * 100_000 + b"\n\nWords",
    b"Content-Disposition: attachment; filename*=utf-8''%ff%fe\n\nWords",
    b"X: y\n" * 20_000 + b"\nWords",
]


@pytest.mark.parametrize("rest", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_message_gives_what_it_has_or_says_why_not(rest: bytes) -> None:
    begun = time.monotonic()
    told = reading(HEAD + rest)
    assert told.items
    for item in told.items:
        assert "please report" not in getattr(item, "why", "")
    assert time.monotonic() - begun < 3


def test_a_message_of_very_many_parts_is_refused_with_a_sentence() -> None:
    (item,) = reading(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000).items
    assert isinstance(item, Failure)
    assert "very many" in item.why


def test_a_maildir_gives_its_messages_and_nothing_else(tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    for name in ("cur/1.a.host:2,S", "new/2.b.host", "tmp/3.c.host", "dovecot.index"):
        (tmp_path / "box" / name).write_bytes(HEAD + b"\nWords")
    assert [path.name for path in files_below(tmp_path)] == ["1.a.host:2,S", "2.b.host"]
