"""One form for every character: width, ligatures, case, hyphens, quotes and invisible characters."""

import re
import unicodedata
from functools import lru_cache

# Characters that never show, or only steer how others do: ignorable ones of Unicode (DerivedCoreProperties,
# Default_Ignorable_Code_Point), and U+0002 and U+FFFE, which PDF texts carry where a line ended in a hyphen.
INVISIBLE = (
    "\x02\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
FOOTNOTES = "\xb2\xb3\xb9\u2070\u2074-\u2079"  # raised digits: they point elsewhere and are no part of the name before
HYPHENS = (
    "\u058a\u05be\u1400\u1806\u2010-\u2013\u2027\u2043\u207b\u208b\u2212\u2e17\u2e1a\u2e40\u301c\u3030\u30a0"
    "\ufe32\ufe63\uff0d"
)
DASHES = "\u2014\u2015\u2e3a\u2e3b\ufe31\ufe58"  # these part what they stand between, unless digits follow
APOSTROPHES = "\u02b9\u02bc\u02c8\u2018\u2019\u201a\u201b\u2032\u2035\u275b\u275c\ua78c\uff07"
QUOTES = "\xab\xbb\u201c-\u201f\u2033\u2036\u275d\u275e\u300c-\u300f\u301d-\u301f\uff02"
DOTS = "\u3002\u2024\ufe52\uff0e\uff61"  # RFC 3490, section 3.1: these part the labels of a name as a full stop does
COLONS = "\u2236\ua789\ufe55\uff1a"
OPENINGS = "\u3010\u3014\u3016\u3018\u301a\u27e6\ufe47\ufe5d"  # of pairs of square brackets
CLOSINGS = "\u3011\u3015\u3017\u3019\u301b\u27e7\ufe48\ufe5e"
SLASHES = "\u2044\u2215\u29f8\uff0f"

LOOSE = "'.:-=+*!?&~^%#@_/\\"  # what may stand at the ends of a piece of text without being part of it

MARKS = "\u0300-\u036f"  # accents that stand for themselves after a letter
ODD = re.compile(
    f"[{INVISIBLE}{FOOTNOTES}{HYPHENS}{DASHES}{APOSTROPHES}{QUOTES}{DOTS}{COLONS}{SLASHES}{OPENINGS}{CLOSINGS}]"
)
CLUSTER = re.compile(
    f"[ -~]+(?![{MARKS}\u0591-\u05bd\u064b-\u0652\u3099\u309a])"  # plain ASCII at once
    "|[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?"  # a Korean syllable in its letters
    f"|.[{MARKS}\u0591-\u05bd\u064b-\u0652\u3099\u309a]{{0,8}}",
    re.DOTALL,
)

_ONE = [
    (re.compile(f"[{INVISIBLE}{FOOTNOTES}]"), ""),
    (re.compile(f"[{HYPHENS}]"), "-"),
    (re.compile(f"[{DASHES}]"), "\u2014"),
    (re.compile(f"[{APOSTROPHES}]"), "'"),
    (re.compile(f"[{QUOTES}]"), '"'),
    (re.compile(f"[{DOTS}]"), "."),
    (re.compile(f"[{COLONS}]"), ":"),
    (re.compile(f"[{SLASHES}]"), "/"),
    (re.compile(f"[{OPENINGS}]"), "["),
    (re.compile(f"[{CLOSINGS}]"), "]"),
]
_LONE = re.compile(f"[{MARKS}\u3099\u309a]*")  # accents without a letter would cling to the one before
_ACCENTS = re.compile(f"[{MARKS}\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u0652\u0670]")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)


@lru_cache(maxsize=65_536)
def one_form(cluster: str, keep_case: bool = False) -> str:
    """A character with its accents in its one form; "" for one that never shows."""
    if cluster.isspace():
        return " " * len(cluster)
    before, text = "", cluster
    while before != text:  # composing and folding case can each make work for the other: at most three rounds
        before = text
        for pattern, plain in _ONE:
            text = pattern.sub(plain, text)
        text = unicodedata.normalize("NFKC", text if keep_case else text.casefold())
        text = text.replace(" ", "")  # NFKC writes a lone accent with a blank before it
    return "" if _LONE.fullmatch(text) else text


def without_accents(word: str) -> str:
    """A word in its one form, without accents: `café` -> `cafe`, `ŁÓDŹ` folded before -> `lodz`."""
    return word if word.isascii() else _without_accents(word)


@lru_cache(maxsize=16_384)
def _without_accents(word: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)
