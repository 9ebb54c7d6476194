"""Text whose lines were broken for the width of a screen (format=flowed, RFC 3676), with its paragraphs whole again."""

import re

_QUOTED = re.compile(r">*")
_SIGNATURE = "-- "


def unflowed(text: str, *, closes: bool) -> str:
    """Each paragraph in one line, below the marks of its quotation. `closes` says that the blank at the end of a broken
    line is no part of the text (DelSp=yes), as where a long address was broken."""
    written: list[str] = []
    goes_on, above = False, 0
    for line in text.replace("\r\n", "\n").split("\n"):
        marks = len(_QUOTED.match(line)[0])  # type: ignore[index]
        words = line[marks:].removeprefix(" ")
        if goes_on and marks == above and words != _SIGNATURE:
            written[-1] += words
        else:
            written.append(f"{'>' * marks}{' ' if marks else ''}{words}")
        goes_on, above = words.endswith(" ") and words != _SIGNATURE, marks
        if goes_on and closes:
            written[-1] = written[-1][:-1]
    return "\n".join(written)
