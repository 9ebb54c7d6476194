"""BibTeX, for LaTeX and for most reference managers."""

import re

from kb.exports.facts import Facts

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TO_ESCAPE = re.compile("|".join(re.escape(sign) for sign in _SPECIAL))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(facts: Facts) -> str:
    """One `@misc` entry: the type that every style knows. Text is escaped, an address stands in `url` as it is."""
    fields = [
        ("title", f"{{{_escaped(facts.title)}}}"),  # a second pair of braces keeps the capitals of names
        ("author", f"{{{_escaped(facts.author)}}}" if facts.author else ""),  # and a name of several words in one piece
        ("publisher", _escaped(facts.publisher or "")),
        ("year", f"{facts.date.year:04d}" if facts.date else ""),
        ("day", str(facts.date.day) if facts.date else ""),
        ("number", _escaped(facts.number or "")),
        ("url", _address(facts.url)),
        ("keywords", _escaped(", ".join(word.replace(",", " ") for word in facts.words))),
        ("language", _escaped(facts.lang or "")),
        ("note", _escaped(facts.note)),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    if facts.date:
        lines.append(f"  month = {_MONTHS[facts.date.month - 1]},")
    return "\n".join([f"@misc{{{facts.key},", *lines, "}", ""])


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda sign: _SPECIAL[sign[0]], text)


def _address(url: str) -> str:
    """An address with the signs that end a BibTeX value percent-encoded."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
