"""Every notation of an indicator is the indicator, and what is merely like it is not."""

import pytest

from index.analysis import alternatives, analyse, fold
from index.query.nodes import Word
from tests.index.finding import finds, marked

HOST = "www.example.org"
HOST_NOTATIONS = [
    *("www.example.org", "WWW.Example.ORG", "www[.]example[.]org", "www(.)example(.)org",
        "www{.}example{.}org"),
    *("www[dot]example[dot]org", "www(dot)example(dot)org", "www<dot>example<dot>org",
        "www{dot}example{dot}org"),
    *("www<.>example<.>org", "www[DOT]example[DOT]org", "www[.]example.org", "www.example[.]org",
        "www[.example[.org"),
    *("www.]example.]org", "www [.] example [.] org", "www [dot] example [dot] org", "www[ . ]example[ . ]org"),
    *("www[[.]]example[[.]]org", "www((dot))example((dot))org", "hxxp://www.example.org",
        "hXXp://www[.]example[.]org"),
    *("hxxps://www[.]example[.]org/", "h**p://www.example.org", "h__p://www.example.org",
        "hxtp://www.example.org"),
    *("htxp://www.example.org", "h[tt]p://www.example.org", "meow://www.example.org",
        "http[:]//www.example.org"),
    *("hxxp[:]//www[.]example[.]org", "hxxp[://]www[.]example[.]org", "http(://)www.example.org",
        "http:\\\\www.example.org"),
    *("fxp://www.example.org", "https://www.example.org/", "http://www.example.org.",
        "http://user:secret@www.example.org/"),
    *("ｗｗｗ．ｅｘａｍｐｌｅ．ｏｒｇ", "www。example。org", "www｡example｡org", "www\u200b.exam\u200bple.org",
        "www.exam\xadple.org"),
    *("\u2060www.example.org\ufeff", "www.\u202eexample\u202c.org", "hxxp：／／www[.]example[.]org",
        "«www.example.org»"),
    *("<www.example.org>", "“www.example.org”,", "(www.example.org)", "www.example.org:", "www.example.org’s"),
    *("www\\.example\\.org", "hxxp://www\\.example[.]org/", "www.example.org/&"),
]  # fmt: skip
MAIL = "billing@example.org"
MAIL_NOTATIONS = [
    *("billing@example.org", "Billing@EXAMPLE.org", "billing[@]example[.]org", "billing[at]example[.]org",
        "billing(at)example(dot)org"),
    *("billing [at] example [dot] org", "billing (at) example.org", "billing{at}example{.}org",
        "billing<at>example<dot>org"),
    *("billing[AT]example[DOT]org", "billing＠example．org", "<billing@example.org>",
        "mailto:billing@example.org", "'billing@example.org'.", "billing@example.org’s"),
]  # fmt: skip
OTHERS = [
    ("192.0.2.1", ["192[.]0[.]2[.]1", "192.0.2[.]1", "192(.)0(.)2(.)1", "192[dot]0[dot]2[dot]1",
        "hxxp://192[.]0[.]2[.]1/", "192.0.2.1:"]),
    ("2001:db8::1", ["2001:DB8::1", "2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8:0:0::1",
        "[2001:db8::1]", "2001:db8::0:1."]),
    ("2001:db8::/32", ["2001:0DB8::/32", "2001:db8:0::/32"]),
    ("::ffff:192.0.2.1", ["::FFFF:c000:201"]),
    ("CVE-2021-44228", ["cve-2021-44228", "CVE 2021 44228", "CVE‑2021‑44228", "CVE–2021–44228",
        "CVE−2021−44228", "CVE_2021_44228", "(CVE-2021-44228)"]),
    ("bücher.example", ["BÜCHER.example", "xn--bcher-kva.example", "XN--BCHER-KVA.EXAMPLE",
        "bu\u0308cher[.]example", "hxxp://bücher[.]example"]),
    ("d41d8cd98f00b204e9800998ecf8427e", ["D41D8CD98F00B204E9800998ECF8427E",
        "d41d8cd98f00b204e9800998ecf8427e,"]),
    ("https://example.org/a/b.php?id=1", ["hxxps://example[.]org/a/b.php?id=1", "example.org/a/b.php?id=1",
        "hxxps[:]//example[.]org[/]a[/]b.php?id=1"]),
    ("http://example.org/?q=dGVzdA==", ["hxxp://example[.]org/?q=dGVzdA==", "example.org/?q=dGVzdA==."]),
    ("http://example.org/a-?b=", ["example[.]org/a-?b=", "<http://example.org/a-?b=>"]),
    ("http://example.org/?x=(0)-{1}&", ["example.org/?x=(0)-{1}", "hxxp://example.org/?x=(0)-{1}."]),
    ("http://example.org/.well-known/a", ["example[.]org/[.]well-known/a", "example.org/(dot)well-known/a"]),
    ("C:\\Users\\.ssh\\id_rsa", ["c:/users/.ssh/id_rsa"]),
    ("C:\\Windows\\evil.exe", ["c:\\windows\\EVIL.EXE", "C:/Windows/evil.exe"]),
    ("W32.Mimail.E", ["w32.mimail.e", "W32.MiMail.E", "“W32.Mimail.E”", "W32[.]Mimail[.]E"]),
    ("T1566.001", ["t1566.001", "(T1566.001)"]),
    ("café", ["Café", "cafe\u0301", "CAFÉ", "cafe", "ｃａｆｅ́"]),
    ("end-users", ["end-users'", "end-users’"]),
    ("end-user", ["end‐user", "End–User", "end user", "END\u2011USER"]),
    ("users'", ["users", "users’", "user's", "User’s", "user"]),
    ("efficient", ["eﬃcient", "EFFICIENT"]),
    ("1,000,000", ["1000000"]),
    ("v1.2.3", ["1.2.3", "V1.2.3"]),
]  # fmt: skip
SAME = [
    *((HOST, notation) for notation in HOST_NOTATIONS),
    *((MAIL, notation) for notation in MAIL_NOTATIONS),
    *((plain, notation) for plain, notations in OTHERS for notation in notations),
]


