"""What texts are compared by: runs of words, and the facts that tell one text from another in the same words."""

import re
import unicodedata

LONGEST = 100_000  # characters of a text that are compared
RUN = 3  # words: of a text with one word in ten changed, seven runs in ten are as they were

# Scripts without spaces are read letter by letter, else a whole sentence would be one word.
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(f"[{_UNSPACED}]|[^\\W{_UNSPACED}]+")
_ASCII_WORD = re.compile(r"\w+", re.ASCII)  # the same for most texts, and in half the time
_TOKEN = re.compile(r"[^\W_](?:[\w.:/@+-]*\w)?")
_DIGITS = frozenset("0123456789")
_MARKS = _DIGITS | frozenset("._:/@")
_ENDS = frozenset(".!?:;\"”“'’([•–—|#*-")
_NUMBERED = re.compile(r"\b([A-Z]{3,12})-(\d{2,4}-\d{1,7}(?:-\d{1,3})*)\b")
_DEFANGED = re.compile(r"[\[({](\.|:|@|://|dot|at)[\])}]|hxxp", re.IGNORECASE)
_PLAIN = {"dot": ".", "at": "@"}


def plain(text: str) -> str:
    """The beginning of a text in one spelling of letters, with the usual defanging undone.

    What `index.analysis` does for this is thorough, and takes ten times as long as all the rest here.
    """
    text = text[:LONGEST]
    text = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _DEFANGED.sub(_refanged, text)


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return [word.casefold() for word in _WORD.findall(text)]


def runs(told: list[str]) -> frozenset[str]:
    """Every run of words, each once; a text shorter than one is a run itself."""
    if len(told) < RUN:
        return frozenset((" ".join(told),) if told else ())
    return frozenset(map(" ".join, zip(*(told[at:] for at in range(RUN)), strict=False)))


def passage(text: str, shared: frozenset[str]) -> str:
    """The part of a text from the first to the last place where runs are shared: what stands around it is a frame."""
    found = list(_WORD.finditer(text))
    told = [word[0].casefold() for word in found]
    common = [" ".join(told[at : at + RUN]) in shared for at in range(len(told) - RUN + 1)]
    places = [at for at in range(len(common) - RUN + 1) if all(common[at : at + RUN])]
    return text[found[places[0]].start() : found[places[-1] + 2 * (RUN - 1)].end()] if places else ""


def tokens(text: str) -> frozenset[str]:
    """Words, numbers, addresses and file names, each whole and in lower case."""
    return frozenset(found[0].casefold() for found in _TOKEN.finditer(text))


def facts(text: str) -> frozenset[str]:
    """The tokens that count, address or name: with digits, dots or capitals within, or begun with one in a sentence."""
    return frozenset(found[0].casefold() for found in _TOKEN.finditer(text) if _tells(text, found))


def counted(told: frozenset[str]) -> frozenset[str]:
    """Those of the tokens that have digits."""
    return frozenset(token for token in told if not _DIGITS.isdisjoint(token))


def numbers(text: str) -> dict[str, frozenset[str]]:
    """The numbers that registers gave, by register: `CVE-2021-44228` is `2021-44228` of `CVE`."""
    found: dict[str, frozenset[str]] = {}
    for register, number in _NUMBERED.findall(text):
        found[register] = found.get(register, frozenset()) | {number}
    return found


def _refanged(found: re.Match[str]) -> str:
    inner = found[1]
    return _PLAIN.get(inner.lower(), inner) if inner else "http"


def _tells(text: str, found: re.Match[str]) -> bool:
    token = found[0]
    if not _MARKS.isdisjoint(token) or token[1:] != token[1:].lower():
        return True
    return token[0].isupper() and _inside(text, found.start())


def _inside(text: str, at: int) -> bool:
    """Whether a word stands inside a sentence, so that a capital says that it is a name."""
    return at > 1 and text[at - 1] == " " and text[at - 2] not in _ENDS and not text[at - 2].isspace()
