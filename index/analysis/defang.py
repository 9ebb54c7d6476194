r"""Notations that keep an indicator from being clicked, and the plain spelling each stands for.

`hxxp hXXp h**p h[xx]p [http] http(s) meow`, `[.] (.) {.} [dot] (dot) <dot> [.com \.com`, `[@] [at] (at)`, `[:]//
[://] [/] [::]`, each also with double or escaped brackets, and with blanks inside or around the brackets; and what code
and pages leave in a text: `\/`, `%2E`, `&#46;`. Every pattern is linear: nothing in it repeats but single characters,
and those a bounded number of times.
"""

import html
import re
from urllib.parse import unquote

from index.analysis.characters import DASHES, HYPHENS
from index.analysis.hosts import is_top_level
from index.analysis.registry import SHORT

GLUE = "\u2060"  # the word joiner: never shown, so it parts nothing and folds to nothing

BLANKS = " \t\xa0"
_JOIN = {ord(blank): GLUE for blank in BLANKS}
_FARTHEST = 2  # blanks between a bracket and what it belongs to
_PAIRS = ((r"\[\[?", r"\]\]?"), (r"\(\(?", r"\)\)?"), (r"\{\{?", r"\}\}?"), ("<<?", ">>?"))


def _bracketed(inside: str, escape: str = "") -> str:
    pairs = (f"{escape}{opening}{inside}{escape}{closing}" for opening, closing in _PAIRS)
    return "(?:" + "|".join(pairs) + ")"


_DOTS = ".,\xb7\u2022\u2219\u22c5"
_DOT_NAMES = "dot|d0t|period|point|punto|ponto|punkt"  # in the languages of most reports
_DOT, _AT = _bracketed(rf"(?:\\?[{_DOTS}]|{_DOT_NAMES})", r"\\?"), _bracketed("(?:@|at)", r"\\?")
_SPACED_SIGN = rf"[{BLANKS}]{{0,2}}(?:\.|@|dot|at)"
_SPACED = re.compile(_bracketed(rf"{_SPACED_SIGN}[{BLANKS}]{{0,2}}"), re.IGNORECASE)
# What each bracket of one begins; most texts have brackets, but none such.
_OPENED = tuple((sign, re.compile(re.escape(sign) + _SPACED_SIGN, re.IGNORECASE)) for sign in "[({<")
# The blank in `http:// evil.com`.
_BROKEN = re.compile(rf"(?<=//)[{BLANKS}]{{1,2}}(?=[\w-]{{1,63}}(?:\.\w|[\[({{<]{{1,2}}(?:\.|dot)))")
_NEXT = re.compile(r"([^\W_][\w-]{0,62})(\[\[?(?:\.|dot)\]|[\[({<]?)", re.IGNORECASE)
_BETWEEN = rf"(?!:\d)[\s:#_{HYPHENS}{DASHES}-]{{1,3}}"  # `cve:2021-44228` is for the query language to read
_ODD_CVE = re.compile(rf"cve(?!-\d{{4}}-\d){_BETWEEN}\d{{4}}")  # in a text in small letters
_CVE = re.compile(rf"(?<![^\W_])(cve)({_BETWEEN})(\d{{4}})({_BETWEEN})(\d{{4,19}})(?![^\W_])", re.IGNORECASE)

_ASN = re.compile(
    r"AS(?<![^\W_]AS)(N(?!:\d)[ \xa0:#-]{0,2}(?=\d{1,10}(?!\w))|[ \xa0#-](?=\d{5,10}(?!\w)))", re.ASCII
)  # a number of fewer digits behind `AS` may count anything
_LABEL = r"(?=[\w-]*[a-z\d])[\w-]{1,63}"  # in a line of capitals nothing is told by them
_SPELLED = re.compile(rf"(?<![\w.+-])(?:[\w.+-]{{1,64}} AT )?{_LABEL}(?: DOT {_LABEL}){{1,5}}(?![\w-])", re.ASCII)