@pytest.mark.parametrize(("plain", "notation"), SAME)
def test_a_notation_in_a_text_is_found_by_the_plain_spelling(plain: str, notation: str) -> None:
    assert marked(plain, f"before {notation} after")


@pytest.mark.parametrize(("plain", "notation"), SAME)
def test_a_notation_in_a_query_finds_the_plain_spelling(plain: str, notation: str) -> None:
    assert marked(notation.strip(".,"), f"before {plain} after")


@pytest.mark.parametrize(("plain", "notation"), SAME)
def test_a_phrase_runs_across_every_notation(plain: str, notation: str) -> None:
    assert marked(f"before {plain} after", f"before {notation} after")


def test_over_sixty_notations_are_held_against_one_another() -> None:
    assert len(SAME) > 100


NEAR_MISSES = [
    *(("1.2.3.4", near) for near in ("11.2.3.4", "1.2.3.40", "1.2.3.4.5", "0.1.2.3.4", "1.2.34", "1 2 3 4",
        "1.2.3", "1.2.3.14", "1.2.3.4.example.com")),
    *(("evil.com", near) for near in ("notevil.com", "not-evil.com", "evil.community", "evil.com.br",
        "evil.co", "evil.org", "devil.com")),
    *(("evil.com", near) for near in ("evil.com-login.net", "evil.com.evil.net", "evilcom", "evil com",
        "evil.com.exe", "x@evil.com.br")),
    *(("W32.Mimail.E", near) for near in ("W32.Mimail.Z", "W32.Mimail", "W32.Mimail.EE", "W32.Mimail E",
        "Mimail.E", "W32.Mimail.H")),
    *(("spamhau.org", near) for near in ("spamhaus.org", "www.spamhaus.org", "billing@spamhaus.org")),
    *(("CVE-2021-44228", near) for near in ("CVE-2021-4422", "CVE-2021-442280", "CVE-2020-44228",
        "2021-44228")),
    *(("billing@example.org", near) for near in ("xbilling@example.org", "billing@example.net",
        "billing@example.org.test", "billing example.org")),
    *(("2001:db8::1", near) for near in ("2001:db8::11", "2001:db8:1::1", "2001:db8::", "2001:db8::1:1")),
    *(("http://example.org/a", near) for near in ("http://example.org/ab", "http://example.org/",
        "http://example.net/a", "http://b.example.org/a")),
    *(("bücher.example", near) for near in ("bucher.example", "buecher.example")),
    *(("T1566.001", near) for near in ("T1566.002", "T1566", "T15660.001")),
    *(("spamhau", near) for near in ("spamhaus", "Spamhaus'", "www.spamhaus.org")),
    *((".ssh", near) for near in ("C:\\Users.ssh", "ssh", "~/ssh/config")),
    ("em41ls", "em41l"),
    ("foo.exe", "foo.ex"), ("foo.exe", "barfoo.exe"), ("C++", "C"), ("C++", "C#"), (".NET", "net"), ("1.2",
        "12"), ("S010", "S0100"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "near"), NEAR_MISSES)
def test_what_is_merely_like_an_indicator_is_not_found(typed: str, near: str) -> None:
    assert not marked(typed, f"before {near} after")


