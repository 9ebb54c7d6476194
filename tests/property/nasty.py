"""Nasty queries: strings that break parsers, as a corpus and as a generator that mixes them."""

import random
import sys
import unicodedata
from collections.abc import Iterator

# Pieces of the grammar, whole and broken, and things that look like grammar but are not.
FRAGMENTS = (
    *("AND", "OR", "NOT", "and", "or", "not", "&&", "||", "|", "&", "-", "--", "!", "!!", "+", "TO", "to"),
    *("(", ")", "((", "))", "()", "( )", "[", "]", "{", "}", "<", ">", '"', '""', '"""', "'", "“", "”", "«", "„"),
    *("*", "**", "?", "??", "*?*", "~", "~~", "~2", "~999", "^", "^^", "^2", "^0", "^999999", "^0.000001", "^-1", "^x"),
    *(":", "::", "title:", "body:", "tag:", "#", "##", "#worm", "category:", "kind:", "source:", "ref:", "lang:"),
    *("cve:", "ip:", "domain:", "url:", "hash:", "email:", "attack:", "asn:", "md5:", "foo:", "TITLE:", "title:title:"),
    *(
        "published:",
        "updated:",
        "seen:",
        "date:",
        "after:",
        "before:",
        "published:>",
        "updated:[",
        "updated:{",
        "[* TO *]",
    ),
    *(
        "2003",
        "2003-11",
        "2003-11-01",
        "2003-02-30",
        "0000",
        "9999",
        "9999-12-31",
        "2003..2004",
        "..",
        "99999d",
        "today",
    ),
    *(
        "[2003 TO 2004]",
        "{2003 TO 2004}",
        "[2004 TO 2003]",
        "[a TO z]",
        "[* TO 2004]",
        "[2003 TO",
        ">2003",
        "<=2003-11",
    ),
    *("worm", "viruses", "W32.Mimail.E", "foo.exe", "S010", "s10", "10", "C++", ".NET", "users'", "AT&T", "end-user"),
    *("1.2.3.4", "999.1.1.1", "10.0.0.0/8", "10.0.*", "2001:db8::1", "::", "::1", "1:2:3:4:5:6:7:8", "*.example.com"),
    *(
        "hxxp://www[.]example[.]org",
        "h**p://",
        "http://",
        "a[.]b",
        "(dot)",
        "[dot]",
        "[[.]]",
        "[at]",
        "(@)",
        "[:]//",
        "[/]",
    ),
    *(
        "CVE-2021-44228",
        "CVE 2021 44228",
        "cve",
        "a@b",
        "@",
        "@@",
        "a@b@c",
        "C:\\a\\b.exe",
        "\\\\",
        "/",
        "//",
        "/etc/passwd",
    ),
    *(
        "zomb*",
        "*a*",
        "z?mb*e",
        "x~5",
        "mimial~2",
        "worm^3",
        '"a b"~3',
        '"a b"*',
        "a.b.c.d.e.f.g.h.i.j",
        "a-b-c-d",
        "a_b",
    ),
    *(
        "\u200b",
        "\xad",
        "\u2060",
        "\ufeff",
        "\u202e",
        "\u200f",
        "\x00",
        "\x02",
        "\x1f",
        "\x7f",
        "\x85",
        "\ud800",
        "\udfff",
    ),
    *(
        "\u0301",
        "é",
        "e\u0301",
        "ß",
        "İ",
        "ﬀ",
        "Ǆ",
        "ſ",
        "ｆｕｌｌ",
        "中文",
        "日本語テキスト",
        "한국어",
        "ไทย",
        "हिन्दी",
        "עברית",
    ),
    *(
        "العربية",
        "ᄒᆞᆫ",
        "bücher.example",
        "xn--bcher-kva.example",
        "xn--",
        "xn--a",
        "例え.テスト",
        "😀",
        "👩‍👩‍👧",
        "𝔘𝔫𝔦",
        "¼",
        "②",
    ),
    *(
        "‐",
        "–",
        "—",
        "−",
        "。",
        "．",
        "：",
        "／",
        "＊",
        "（",
        "）",
        "＂",
        "￾",
        "\U0010ffff",
        "\t",
        "\n",
        "\u2028",
        "\xa0",
        "  ",
    ),
    *("%00", "%s", "{0}", "${x}", "<script>", "';--", "\\u0000", "NaN", "None", "null", "-0", "1e999", "0x10"),
)

WHOLE = (
    "NOT NOT NOT", "[a to z]", "*a*", "x~5", "(" * 10_000, ")" * 10_000, "(" * 500 + "a" + ")" * 500,
    '"' * 999, "-" * 999,
    "*" * 999, "?" * 999, "~" * 999, "^" * 999, "a " * 5_000, "a OR " * 999, "NOT " * 999, "-a " * 999,
    "a" * 100_000,
    "a." * 5_000, "a-" * 5_000, "1." * 5_000, "a@" * 5_000, "a:" * 5_000, "title:" * 999, "::" * 999,
    "http://" * 999,
    "[.]" * 999, "a[.]" * 999, "[" * 999 + "." + "]" * 999, "a" + "[" * 9 + ".]" * 9 + "b",
    "e" + "\u0301" * 5_000, "\u0301\u0327" * 999,
    "ᄀ" * 999, "中" * 5_000, "ﷺ" * 999, "/" * 999, "\\" * 999, "a/" * 999, "'" * 999, "x'" * 999, "%" * 999,
    ".:" * 999,
    "published:[" * 99, "published:[* TO *]" * 99, "ip:" + "1." * 999, "#" * 999, "#a" * 999, "a^9" * 99,
    "a~9" * 99, " " * 9_999,
    "\u200b" * 9_999, "a\u200b" * 999, "xn--" + "9" * 60 + ".com", "xn--" * 500, "1,000" * 999, "v1" * 999,
    "cve-" * 999, "&" * 999,
)  # fmt: skip


def nasty_strings(seed: int, count: int) -> Iterator[str]:
    """count strings, the same for the same seed: the corpus, every class of Unicode, then mixtures of fragments."""
    chance = random.Random(seed)
    known = [*WHOLE, *FRAGMENTS, *_of_every_class()]
    for i in range(count):
        yield known[i] if i < len(known) else _mixture(chance)


def _mixture(chance: random.Random) -> str:
    glue = chance.choice(("", "", " ", " ", " ", "  "))
    parts = chance.choices(FRAGMENTS, k=chance.randint(1, 12))
    if chance.random() < 0.2:
        parts.append(chr(chance.randrange(sys.maxunicode + 1)))
    text = glue.join(parts)
    if chance.random() < 0.2:
        letters = list(text)
        chance.shuffle(letters)
        text = "".join(letters)
    return text if chance.random() < 0.9 else text[chance.randrange(len(text) + 1) :]


def _of_every_class() -> list[str]:
    """For each general category of Unicode its first characters, alone and inside a word, a phrase and a value."""
    seen: dict[str, list[str]] = {}
    for code in range(sys.maxunicode + 1):
        found = seen.setdefault(unicodedata.category(chr(code)), [])
        if len(found) < 3:
            found.append(chr(code))
    letters = [letter for found in seen.values() for letter in found]
    return [text for letter in letters for text in (letter, f"a{letter}b", f'"{letter}" {letter}x*', f"tag:{letter}")]