_SIGN = r"://|:\\\\|//|\\\\|::|:/|[:/]"
_AHEAD = r"(?=s?(?:[\[({<]{1,2}:|:[\])}>]{0,2}[/\\\[({<&%]|&|%3a))"  # what follows the name of a scheme
_SCHEME_BEFORE = r"(?:(?<=[tx*_\#]p:)|(?<=[tx*_\#]ps:)|(?<=:[\])}>]))"

NOTATION = re.compile(
    rf"""(?P<dot>(?<=[\w/]){_DOT}(?=\w) | (?<=\w)\\?\[\.(?=\w) | (?<=\w)\.\\?\](?=\w))
       | (?P<escaped>(?<=\w)\\\.(?=\w))
       | (?P<at>(?<=\w)(?:{_AT} | \[@ | @\])(?=\w))
       | (?P<mark>\\?\[\[?(?P<square>{_SIGN})\\?\]\]?
                | (?<=[\w\])}}])(?:\((?P<round>::?|://)\) | \{{(?P<curly>::?|://)\}} | <(?P<angle>::?|://)>)
                  (?=[\w/\\\[({{<]))
       | (?P<http>(?<![^\W_])(?:h(?:[x*_\#]{{2,3}}|xt|tx|[\[({{][tx]{{2}}[\])}}]|t?[\[({{]t[\])}}]t?)p | htt[\[(]p[\])]
                | [\[(]h[tx]{{2}}p(?P<inner>s?)[\])] | meow)(?P<outer>[\[(]s[\])])?{_AHEAD})
       | (?P<secure>(?<=http)[\[(]s[\])](?=:))
       | (?P<ftp>(?<![^\W_])f[x*]p{_AHEAD})
       | (?P<slashes>{_SCHEME_BEFORE}\\{{2,4}}(?=[\w\[]))
       | (?P<slash>(?<=[\w:/])\\/)
       | (?P<doubled>(?<=[\w:])\\{{2,4}}(?=\w))
       | (?P<hive>(?:(?<![^\W_])hkey_\w{{5,14}} | (?<![\w\\:])\\registry\\(?:machine|user)):?(?=\\))
       | (?P<colon>(?:(?<=hk[lc][mucr])|(?<=hku)|(?<=hkcc)):(?=\\))
       | (?P<dash>(?<=\w)[{DASHES}](?=\d))
       | (?P<entity>&(?:\#0{{0,5}}(?:38|46|47|58|64) | \#x0{{0,4}}(?:26|2e|2f|3a|40)
                | period | sol | colon | commat | amp);(?=[\w/&:]))
       | (?P<ascii>(?:%(?:3\d|[46][1-9a-f]|[57][0-9a]|2[de]|5f)){{2,}})
       | (?P<code>(?<=[\w.:/?=&-])%(?:2d|2e|2f|3a|3d|3f|26|40|5f)(?=[\w%]))
       | (?P<letters>(?:%[cd][0-9a-f]%[89ab][0-9a-f] | %e[0-9a-f](?:%[89ab][0-9a-f]){{2}})+)
    """,
    re.IGNORECASE | re.VERBOSE,
)

_ESCAPED_BEFORE = 256  # characters of the word before an escaped dot that are looked at
_OF_A_PATH = re.compile(r"\\(?!\.)")  # a backslash that escapes no dot

_SIGNS_OF_ONE = re.compile(rf"[\[({{<\]:\\%&{DASHES}]")  # one of these is in every notation
_SOME = re.compile(  # and one of these, which are in few other texts
    rf"""[\[({{<]\\?(?:[{_DOTS}@:]|{_DOT_NAMES}|at[\])}}>\\]|h?[tx]{{1,2}}p?s?[\])}}]|[ps][\])]) | \[[/\\] | [.@]\\?\]
       | \\[./\\\[({{<] | %[2-7c-e] | &(?:\#|period|sol|colon|commat|amp;) | [{DASHES}]\d
       | h(?:[x*_\#]{{2,3}}|xt|tx)p | meow | f[x*]p | hkey_ | hk[lcu][mucr]?:\\ | \\registry\\""",
    re.IGNORECASE | re.VERBOSE,
)


