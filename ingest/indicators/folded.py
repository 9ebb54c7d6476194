"""A text with its defanged notations undone, and the way from each of its characters back to the original."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from ingest.indicators import spelled

Found = tuple[str, str, int, int]  # an indicator's type and value, and where it begins and ends in the folded text

# Brackets of any sort around a sign, with at most two blanks inside and out. Each alternative is of bounded length,
# so a scan is linear. A blank outside counts only when the name goes on behind it: "see [1] (.) Then" is prose.
_OPEN, _SHUT = r"[\[({<]", r"[\])}>]"
_DEFANGED = re.compile(
    rf"""
      (?P<dot>     [ ]?{_OPEN}[ ]?(?:\.|,|dot|punkt|punto)[ ]?{_SHUT}(?:[ ](?=[^\W_]))?
                 | (?<=[\w-])(?:\[\.|\.\]|\\\.|\^\.)(?=[\w\[])
                 | (?<=[^\W_])-dot-(?=[^\W_]) )
    | (?P<spelled> (?<=[^\W_])(?-i:(?:[ ]DOT[ ][a-z0-9][a-z0-9-]{{0,62}}){{1,5}})(?![\w-]) )
    | (?P<at>      [ ]?{_OPEN}[ ]?(?:@|at)[ ]?{_SHUT}(?:[ ](?=[^\W_]))? )
    | (?P<rest>    \[:(?://)?\] | :\[//?\]/? | \[//?\] | \[-\] )
    | (?P<scheme>  \b(?:h[tx*]{{2}}|htx|hxt|hzz|hpp|xxx)ps?(?=[ ]?\[?:) | \b(?:fxp|f\*p)s?(?=\[?:) )
    | (?P<slashes> (?<=[psx]):\\\\(?=\w) )
    | (?P<unseen>  [\u00ad\u200b-\u200d\u2060\ufeff] )
    | (?P<ligature> [\ufb00-\ufb06] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What each of them has in it, led by one of a few signs: such a search is quick, and most texts hold nothing of it.
_MAY_BE_DEFANGED = re.compile(
    r"""[\[({<\]:\\^-](?:
      (?<=[\[({<])[ ]?(?:[.,@:/-]|[dD][oO][tT]|[pP][uU][nN]|[aA][tT])
    | (?<=[.:/]\]) | (?<=:)\[ | (?<=[\\^])\. | (?<=-)[dD][oO][tT]- | (?<=:)\\\\
    | (?:(?<=[tTxXzZpP*][pP]:)|(?<=[tTxXzZpP*][pP][sS]:)|(?<=[ \[]:))(?<!http:)(?<!https:)
    )""",
    re.VERBOSE,
)
_UNSEEN_OR_JOINED = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff\ufb00-\ufb06]")
_DOTTED = re.compile(r"\.\w")
_LONGEST_WORD = 26  # characters; the shortest hash or address of a cryptocurrency has as many
_LONG = re.compile(rf"[A-Za-z0-9]{{{_LONGEST_WORD}}}")
_PLAIN = {"dot": ".", "at": "@", "slashes": "://", "unseen": ""}


@dataclass(frozen=True, slots=True)
class Folded:
    """The plain text, and where each run of it begins there and in the original."""

    text: str
    starts: tuple[int, ...]  # where each run begins in text
    origins: tuple[tuple[int, int], ...]  # its beginning in the original, and its length there if it was replaced, or 0

    @property
    def has_dotted(self) -> bool:
        """Whether anything in it is a dotted name or number."""
        return _DOTTED.search(self.text) is not None

    @property
    def has_long(self) -> bool:
        """Whether a hash or an address of a cryptocurrency could be in it."""
        return any(len(word) >= _LONGEST_WORD and _LONG.search(word) for word in self.text.split())

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that stands folded at text[start:end]; start < end."""
        return self._begin(start), self._end(end - 1)

    def _begin(self, at: int) -> int:
        run = bisect_right(self.starts, at) - 1
        begin, replaced = self.origins[run]
        return begin if replaced else begin + at - self.starts[run]

    def _end(self, at: int) -> int:
        run = bisect_right(self.starts, at) - 1
        begin, replaced = self.origins[run]
        return begin + (replaced or at - self.starts[run] + 1)

    def replaced(self, start: int, end: int) -> bool:
        """Whether anything in that span was written in a defanged form: then somebody meant it as a name."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        return any(length for _, length in self.origins[first : last + 1])


def fold(text: str) -> Folded:
    """Undo defanging (hxxp, [.], DOT, [at] …), wide forms, ligatures and invisible characters. Linear in the text."""
    if not text.isascii():
        text = text.translate(_wide_forms(text))
    if not (_MAY_BE_DEFANGED.search(text) or _UNSEEN_OR_JOINED.search(text) or " DOT " in text):
        return Folded(text, (0,), ((0, 0),))
    parts: list[str] = []
    starts: list[int] = []
    origins: list[tuple[int, int]] = []
    done = length = 0
    for found in _DEFANGED.finditer(text):
        plain = _plain(found)
        if plain == found.group():
            continue
        for part, origin in ((text[done : found.start()], (done, 0)), (plain, (found.start(), len(found.group())))):
            if part:
                parts.append(part)
                starts.append(length)
                origins.append(origin)
                length += len(part)
        done = found.end()
    parts.append(text[done:])
    return Folded("".join(parts), (*starts, length), (*origins, (done, 0)))


def _wide_forms(text: str) -> dict[int, str]:
    """Compatibility forms (NFKC) of one character for one, which leave every place as it is."""
    forms = {sign: unicodedata.normalize("NFKC", sign) for sign in set(text) if not sign.isascii()}
    return {ord(sign): form for sign, form in forms.items() if len(form) == 1 and form != sign}


def _plain(found: re.Match[str]) -> str:
    sort, written = found.lastgroup or "", found.group()
    if sort == "ligature":
        return unicodedata.normalize("NFKC", written)
    if sort == "rest":
        return "".join(sign for sign in written if sign not in "[]")
    if sort == "spelled":
        labels = written.replace(" DOT ", ".")
        before = found.string[max(0, found.start() - spelled.LONGEST) : found.start()]
        return labels if spelled.is_host(before, labels) else written
    if sort == "scheme":
        secure = "s" if written[-1] in "sS" else ""
        return ("ftp" if written[0] in "fF" else "http") + secure
    return _PLAIN[sort]
