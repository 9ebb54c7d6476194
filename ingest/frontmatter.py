"""The fields that stand before a Markdown text: YAML between ---, TOML between +++, a fenced block of TOML, or lines
such as "Title: words" (MultiMarkdown)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import yaml

from ingest.text import one_line, tidy

_LONGEST = 65_536  # characters; what is longer is no front matter
_OPENINGS = {"---": ("yaml", ("---", "...")), "+++": ("toml", ("+++",)), "```toml": ("toml", ("```",))}
_PAIR = re.compile(r"([A-Za-z][\w .-]{0,60}?)\s*:\s+(\S.*)")
_HEADED = re.compile(r"\s*(title[ \t]*:[ \t]+\S.*\n(?:[A-Za-z][\w .-]{0,60}:[ \t].*\n)+)[ \t]*(?:\n|\Z)", re.IGNORECASE)
_FIRST_FIELD = re.compile(r"(?:\s*+#.*+\n)*+\s*+(?:\[+\s?)?[\w\"'][\w .\"'-]{0,80}\s?[]:=]")
_MOST_NESTED = 500  # openings of lists and tables
_MOST_WORDS = 100  # values of one list

Value = object


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Fields by their names in lower case, and the text that follows."""

    fields: Mapping[str, Value] = field(default_factory=dict)
    body: str = ""
    line: int = 1  # of the file, where the body begins
    advisory: bool = False  # the fields stood in a table of that name, as RustSec writes them

    def text(self, *names: str) -> tuple[str, str] | None:
        """The first of these fields that holds words, with its name, as one line."""
        for name in names:
            words = _words(self.fields.get(name))
            if words:
                return name, ", ".join(words)
        return None

    def list(self, *names: str) -> list[str]:
        """The words of all these fields; a string with commas is a list too."""
        found = []
        for name in names:
            value = self.fields.get(name)
            found += value.split(",") if isinstance(value, str) else _words(value)
        return [word for word in map(one_line, found) if word]


def split(text: str) -> FrontMatter:
    """Take the front matter of a tidy text apart; a text without any is all body.

    Safe on hostile input: at most 64 kB, no YAML tags, no aliases. YAML that cannot be read is taken line by line.
    """
    format_, written, body = _parted(text)
    if not format_ and (headed := _HEADED.match(text[:_LONGEST])):
        format_, written, body = "lines", headed[1], text[headed.end() :]
    fields = _fields(format_, written) if format_ else None
    if not fields:
        return FrontMatter(body=text)
    line = text.count("\n", 0, len(text) - len(body)) + 1
    table = fields.get("advisory")
    if isinstance(table, dict):
        return FrontMatter({**fields, **_lowered(table)}, body, line, advisory=True)
    return FrontMatter(fields, body, line)


def stands_before(text: str) -> bool:
    """Whether a text begins with front matter, as far as a look at its first field tells."""
    return bool(_FIRST_FIELD.match(_parted(tidy(text[: 2 * _LONGEST]))[1]))


def _parted(text: str) -> tuple[str, str, str]:
    """The format of the front matter, its lines and the text behind it; the format is "" where there is none."""
    opening, _, rest = text.lstrip("\ufeff\n ").partition("\n")
    format_, closings = _OPENINGS.get(opening.rstrip(), ("", ()))
    end = re.search(rf"^(?:{'|'.join(map(re.escape, closings))})[ \t]*$", rest[:_LONGEST], re.MULTILINE)
    return (format_, rest[: end.start()], rest[end.end() :]) if format_ and end else ("", "", text)


def _fields(format_: str, written: str) -> dict[str, Value]:
    if format_ == "lines":
        return _lowered(_pairs(written))
    try:
        found = tomllib.loads(written) if format_ == "toml" else _yaml(written)
    except (ValueError, OverflowError, RecursionError, yaml.YAMLError):
        found = _pairs(written)
    return _lowered(found) if isinstance(found, dict) else {}


def _pairs(written: str) -> dict[str, Value]:
    pairs = map(_PAIR.fullmatch, (line.rstrip() for line in written.split("\n")))
    return {pair[1]: pair[2] for pair in pairs if pair}


def _yaml(written: str) -> Value:
    if sum(map(written.count, "[{")) + written.count("- - ") > _MOST_NESTED:
        raise ValueError("deep nesting takes the scanner quadratic time")
    if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(written, Loader=yaml.SafeLoader)):
        raise ValueError("aliases can make a short text unboundedly long")
    return yaml.safe_load(written)


def _lowered(table: Mapping[str, Value]) -> dict[str, Value]:
    return {str(name).strip().lower().replace(" ", "_").replace("-", "_"): value for name, value in table.items()}


def _words(value: Value) -> list[str]:
    """Scalars and lists of scalars as words; of a table its name, since authors are often written as one."""
    if isinstance(value, list):
        return [word for part in value[:_MOST_WORDS] if not isinstance(part, list) for word in _words(part)]
    if isinstance(value, dict):
        return _words(value.get("name"))
    if isinstance(value, (date, datetime)):
        return [value.isoformat()]
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return [word] if (word := one_line(str(value))) else []
    return []
