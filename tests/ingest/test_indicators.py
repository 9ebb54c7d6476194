"""What counts as an indicator, where it stands, and that no text makes the search slow."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.indicators import MOST, find
from tests.bench.indicators_against_misp import SHA256, SHAPES, filed, measure, ours, plain, theirs, warned_of
from tests.shared import shared

TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"

FOUND = [
    ("The host evil.example answers", [("domain", "evil.example")]),
    ("The host EVIL.EXAMPLE.ORG answers", [("domain", "evil.example.org")]),
    ("evil[.]example.org, bad(dot)example.net and ugly [dot] example.com",
     [("domain", "evil.example.org"), ("domain", "bad.example.net"), ("domain", "ugly.example.com")]),
    ("evil[.example.org", [("domain", "evil.example.org")]),
    (r"evil\.example\.org", [("domain", "evil.example.org")]),
    ("*.evil.example.org", [("domain", "evil.example.org")]),
    ("exämple.org", [("domain", "xn--exmple-cua.org")]),
    ("\u8bf7\u770bexample.org\u3002", [("domain", "example.org")]),
    ("ｅｖｉｌ．example．org", [("domain", "evil.example.org")]),
    ("evil\u200b.exam\u00adple.org", [("domain", "evil.example.org")]),
    ("hxxp://Evil[.]example[.]org/Drop.php?id=1.",
     [("url", "http://evil.example.org/Drop.php?id=1"), ("domain", "evil.example.org")]),
    ("hXXps[:]//evil.example.org", [("url", "https://evil.example.org"), ("domain", "evil.example.org")]),
    ("(see http://example.org/a_(b), there)", [("url", "http://example.org/a_(b)"), ("domain", "example.org")]),
    ("http://example.org/notes[the notes]", [("url", "http://example.org/notes"), ("domain", "example.org")]),
    ("++http://example.org/x++", [("url", "http://example.org/x"), ("domain", "example.org")]),
    ("http://user@example.org:8080/", [("url", "http://user@example.org:8080/"), ("domain", "example.org")]),
    ("http://192.0.2[.]7:8000", [("url", "http://192.0.2.7:8000"), ("ipv4", "192.0.2.7")]),
    ("http://[2001:DB8::1]/x", [("url", "http://[2001:db8::1]/x"), ("ipv6", "2001:db8::1")]),
    ("example.org/wp-content/gate.php", [("url", "example.org/wp-content/gate.php"), ("domain", "example.org")]),
    ("192.0.2.7/gate.php", [("url", "192.0.2.7/gate.php"), ("ipv4", "192.0.2.7")]),
    ("billing[at]example[.]org", [("email", "billing@example.org"), ("domain", "example.org")]),
    ("<Big.Boss@Example.org>", [("email", "big.boss@example.org"), ("domain", "example.org")]),
    ("192[.]0[.]2[.]1 and 192.0.2.2:443.", [("ipv4", "192.0.2.1"), ("ipv4", "192.0.2.2")]),
    ("Server 8.8.8.8, host 4.0.9.3, Player 4[.]0[.]9[.]3",
     [("ipv4", "8.8.8.8"), ("ipv4", "4.0.9.3")]),
    ("10.0.0.0/8", [("cidr", "10.0.0.0/8")]),
    ("192.0.2.77/24", [("cidr", "192.0.2.0/24")]),
    ("2001:DB8::/32 and 2001:db8:0:0::7", [("cidr", "2001:db8::/32"), ("ipv6", "2001:db8::7")]),
    (f"SHA256 {SHA256.upper()}", [("sha256", SHA256)]),
    (SHA256[:32], [("md5", SHA256[:32])]),
    (SHA256[:40], [("sha1", SHA256[:40])]),
    (SHA256 * 2, [("sha512", SHA256 * 2)]),
    (f"de\ufb00{SHA256[:28]}", [("md5", f"deff{SHA256[:28]}")]),
    (f"https://scan.example.org/file/{SHA256}",
     [("url", f"https://scan.example.org/file/{SHA256}"), ("domain", "scan.example.org"), ("sha256", SHA256)]),
    ("cve-2021-44228, CVE 2014-0160", [("cve", "CVE-2021-44228"), ("cve", "CVE-2014-0160")]),
    ("T1566.001 (TA0001), M1036", [("attack", "T1566.001"), ("attack", "TA0001"), ("attack", "M1036")]),
    ("- attack.t1059.001\n- attack.execution", [("attack", "T1059.001")]),
    ("AS64496, ASN 64497, AS 064498", [("asn", "AS64496"), ("asn", "AS64497"), ("asn", "AS64498")]),
    ("lib.rs.example.org", [("domain", "lib.rs.example.org")]),
    ("evil[.]zip", [("domain", "evil.zip")]),
    ("invoice.zip, run.py, setup.sh and libfoo.so",
     [("file", "invoice.zip"), ("file", "run.py"), ("file", "setup.sh"), ("file", "libfoo.so")]),
    (r"C:\Users\x\Invoice(1).PDF.exe", [("file", "invoice(1).pdf.exe")]),
    ("http://example.org/a.exe", [("url", "http://example.org/a.exe"), ("domain", "example.org")]),
    (r"HKEY_LOCAL_MACHINE\Software\Windows NT\Run and C:\x", [("registry", r"HKLM\software\windows nt\run")]),
    (r"HKCU\\Software\\A.", [("registry", r"HKCU\software\a")]),
    (r"HKLM\Software\Run\A and HKEY_CURRENT_USER\Software\B", [("registry", r"HKLM\software\run\a"),
                                                                ("registry", r"HKCU\software\b")]),
    ("Message-ID: <20240102.7@mta.example.org>", [("domain", "mta.example.org")]),
    ("Content-ID: <part.1@mta.example.org>", [("domain", "mta.example.org")]),
    ("References: <a.1@one.example> <b.2@two.example>", [("domain", "one.example"), ("domain", "two.example")]),
    ("References:\njoe@example.org", [("email", "joe@example.org"), ("domain", "example.org")]),
    ("<0042$77$@mta.example.org> From: <joe@example.org>", [("email", "joe@example.org"), ("domain", "example.org")]),
    ("com.agent.plist, Notice.hwp and libx.dylib",
     [("file", "com.agent.plist"), ("file", "notice.hwp"), ("file", "libx.dylib")]),
    ("com[.]vendor[.]io, com-vendor.example.io and http://org.vendor.io",
     [("domain", "com.vendor.io"), ("domain", "com-vendor.example.io"), ("url", "http://org.vendor.io"),
      ("domain", "org.vendor.io")]),
    ("?u=https%3A%2F%2Fevil.example.org%2Fa, %2f%2fc2.example.org/x, 10%facebook.example",
     [("domain", "evil.example.org"), ("url", "c2.example.org/x"), ("domain", "c2.example.org"),
      ("domain", "facebook.example")]),
    (f"回连192.0.2.7和2001:db8::7，样本{SHA256[:32]}联系joe@example.org，漏洞CVE-2021-44228的",
     [("ipv4", "192.0.2.7"), ("ipv6", "2001:db8::7"), ("md5", SHA256[:32]), ("email", "joe@example.org"),
      ("domain", "example.org"), ("cve", "CVE-2021-44228")]),
    ("\u0430\u0440\u0440\u04cf\u0435.com", [("domain", "xn--80ak6aa92e.com")]),
    ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", [("bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")]),
    ("BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ", [("bitcoin", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq")]),
    ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", [("ethereum", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]),
    (f"{TRON}, rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", [("tron", TRON), ("ripple", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh")]),
]  # fmt: skip

NONE = [
    "README.md and src/lib.rs", "org.vendor.commons.io and com.vendor.app.net",
    "setup.py, readme.txt and Node.js", "HKLM alone", "Win32/Agent.bt",
    "W32.Mimail.E and Trojan.Agent.Bt", "System.Net.Sockets", "ASP.NET", "file.open(path)", "$config.name",
    "and so on.The next", "e.g. this", "example", "co.uk", "a..org", f"{'a' * 64}.org", ".exe",
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp",
    "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", f"0x{'0' * 40}", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTi",
    "version 1.2.3.4", "v1.2.3.4", "versions 1.2.3.4, 1.2.3.5 and 1.2.3.6", "Chrome/120.0.0.0", "build 10.0.0.1",
    "hxxp://94.154.43.XXX:8080/x and 10.20.xxx.xxx",
    "fixed in 2.15.0.1", "upgrade to at least 2.15.0.1", "Gate OS 7.22.20.10 or above", "section 12.2.30.4",
    f"JA3: {SHA256[:32]}", f"ja3s hash {SHA256[:32]}",
    "Media Player 3.2.0.1", "1.2.3.4.5", "256.1.1.1", "127.0.0.1 and 0.0.0.0 and ::1 and ::",
    "mask 255.255.255.0", "std::vector a::b 12:30:45",
    "0" * 32, "68532317328035381607276587242500", SHA256[:33], f"imphash: {SHA256[:32]}", f"https://[::]/commit/{SHA256[:40]}",
    "CVE-2021-1", "T1000000 T2000 TA505 AT1059", "as 2019 ASX12 AS99999999999", "http://", "http://localhost/x",
    "@example", "a list (see [1] . Then)",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_an_indicator_is_found_in_its_normal_form(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.type, one.value) for one in find(text)] == expected


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_an_indicator_is_none(text: str) -> None:
    assert find(text) == ()


def test_the_spelling_stands_where_it_is_said_to_stand() -> None:
    text = "First\u200b hxxps[:]//a[.]example/x, then b (dot) example.org, then bob [at] c[.]example.net."
    spellings = {one.value: one.spelling for one in find(text)}
    assert spellings == {
        "https://a.example/x": "hxxps[:]//a[.]example/x",
        "a.example": "a[.]example",
        "b.example.org": "b (dot) example.org",
        "bob@c.example.net": "bob [at] c[.]example.net",
        "c.example.net": "c[.]example.net",
    }
    assert all(text[one.start : one.end] == one.spelling for one in find(text))


def test_indicators_come_in_the_order_of_the_text_each_once_at_its_first_place() -> None:
    found = find("192.0.2.9 b.example a.example 192.0.2.9 B[.]example")
    assert [(one.value, one.start) for one in found] == [("192.0.2.9", 0), ("b.example", 10), ("a.example", 20)]


def test_no_more_than_a_bounded_number_is_given_and_they_are_the_first() -> None:
    found = find(" ".join(f"h{n}.example" for n in range(MOST + 50)))
    assert [found[0].value, found[-1].value, len(found)] == ["h0.example", f"h{MOST - 1}.example", MOST]


@given(st.text(alphabet=st.sampled_from("ab1.:/[]()@-_ \n\u200b\ufb00éＡ。hxtpdo"), max_size=120))
@settings(max_examples=400, deadline=None)
def test_any_text_is_searched_without_error_and_places_hold(text: str) -> None:
    for one in find(text):
        assert text[one.start : one.end] == one.spelling


HOSTILE = [
    "a.", "a-", "1.2.3.4.", "1.2.3.4 ", "version 1.2.3.4 ", " ", "\n", "[.]", " ( ", "http://", "http://a@", "a@a.",
    "a.example/", "http://a.example/(", "(" * 900 + ")" * 900 + " ", "f:", "::", "f", "\ufdfa", "\uff41\uff0e",
    "-dot-a", "a.com(", "CVE-", "\\.", "äb.com ", "HKLM\\a a\\", "a.exe", "bc1q", "1A", "against the ", "sources\n",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee ", "message-id: <a@b.example>", "references <",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=lambda piece: repr(piece[:12]))
def test_time_grows_with_the_length_of_a_hostile_text_and_no_faster(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (12_000, 96_000))
    find(piece)  # the suffix list is read once
    assert _seconds(long) < 16 * _seconds(short) + 1


def _seconds(text: str) -> float:
    best = 9.9
    for _ in range(2):
        begun = time.process_time()
        find(text)
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_text_of_any_shape_does_not_hang(shape: str) -> None:
    begun = time.process_time()
    find(SHAPES[shape] * (100_000 // len(SHAPES[shape])))
    assert time.process_time() - begun < 10


def test_no_filed_indicator_of_real_reports_is_missed_and_fewer_others_are_given_than_by_ioc_finder() -> None:
    folder: Path = shared("corpus", "ioc-eset-misp")
    reports = [(report.read_text(encoding="utf-8"), filed(report.parent)) for report in folder.glob("*/*.adoc")]
    for text, values in reports:
        assert {value for value in values if value in plain(text)} <= ours(text)
    assert measure(reports, warned_of).recall > 0.985
    assert measure(reports, ours).precision > measure(reports, theirs).precision