PARTS = [
    *(("www.mail.example.org", part) for part in ("example.org", "mail.example.org", "example", "mail", "www",
        "org", "www.mail")),
    *(("billing@example.org", part) for part in ("billing", "example.org", "example")),
    *(("john.smith@mail.example.org", part) for part in ("john.smith", "smith", "mail.example.org",
        "example.org")),
    *(("http://www.example.org:8080/a/gate.php?id=7#x", part) for part in ("www.example.org", "example.org",
        "www.example.org:8080", "gate.php")),
    *(("http://www.example.org:8080/a/gate.php?id=7#x", part) for part in ("gate", "www.example.org:8080/a",
        "a/gate.php", "id", "7", "/a/gate.php")),
    *(("C:\\Windows\\System32\\evil.exe", part) for part in ("evil.exe", "evil", "System32\\evil.exe",
        "C:\\Windows", "windows", "exe")),
    *(("/etc/cron.d/evil.sh", part) for part in ("evil.sh", "cron.d", "/etc", "/etc/cron.d", "cron.d/evil.sh")),
    *(("HKLM\\Software\\Evil", part) for part in ("Evil", "HKLM\\Software", "software\\evil")),
    *(("W32.Mimail.E", part) for part in ("mimail", "w32.mimail", "mimail.e", "W32")),
    *(("W32.Mimail.E@mm", part) for part in ("W32.Mimail.E", "mimail", "w32.mimail")),
    *(("CVE-2021-44228", part) for part in ("44228", "2021", "cve")),
    *(("[www.example.org](http://example.net/a)", part) for part in ("www.example.org", "http://example.net/a")),
    *(("~/.ssh/id_rsa", part) for part in (".ssh", ".ssh/id_rsa", "rsa", "ssh")),
    *((".aws/credentials", part) for part in (".aws", "credentials")),
    *(("example.org/a(b)c,example.net/d", part) for part in ("example.org/a(b)c", "example.net/d", "example.net")),
    *(("192.0.2.1:443", part) for part in ("192.0.2.1", "192.0.2", "192.0")),
    *(("2001:db8::1/64", part) for part in ("2001:db8::/64", "2001:db8::")),
    *(("anti-spam", part) for part in ("anti", "spam")),
    *(("proxies/zombies", part) for part in ("proxy", "zombie")),
    *(("rock-phish.example.com", part) for part in ("phish", "rock", "example.com")),
    ("sub_401000", "401000"), ("T1566.001", "T1566"), ("foo.exe", "foo"), (".NET", ".net"), ("हिन्दी", "हिन्दी"),
    *(("日本語テキスト", part) for part in ("日本", "本語テ")),
    ("ภาษาไทย", "ไทย"), ("한국어", "한국"), ("公司。他们", "他们"),
]  # fmt: skip


@pytest.mark.parametrize(("whole", "part"), PARTS)
def test_an_indicator_is_found_by_its_parts(whole: str, part: str) -> None:
    assert marked(part, f"before {whole} after")


@pytest.mark.parametrize(
    ("typed", "text"),
    [("CVE-2021", "CVE-2021-44228"), ("2021-44228", "CVE 2021 44228"), ("id_rsa", "~/.ssh/id_rsa")],
)
def test_joined_words_find_an_indicator_that_has_them_as_a_part(typed: str, text: str) -> None:
    assert finds(Word(typed), text)
    assert not finds(Word(f"{typed}x"), text)


SPELLINGS = [
    ("spamhaus.org", "the site www.spamhaus[.]org was", "spamhaus[.]org"),
    ("www.spamhaus.org", "see hxxp://www.spamhaus[.]org/, then", "hxxp://www.spamhaus[.]org/"),
    ("billing@example.org", "mail billing [at] example [dot] org now", "billing [at] example [dot] org"),
    ("mimail", "the worm W32.Mimail.E came", "Mimail"),
    ("cafe", "at the cafe\u0301.", "cafe\u0301"),
    ("viruses", "a virus, released", "virus"),
    ("foo.exe", 'file called "foo.exe")', "foo.exe"),
    ("CVE-2021-44228", "is CVE 2021 44228, known", "CVE 2021 44228"),
    ("distributed denial of service", "a Distributed Denial of Service (DDoS)", "Distributed Denial of Service"),
]


@pytest.mark.parametrize(("typed", "text", "spelling"), SPELLINGS)
def test_a_mark_covers_the_original_spelling(typed: str, text: str, spelling: str) -> None:
    assert marked(typed, text) == [spelling]


def test_words_are_suggested_and_begun_without_a_possessive() -> None:
    assert [token.surface for token in analyse("Emotet’s users' W32.Gribble's")[:3]] == [
        "emotet",
        "users",
        "w32.gribble",
    ]


def test_a_notation_within_a_notation_is_folded_until_none_is_left() -> None:
    assert fold("hxxp[:]\\\\www[．]example［ dot ］org").text == "http://www.example.org"


def test_a_whole_indicator_takes_one_position_of_a_query() -> None:
    for typed in (
        "www.example.org",
        "hxxp://x.example/y?z=1",
        "CVE 2021 44228",
        "a@example.org",
        "C:\\x\\y.exe",
        "::1",
    ):
        assert [len(terms) for terms in alternatives(typed)] == [1], typed
