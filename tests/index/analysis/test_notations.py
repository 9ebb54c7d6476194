"""Every notation of an indicator is the indicator, and what is merely like it is not."""

import re
from pathlib import Path

import pytest

from index.analysis import alternatives, analyse, fold
from index.embedded import EmbeddedIndex
from index.query import parse
from index.query.nodes import Word
from index.snippets import spans
from tests.contract.archive import found, plain
from tests.index.analysis.notations import NOTATIONS, Notations
from tests.index.finding import finds, marked

every_type = pytest.mark.parametrize("notations", NOTATIONS, ids=lambda notations: str(notations.name))


def around(notation: str) -> str:
    return f"before {notation} after"


@every_type
def test_every_notation_finds_every_other_and_nothing_that_is_merely_like_it(
    notations: Notations, tmp_path: Path
) -> None:
    index = EmbeddedIndex(tmp_path / "index", 60)
    index.apply(plain(text, around(text), title="") for text in (*notations.same, *notations.unlike))
    wrong = {typed: found(index, parse(typed).node) ^ set(notations.same) for typed in notations.same}
    index.close()
    assert {typed: ids for typed, ids in wrong.items() if ids} == {}


@every_type
def test_a_snippet_marks_the_original_spelling_and_nothing_else(notations: Notations) -> None:
    query = parse(notations.same[0])
    for text in map(around, notations.same):
        [(start, end)] = spans(text, query)
        assert len("before ") <= start < end <= len(text) - len(" after")
        assert finds(query.node, text[start:end]), "what is marked is the indicator"
        beside = text[len("before ") : start] + text[end : -len(" after")]
        assert not re.search(r"[^\W_]", re.sub("mailto|s$", "", beside)), "it is marked whole"
    assert not any(spans(around(text), query) for text in notations.unlike)


@every_type
def test_a_phrase_runs_across_every_notation(notations: Notations) -> None:
    for typed in notations.same:
        for text in notations.same:
            assert marked(f"before {typed} after", around(text)) == [around(text)], f"{typed!r} in {text!r}"


def test_over_four_hundred_notations_are_held_against_one_another() -> None:
    assert sum(len(notations.same) for notations in NOTATIONS) > 400
    assert all(len(set(notations.same)) == len(notations.same) for notations in NOTATIONS)


ALIKE = [
    ("2001:db8::/32", ["2001:0DB8::/32", "2001:db8:0::/32"]),
    ("::ffff:192.0.2.1", ["::FFFF:c000:201", "192.0.2.1"]),
    ("https://example.org/a/b.php?id=1", ["hxxps://example[.]org/a/b.php?id=1", "example.org/a/b.php?id=1",
        "hxxps[:]//example[.]org[/]a[/]b.php?id=1"]),
    ("http://example.org/?q=dGVzdA==", ["hxxp://example[.]org/?q=dGVzdA==", "example.org/?q=dGVzdA==."]),
    ("http://example.org/a-?b=", ["example[.]org/a-?b=", "<http://example.org/a-?b=>"]),
    ("http://example.org/?x=(0)-{1}&", ["example.org/?x=(0)-{1}", "hxxp://example.org/?x=(0)-{1}."]),
    ("http://example.org/.well-known/a", ["example[.]org/[.]well-known/a", "example.org/(dot)well-known/a"]),
    ("C:\\Users\\.ssh\\id_rsa", ["c:/users/.ssh/id_rsa"]),
    ("café", ["Café", "cafe\u0301", "CAFÉ", "cafe", "ｃａｆｅ\u0301"]),
    ("end-users", ["end-users'", "end-users’"]),
    ("end-user", ["end‐user", "End–User", "end user", "END\u2011USER"]),
    ("users'", ["users", "users’", "user's", "User’s", "user"]),
    ("efficient", ["eﬃcient", "EFFICIENT"]),
    ("1,000,000", ["1000000"]),
    ("v1.2.3", ["1.2.3", "V1.2.3"]),
]  # fmt: skip
SAME = [(plain, notation) for plain, notations in ALIKE for notation in notations]


