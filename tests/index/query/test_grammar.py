"""The whole query language as a table: what is typed, and what it means."""

from datetime import UTC, date, datetime

import pytest

from index.query import parse, write
from index.query.nodes import (
    And,
    Boost,
    Dates,
    Everything,
    Fuzzy,
    Network,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Subdomains,
    Value,
    Wildcard,
    Word,
)

TODAY = date(2022, 4, 10)
A, B, C, D = Word("a"), Word("b"), Word("c"), Word("d")


def instant(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def ref(word: str, value: str) -> Or:
    return Or((Word(word), Value("ref", value)))


WORDS: dict[str, Node] = {
    "": Everything(),
    "  \t\n": Everything(),
    "*": Everything(),
    "virus": Word("virus"),
    "VIRUS": Word("virus"),
    "a b": And((A, B)),
    "a AND b": And((A, B)),
    "a && b": And((A, B)),
    "a&&b": And((A, B)),
    "a and b": And((A, Word("and"), B)),
    "a OR b": Or((A, B)),
    "a | b": Or((A, B)),
    "a|b||c": Or((A, B, C)),
    "| a | b |": And((A, B)),
    "a | b\n  | c | d |": Or((A, And((B, C, D)))),
    "a or not b": And((A, Word("or"), Word("not"), B)),
    "-a": Not(A),
    "!a": Not(A),
    "NOT a": Not(A),
    "NOT NOT a": A,
    "NOT -a": A,
    "NOT (NOT a)": A,
    "NOT (a^2)": Not(A),
    "a -b": And((A, Not(B))),
    "a - b": And((A, B)),
    "a 10:09:01 -0300": And((A, Word("10:09:01"), Word("0300"))),
    "a 10:09 -03:00 -b": And((A, Word("10:09"), Word("03:00"), Not(B))),
    "a -0300": And((A, Not(Word("0300")))),
    "-a -b": And((Not(A), Not(B))),
    "--verbose": Word("verbose"),
    "a -> b": And((A, B)),
    "a->b c": And((Word("a->b"), C)),
    "(a)->b": And((A, B)),
    "(-a | -b)": Or((Not(A), Not(B))),
    "a&&-b": And((A, Not(B))),
    "• a": A,
    "+a +b": And((A, B)),
    "a b OR c d": Or((And((A, B)), And((C, D)))),
    "a (b OR c) d": And((A, Or((B, C)), D)),
    "(a (b) ((c)))": And((A, B, C)),
    "NOT (a OR b)": Not(Or((A, B))),
    "-(a b)": Not(And((A, B))),
    "a^3": Boost(A, 3.0),
    "(a b)^0.5 c": And((Boost(And((A, B)), 0.5), C)),
    "(a^2)^3": Boost(A, 6.0),
    "a^1": A,
    "-a^2": Not(A),
    "what is mimail?": And((Word("what"), Word("is"), Word("mimail"))),
    "Hello, world!": And((Word("hello"), Word("world"))),
    "AT&T": Word("at&t"),
    "C++ C#": And((Word("c++"), Word("c#"))),
    "end-user": Word("end-user"),
    "users’": Word("users"),
    "[a to z]": And((A, Word("to"), Word("z"))),
    "ANDROID ORACLE NOTE": And((Word("android"), Word("oracle"), Word("note"))),
}
PHRASES: dict[str, Node] = {
    '"a b"': Phrase("a b"),
    '"A  B"': Phrase("a b"),
    "“a b”": Phrase("a b"),
    "«a b»": Phrase("a b"),
    "„a b“": Phrase("a b"),
    '"a b"~3': Phrase("a b", slop=3),
    '"a b"^2': Boost(Phrase("a b"), 2.0),
    '"a b"~3^2': Boost(Phrase("a b", slop=3), 2.0),
    '-"a b"': Not(Phrase("a b")),
    '"a OR (b)"': Phrase("a or (b)"),
    'a"b"c': And((A, Phrase("b"), C)),
}
WILDCARDS: dict[str, Node] = {
    "zomb*": Prefix("zomb"),
    "ZOMB*": Prefix("zomb"),
    "Café*": Prefix("cafe"),
    "zomb**": Prefix("zomb"),
    "title:zomb*": Prefix("zomb", "title"),
    "zomb*^2": Boost(Prefix("zomb"), 2.0),
    "z?mb*e": Wildcard("z?mb*e"),
    "*a*": Wildcard("*a*"),
    "?ack": Wildcard("?ack"),
    "-?ack": Not(Wildcard("?ack")),
    "<?xml": Word("xml"),
    "中": Wildcard("*中*"),
    "title:中": Wildcard("*中*", "title"),
    "中文": Word("中文"),
    "mimial~": Fuzzy("mimial", 1),
    "mimial~1": Fuzzy("mimial", 1),
    "mimial~2": Fuzzy("mimial", 2),
    "mimial~0": Word("mimial"),
    "title:mimial~2^3": Boost(Fuzzy("mimial", 2, "title"), 3.0),
    "hxxp://www[.]example.org/a*": Prefix("www.example.org/a"),
    "C:\\Win*": Prefix("c:/win"),
    "C:\\Win*\\evil.exe": Wildcard("c:/win*/evil.exe"),
    "/tmp/*.sh": Wildcard("tmp/*.sh"),
    "example.org/~foo/a?b=c": Word("example.org/~foo/a?b=c"),
}
FIELDS: dict[str, Node] = {
    "title:viruses": Word("viruses", "title"),
    "TITLE:viruses": Word("viruses", "title"),
    'body:"a b"': Phrase("a b", "body"),
    "title:(a OR b) c": And((Or((Word("a", "title"), Word("b", "title"))), C)),
    "title:(a body:b)": And((Word("a", "title"), Word("b", "body"))),
    "-title:a": Not(Word("a", "title")),
    "#worm": Value("tag", "worm"),
    "#zero-day": Value("tag", "zero-day"),
    "#230": Word("230"),
    "#0day": Value("tag", "0day"),
    "tag:230": Value("tag", "230"),
    "tag:*": Value("tag", "", prefix=True),
    "cve:*": Value("cve", "", prefix=True),
    "-lang:*": Not(Value("lang", "", prefix=True)),
    "tag:worm": Value("tag", "worm"),
    'tag:"Zero  Day"': Value("tag", "zero-day"),
    "tag:(worm OR virus)": Or((Value("tag", "worm"), Value("tag", "virus"))),
    "tag:zomb*": Value("tag", "zomb", prefix=True),
    'tag:"zero d"*': Value("tag", "zero-d", prefix=True),
    "tag:worm^2": Boost(Value("tag", "worm"), 2.0),
    "-#worm": Not(Value("tag", "worm")),
    "category:Report": Value("category", "report"),
    "kind:STATEMENT": Value("kind", "statement"),
    "source:Example-News": Value("source", "example-news"),
    "lang:pt-BR": Value("lang", "pt-br"),
    "ref:s010": Value("ref", "S010"),
    "ref:10": Value("ref", "S010"),
    "S010": ref("s010", "S010"),
    "s10": ref("s10", "S010"),
    "S10": ref("s10", "S010"),
    "-S010": Not(ref("s010", "S010")),
    "S010^2": Boost(ref("s010", "S010"), 2.0),
    "10": Word("10"),
    "title:s10": Word("s10", "title"),
    "cve:cve-2021-44228": Value("cve", "CVE-2021-44228"),
    "cve:2021-44228": Value("cve", "CVE-2021-44228"),
    'cve:"CVE 2021 44228"': Value("cve", "CVE-2021-44228"),
    "cve:CVE-2021-*": Value("cve", "CVE-2021-", prefix=True),
    "cve:2021": Value("cve", "CVE-2021-", prefix=True),
    "cve:2021*": Value("cve", "CVE-2021-", prefix=True),
    "cve:CVE-2021-": Value("cve", "CVE-2021-", prefix=True),
    "cve:2021-44*": Value("cve", "CVE-2021-44", prefix=True),
    "url:http://example.org/*": Value("url", "example.org/", prefix=True),
    "url:http://example.org/a*": Value("url", "example.org/a", prefix=True),
    "ip:192[.]0[.]2[.]1": Value("ip", "192.0.2.1"),
    "ip:2001:0DB8::0:1": Value("ip", "2001:db8::1"),
    "ip:10.0.0.0/8": Network("10.0.0.0/8"),
    "ip:10.1.2.3/8": Network("10.0.0.0/8"),
    "ip:10.1.*": Network("10.1.0.0/16"),
    "ip:2001:DB8::/32": Network("2001:db8::/32"),
    "domain:WWW[.]Example[.]org": Value("domain", "www.example.org"),
    "domain:bücher.example": Value("domain", "xn--bcher-kva.example"),
    "domain:*.example.com": Subdomains("example.com"),
    "domain:.Example.com": Subdomains("example.com"),
    "domain:exam*": Value("domain", "exam", prefix=True),
    "url:hxxp://www[.]example[.]org/a/": Value("url", "www.example.org/a"),
    "email:Billing[at]example[.]org": Value("email", "billing@example.org"),
    "hash:D41D8CD98F00B204E9800998ECF8427E": Value("hash", "d41d8cd98f00b204e9800998ecf8427e"),
    "md5:d41d8cd98f00b204e9800998ecf8427e": Value("hash", "d41d8cd98f00b204e9800998ecf8427e"),
    "md5:*": Value("md5", "", prefix=True),
    "sha1:DA39*": Value("sha1", "da39", prefix=True),
    "ipv4:192.0.2.1": Value("ip", "192.0.2.1"),
    "cidr:192.0.2.0/24": Network("192.0.2.0/24"),
    "attack:t1566.001": Value("attack", "T1566.001"),
    "asn:64496": Value("asn", "AS64496"),
}
NO_FIELDS: dict[str, Node] = {
    "hxxp://www.example[.]org": Word("http://www.example.org"),
    "http://www.example.org/a?b=c": Word("http://www.example.org/a?b=c"),
    "http://example.org/a_(b)": Word("http://example.org/a_(b)"),
    "(http://example.org/a)": Word("http://example.org/a"),
    "(example.org/a)": Word("example.org/a"),
    "example.org/a_(b)": Word("example.org/a_(b)"),
    "example.org/a|b": Or((Word("example.org/a"), B)),
    "http://example.org/?q=dGVzdA==, a": And((Word("http://example.org/?q=dgvzda=="), A)),
    "2001:db8::1": Word("2001:db8::1"),
    "example.org:8080": Word("example.org:8080"),
    "localhost:8080": Word("localhost:8080"),
    "C:\\Windows\\evil.exe": Word("c:\\windows\\evil.exe"),
    "billing(at)example(dot)org": Word("billing@example.org"),
    "a(dot)b": Word("a.b"),
    "192.0.2.0/24": Or((Word("192.0.2.0/24"), Network("192.0.2.0/24"))),
    "192.0.2.17/24": Or((Word("192.0.2.17/24"), Network("192.0.2.0/24"))),
    "-2001[:]db8::/32": Not(Or((Word("2001:db8::/32"), Network("2001:db8::/32")))),
    "1.2/3": Word("1.2/3"),
    "CVE 2021 44228": Word("cve-2021-44228"),
    "h**p://example.org": Word("http://example.org"),
}
DATES: dict[str, Node] = {
    "published:2003": Dates("published", instant(2003), instant(2004)),
    "published:2003-11": Dates("published", instant(2003, 11), instant(2003, 12)),
    "published:2003-12": Dates("published", instant(2003, 12), instant(2004)),
    "updated:2022-04-10": Dates("updated", instant(2022, 4, 10), instant(2022, 4, 11)),
    "updated:2022/4/10": Dates("updated", instant(2022, 4, 10), instant(2022, 4, 11)),
    "updated:20220410": Dates("updated", instant(2022, 4, 10), instant(2022, 4, 11)),
    "updated:2022-04-10T12:30:00Z": Dates("updated", instant(2022, 4, 10), instant(2022, 4, 11)),
    'updated:"2022-04-10"': Dates("updated", instant(2022, 4, 10), instant(2022, 4, 11)),
    "seen:today": Dates("seen", instant(2022, 4, 10), instant(2022, 4, 11)),
    "seen:yesterday": Dates("seen", instant(2022, 4, 9), instant(2022, 4, 10)),
    "seen:7d": Dates("seen", instant(2022, 4, 3), instant(2022, 4, 11)),
    "date:>=1w": Dates("date", instant(2022, 4, 3)),
    "updated:[2003 TO 2004]": Dates("updated", instant(2003), instant(2005)),
    "updated:[2003 to 2004-02]": Dates("updated", instant(2003), instant(2004, 3)),
    "updated:{2002 TO 2004}": Dates("updated", instant(2003), instant(2004)),
    "updated:[2003 TO 2004}": Dates("updated", instant(2003), instant(2004)),
    "updated:[* TO 2004]": Dates("updated", None, instant(2005)),
    "updated:[2003 TO *]": Dates("updated", instant(2003)),
    "updated:[* TO *]": Dates("updated"),
    "updated:*": Dates("updated"),
    "updated:2003..2004": Dates("updated", instant(2003), instant(2005)),
    "updated:2003..": Dates("updated", instant(2003)),
    "updated:..2004": Dates("updated", None, instant(2005)),
    "updated:>2003": Dates("updated", instant(2004)),
    "updated:>=2003": Dates("updated", instant(2003)),
    "updated:<2003": Dates("updated", None, instant(2003)),
    "updated:<=2003": Dates("updated", None, instant(2004)),
    "updated:9999-12-31": Dates("updated", instant(9999, 12, 31)),
    "updated:9999": Dates("updated", instant(9999)),
    "after:2004-01": Dates("date", instant(2004)),
    "before:2004": Dates("date", None, instant(2004)),
    "-published:2003": Not(Dates("published", instant(2003), instant(2004))),
    "published:(2003 OR 2005)": Or(
        (Dates("published", instant(2003), instant(2004)), Dates("published", instant(2005), instant(2006)))
    ),
}
UNDERSTOOD = WORDS | PHRASES | WILDCARDS | FIELDS | NO_FIELDS | DATES


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_what_is_typed_is_understood_without_a_word(typed: str) -> None:
    query = parse(typed, TODAY)
    assert query.node == UNDERSTOOD[typed]
    assert query.notes == ()
    assert query.repaired == typed


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_every_tree_can_be_written_and_read_again(typed: str) -> None:
    assert parse(write(UNDERSTOOD[typed]), TODAY).node == UNDERSTOOD[typed]


def test_a_repeated_word_counts_more_but_not_in_proportion() -> None:
    assert parse("a b a").node == And((Boost(A, 1.41), B))
    assert parse("a OR b OR a OR b").node == Or((Boost(A, 1.41), Boost(B, 1.41)))
    assert parse("tag:worm b tag:worm").node == And((Value("tag", "worm"), B))
