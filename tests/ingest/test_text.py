"""Bytes become text, and text is made fit to keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.charset import decode, decoded
from ingest.text import one_line, tidy, unescape

META = "<meta http-equiv='Content-Type' content='text/html; charset="
RUSSIAN = "Новая вредоносная программа распространяется через спам и ворует пароли"
JAPANESE = "このマルウェアはスパムメールを通じて広がり、パスワードを盗みます。"
FRENCH = "Un maliciel « Éclair » volé à l’insu des utilisateurs, découvert en été"
DECODED = {
    "UTF-8": ("naïve – €".encode(), None, "naïve – €"),
    "a byte-order mark goes": ("\ufeffé".encode(), None, "é"),
    "UTF-16 by its mark": ("é".encode("utf-16"), None, "é"),
    "the server's word": ("Привет".encode("koi8-r"), "KOI8-R", "Привет"),
    "the page's word": ("<?xml encoding='koi8-r'?>Мир".encode("koi8-r"), None, "<?xml encoding='koi8-r'?>Мир"),
    "Latin-1 means Windows-1252": (b"\x93x\x94", "iso-8859-1", "“x”"),
    "nobody's word": (b"na\xefve", None, "naïve"),
    "UTF-8 that is called Latin-1": ("naïve".encode(), "iso-8859-1", "naïve"),
    "UTF-8 that holds the sign of lost bytes": ("x\ufffd\ufffd é".encode(), None, "x\ufffd\ufffd é"),
    "nothing but that sign": ("\ufffd".encode(), "iso-8859-1", "\ufffd"),
    "UTF-8 that is called Chinese": (f"{META}gb2312'>微信".encode(), None, f"{META}gb2312'>微信"),
    "UTF-8 that is called Cyrillic": ("Мир".encode(), "windows-1251", "Мир"),
    "UTF-8 cut in the middle of a letter": ("Мир – €".encode()[:-1], None, "Мир – \ufffd"),
    "Chinese with a byte too many": (f"{META}gbk'>微信".encode("gbk") + b"\xff", None, f"{META}gbk'>微信\ufffd"),
    "seven bits": ("日本".encode("iso-2022-jp"), "iso-2022-jp", "日本"),
    "the name Python gives it": ("Łódź".encode("iso-8859-2"), "iso8859-2", "Łódź"),
    "names of old browsers": ("日本".encode("shift_jis"), "x-sjis", "日本"),
    "wide letters without a mark": ("<p>Мир".encode("utf-16-le"), None, "<p>Мир"),
    "wide letters that are none": ("<p>Мир".encode(), "utf-16", "<p>Мир"),
    "nobody's word, Cyrillic letters": (f"<p>{RUSSIAN}</p>".encode("cp1251"), None, f"<p>{RUSSIAN}</p>"),
    "the wrong word, Cyrillic letters": (RUSSIAN.encode("koi8-r"), "utf-8", RUSSIAN),
    "nobody's word, Japanese letters": (f"<p>{JAPANESE}</p>".encode("cp932"), None, f"<p>{JAPANESE}</p>"),
    "nobody's word, French letters": (FRENCH.encode("cp1252"), None, FRENCH),
    "UTF-8 with a byte too many": ("naïve – €".encode() + b"\xff", None, "naïve – €\ufffd"),
    "a codec that is no encoding": (b"a+AGE-", "utf-7", "a+AGE-"),
    "UTF-8 twice": (FRENCH.encode().decode("cp1252").encode(), None, FRENCH),
    "UTF-8 twice, by way of Latin-1": ("Łódź, Ýmir".encode().decode("latin-1").encode(), None, "Łódź, Ýmir"),
    "UTF-8 that shows what twice is": ("“Ã©” is é twice, “Ã¨” is è".encode(), None, "“Ã©” is é twice, “Ã¨” is è"),
    "UTF-8 that is an example": ("Ã©".encode(), None, "Ã©"),
    "no name at all": (b"abc", "\x00nonsense", "abc"),
}  # fmt: skip


@pytest.mark.parametrize("case", DECODED)
def test_bytes_become_text(case: str) -> None:
    body, charset, expected = DECODED[case]
    assert decode(body, charset) == expected


@pytest.mark.parametrize(
    ("body", "charset", "note"),
    [
        ("Мир".encode(), "utf-8", None),
        ("Мир".encode("koi8-r"), "koi8-r", None),
        (b"plain", "koi8-r", None),
        ("Мир".encode(), "koi8-r", "it says it is in koi8-r, but reads as utf-8"),
        ("Мир".encode() + b"\xff", "utf-8", "some bytes are not valid utf-8; it was read as utf-8"),
        (FRENCH.encode().decode("cp1252").encode(), "utf-8", "it was encoded twice; it was read as it was meant"),
        (b"na\xefve", None, "some bytes are not valid utf-8; it was read as windows-1252"),
    ],
)
def test_a_wrong_label_is_told(body: bytes, charset: str | None, note: str | None) -> None:
    assert decoded(body, charset)[1] == note


def test_references_of_any_size_are_resolved() -> None:
    assert unescape(f"&amp;&#65;&#{'9' * 5000};&qqq;") == "&A\ufffd&qqq;"


@given(st.binary(), st.none() | st.text(max_size=20))
def test_every_run_of_bytes_is_some_text(body: bytes, charset: str | None) -> None:
    assert isinstance(decode(body, charset), str)


def test_control_characters_go_and_line_ends_are_one() -> None:
    assert tidy("a\x00b\x08\r\nc\rd\u2028e\ufefff\ufffe\x7f\ttab") == "ab\nc\nd\nef\ttab"


def test_text_is_composed() -> None:
    assert tidy("e\u0301") == "é"


def test_a_title_is_one_line() -> None:
    assert one_line(" a\n b\xa0\tc\x00 ") == "a b c"


def test_nothing_in_a_title_turns_round_what_stands_behind_it() -> None:
    assert one_line("Open \u202egpj.exe\u2066 now; \u202bשלום\u200f!") == "Open gpj.exe now; שלום\u200f!"


@given(st.text())
def test_tidy_text_is_tidy_and_can_be_written(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert tidy(text).encode().decode() == tidy(text)
    assert "\x00" not in tidy(text)