@pytest.mark.parametrize(("plain", "notation"), SAME)
def test_words_and_addresses_written_otherwise_are_the_same(plain: str, notation: str) -> None:
    assert marked(plain, around(notation))
    assert marked(notation.strip(".,"), around(plain))
    assert marked(around(plain), around(notation))


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
    ("em41ls", "em41l"), ("192.0.2.12", "192.0.2.1²"), ("2.14.1", "log4j-2.14.10.jar"),
    ("1.2.3.4", "x-1.2.3.4.example.com"),
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
    *(("2001:db8::1/64", part) for part in ("2001:db8::/64", "2001:db8::", "2001:db8::1")),
    *(("anti-spam", part) for part in ("anti", "spam")),
    *(("proxies/zombies", part) for part in ("proxy", "zombie")),
    *(("rock-phish.example.com", part) for part in ("phish", "rock", "example.com")),
    *(("hxxp://evil[.]com/?u=http%3A%2F%2Fa.example%2Fb&e=x@b.example&h=c.example", part) for part in ("a.example",
        "a.example/b", "x@b.example", "b.example", "c.example")),
    *(("https://cve.example/view?id=CVE-2021-44228#note", part) for part in ("CVE-2021-44228", "cve.example/view",
        "https://cve.example/view?id=CVE-2021-44228")),
    *(("/wp/admin-ajax.php?action=save_settings", part) for part in ("admin-ajax.php", "admin", "save")),
    *(("exploit_CVE-2021-44228-poc", part) for part in ("CVE-2021-44228", "exploit", "poc")),
    *(("log4j-core-2.14.1.jar", part) for part in ("2.14.1", "2.14", "log4j-core-2.14.1", "log4j")),
    *(("2.14.1-beta9", part) for part in ("2.14.1", "beta9")),
    *((r"crypt\_run2.exe", part) for part in ("_run2.exe", "run2.exe", "run2")),
    *(("192.0.2.1_443.pcap", part) for part in ("192.0.2.1", "443.pcap")),
    *(("dump_192.0.2.1", part) for part in ("192.0.2.1", "dump")),
    *(("evil.com_2021.zip", part) for part in ("evil.com", "2021.zip")),
    *(("T1059.001-PowerShell", part) for part in ("T1059.001", "T1059", "powershell")),
    *(("https://attack.mitre.org/techniques/T1059/001/", part) for part in ("T1059.001", "T1059", "attack.mitre.org")),
    *(("HKLM\\Software\\Evil", part) for part in ("hklm", "evil")),
    *((r"\\evil.com@SSL\DavWWWRoot\a.exe", part) for part in ("evil.com", "a.exe", "davwwwroot")),
    *(("file[:]//192.0.2[.]1@80/a/b.lnk", part) for part in ("192.0.2.1", "b.lnk")),
    *(("url:evil[.]com/a/", part) for part in ("evil.com/a", "http://evil.com/a", "url")),
    *(("http://evil.com/a?q={searchTerms}", part) for part in ("http://evil.com/a?q=", "evil.com/a")),
    *(("hxxp://evil.com/#A[address", part) for part in ("http://evil.com/#A", "evil.com", "address")),
    *(("'hxxps://evil[.]com/a?b=1'|iex", part) for part in ("https://evil.com/a?b=1", "iex")),
    *(("-ul=https://evil.com/a?b=1&c=2", part) for part in ("https://evil.com/a?b=1&c=2", "ul")),
    *(("https://evil.com/a.js%22%3E%3C/script", part) for part in ("a.js", "evil.com", "script")),
    *(("/a/file.php?hash=[hash", part) for part in ("file.php", "/a/file.php", "hash")),
    *(("lib/a/req.php:64", part) for part in ("req.php", "lib/a/req.php", "a/req.php:64", "64")),
    *((r"C:\ads\file.txt:ads.dll", part) for part in ("file.txt", r"C:\ads\file.txt", "ads.dll")),
    *((r"HKLM\Software\Evil=1", part) for part in (r"HKLM\Software\Evil", "evil")),
    *(("[192.0.2.1]:443", part) for part in ("192.0.2.1", "192.0.2.1:443")),
    *((f"{whole}\u00b2", whole) for whole in ("evil.com", "192.0.2.1", "CVE-2021-44228", "emotet")),
    *((f"**{whole}**", whole) for whole in ("2001:db8::1", "192.0.2.1", "http://evil.com/a")),
    *(("2001:db8::1-2001:db8::9", part) for part in ("2001:db8::1", "2001:db8::9")),
    *(("*.evil.example.com", part) for part in ("evil.example.com", "example.com", ".evil.example.com")),
    *(("192.0.2.1-192.0.2.9", part) for part in ("192.0.2.1", "192.0.2.9", "192.0.2")),
    *(("evil.com-related", part) for part in ("evil.com", "related", "evil.com-related")),
    *(("evil.com—that", part) for part in ("evil.com", "that")),
    *(("http://[2001:db8::1]:8080/a/b", part) for part in ("2001:db8::1", "[2001:db8::1]:8080", "b",
        "http://[2001:DB8:0::1]:8080/a")),
    *(("src=2001:db8::1", part) for part in ("2001:db8::1", "src")),
    *(("tcp/192.0.2.1:80", part) for part in ("192.0.2.1", "192.0.2.1:80", "tcp")),
    *(("bücher.example/a/b.php", part) for part in ("xn--bcher-kva.example/a", "bücher.example", "b.php")),
    ("cve:2021-44228", "CVE-2021-44228"), ("::ffff:192.0.2.1", "192.0.2"), ("root@[2001:db8::1]", "2001:db8::1"),
    ("sub_401000", "401000"), ("T1566.001", "T1566"), ("foo.exe", "foo"), (".NET", ".net"), ("हिन्दी", "हिन्दी"),
    *(("日本語テキスト", part) for part in ("日本", "本語テ")),
    ("ภาษาไทย", "ไทย"), ("한국어", "한국"), ("公司。他们", "他们"),
]  # fmt: skip


@pytest.mark.parametrize(("whole", "part"), PARTS)
def test_an_indicator_is_found_by_its_parts(whole: str, part: str) -> None:
    assert marked(part, f"before {whole} after")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("CVE-2021", "CVE-2021-44228"),
        ("2021-44228", "CVE 2021 44228"),
        ("id_rsa", "~/.ssh/id_rsa"),
        ("log4j-core", "log4j-core-2.14.1.jar"),
        ("HKEY_LOCAL_MACHINE", "HKLM\\Software\\Evil"),
        ("save_settings", "/admin.php?action=save_settings"),
    ],
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
