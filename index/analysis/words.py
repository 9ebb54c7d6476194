"""Words: their letters in any script, their English stems, and bigrams where a script puts no space between words."""

import re
import threading
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import Stemmer

from index.analysis.characters import MARKS, without_accents
from index.analysis.tokens import LONGEST

# Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer: letters and marks of scripts that part words by sense.
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u1049\u1050-\u109d\u1780-\u17d3\u2e80-\u2fd5\u3005-\u3007"
    "\u3021-\u3029\u3031-\u3035\u303b\u303c\u3041-\u3096\u3099-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\U0001b000-\U0001b2ff\U00020000-\U0003ffff"
)
# Letters and digits, and the marks without which words of these scripts fall apart (\w leaves marks out).
LETTER = (
    rf"[^\W_]|[{MARKS}\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0711"
    r"\u0730-\u074a\u07a6-\u07b0\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u0f18-\u0f3e\u0f71-\u0fbc\u1000-\u109f"
    r"\u1780-\u17d3\u1a17-\u1a7f\u1b00-\u1b44\u3099\u309a]"
)
WORD = rf"(?:{LETTER})+"

_RUNS = re.compile(rf"[{UNSPACED}]+|(?:(?![{UNSPACED}])(?:{LETTER}))+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_ALL_UNSPACED = re.compile(f"[{UNSPACED}]+")
_BORDER = re.compile(f"(?<=[{UNSPACED}])(?=[a-z0-9])|(?<=[a-z0-9])(?=[{UNSPACED}])")
_STEMMED = re.compile(r"[a-z][a-z']{2,29}")  # English words; what carries digits or other letters has no English stem
_STEMMERS = threading.local()  # a Snowball stemmer keeps the word it works on in itself


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """The English stem of a folded word (Porter 2), or the word itself where it cannot be English."""
    if not _STEMMED.fullmatch(word):
        return word
    stemmer = getattr(_STEMMERS, "english", None)
    if stemmer is None:
        stemmer = _STEMMERS.english = Stemmer.Stemmer(
            "english", 0
        )  # which would remember words too, and sort them each time to forget some
    return str(stemmer.stemWord(word))


def surface(word: str) -> str:
    """A folded word as it is kept unstemmed: without accents, without a possessive, not over the longest term."""
    if len(word) < 3 and not word.isascii() and _UNSPACED.match(word):
        return word  # a bigram: nothing in it to take off
    word = without_accents(word[:LONGEST]).strip("'")
    if word.endswith("'s"):
        word = word[:-2]
    return word[:LONGEST]


def scripts_apart(text: str) -> list[tuple[str, int]]:
    """A folded text parted where an unspaced script meets other letters, with where each part begins: 访问 | evil.com.

    A path or URL has names in any script: of it only what stands before or behind is parted.
    """
    at = [0, *(border.start() for border in _BORDER.finditer(text)), len(text)]
    if "/" in text or "\\" in text:
        before = at[1] if _ALL_UNSPACED.fullmatch(text, 0, at[1]) else 0
        behind = at[-2] if _ALL_UNSPACED.fullmatch(text, at[-2]) else len(text)
        at = [0, before, behind, len(text)]
    return [(text[begin:end], begin) for begin, end in pairwise(at) if begin < end]


def is_unspaced(text: str) -> bool:
    """Whether any of it is in a script that puts no space between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def runs(word: str, start: int) -> Iterator[tuple[str, int, int]]:
    """The words in a run of letters, with their spans: bigrams of an unspaced script, others whole."""
    if word.isascii():
        yield word, start, start + len(word)
        return
    for found in _RUNS.finditer(word):
        run, at = found.group(), start + found.start()
        if len(run) < 3 or not _UNSPACED.match(run):
            yield run, at, at + len(run)
        else:
            for i in range(len(run) - 1):
                yield run[i : i + 2], at + i, at + i + 2