def has_notation(text: str) -> bool:
    """Whether NOTATION is anywhere in text; fast where it is not."""
    return bool(_SIGNS_OF_ONE.search(text) and _SOME.search(text) and NOTATION.search(text))


def glue(text: str) -> str:
    """The text with the blanks of spread notations joined, as long as it was: `evil [dot] com`, `CVE 2021 44228`."""
    if "AS" in text:
        text = _ASN.sub(lambda found: "AS" + GLUE * len(found[1]), text)
    if " DOT " in text:
        text = _SPELLED.sub(_with_signs, text)
    lowered = text.lower()
    if "cve" in lowered and _ODD_CVE.search(lowered):
        text = _CVE.sub(_hyphenated, text)
    if "// " in text:
        text = _BROKEN.sub(lambda found: GLUE * len(found.group()), text)
    return _joined(text) if _may_be_spaced(text) else text


def _may_be_spaced(text: str) -> bool:
    for sign, opened in _OPENED:  # noqa: SIM110 - on the way of every word
        if sign in text and opened.search(text):
            return True
    return False


def _joined(text: str) -> str:
    kept, done = [], 0
    for found in _SPACED.finditer(text):
        start, end = _with_blanks_around(text, *found.span(), done)
        kept += [text[done:start], text[start:end].translate(_JOIN)]
        done = end
    return "".join([*kept, text[done:]]) if kept else text


def plain(found: re.Match[str]) -> str:
    """What a match of NOTATION stands for."""
    match found.lastgroup:
        case "dot":
            return "."
        case "escaped":
            before = found.string[max(0, found.start() - _ESCAPED_BEFORE) : found.start()].split()[-1]
            return found.group() if _OF_A_PATH.search(before) else "."
        case "at":
            return "@"
        case "mark":
            sign = found["square"] or found["round"] or found["curly"] or found["angle"]
            return sign.replace("\\", "/")
        case "http":
            return "https" if found["inner"] or found["outer"] else "http"
        case "hive":
            return SHORT.get(found.group().rstrip(":").lower(), found.group())
        case "entity":
            return html.unescape(found.group())
        case "code" | "ascii":
            return unquote(found.group())
        case "letters":
            letters = unquote(found.group(), errors="replace")
            return letters if letters.isalpha() else found.group()
        case kind:
            return _SIGNS[str(kind)]


_SIGNS = {"secure": "s", "ftp": "ftp", "slashes": "//", "slash": "/", "doubled": "\\", "colon": "", "dash": "-"}


def _hyphenated(found: re.Match[str]) -> str:
    name, before, year, between, number = found.groups()
    return f"{name}-{GLUE * (len(before) - 1)}{year}-{GLUE * (len(between) - 1)}{number}"


def _with_signs(found: re.Match[str]) -> str:
    name = found.group()
    if not is_top_level(name.rpartition(" ")[2].lower()):
        return name
    return name.replace(" DOT ", "." + GLUE * 4).replace(" AT ", "@" + GLUE * 3)


def _with_blanks_around(text: str, start: int, end: int, done: int) -> tuple[int, int]:
    """A bracketed sign with the blanks that part it from its neighbours, where both are words of one name.

    A blank behind it alone may well end a sentence (`evil[.]com[.] The`): then the next word says whether it goes on.
    """
    before = start
    while start - before < _FARTHEST and before > done and text[before - 1] in BLANKS:
        before -= 1
    after = end
    while after - end < _FARTHEST and text[after : after + 1] and text[after] in BLANKS:
        after += 1
    if before <= done or not text[before - 1].isalnum() or not text[after : after + 1].isalnum():
        return start, end
    if before == start and after > end and not _goes_on(text, after):
        return start, end
    return before, after


def _goes_on(text: str, at: int) -> bool:
    found = _NEXT.match(text, at)
    if found is None or found[1][0].isupper():
        return False
    return bool(found[2]) or is_top_level(found[1].lower())
