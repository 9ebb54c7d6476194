"""What feedparser's test files expect of themselves: the claims in their comments, each about one value.

A file says `Expect: not bozo and entries[0]['title'] == 'Example'` in its first comment. Nothing of that is run: it is
parsed, and of its parts those are kept that say what a value of an item or of the feed is.
"""

import ast
import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin

_SAYS = re.compile(r"Description:\s*.*?\s*Expect:\s*(.*)\s*-->")
_HEADER = re.compile(r"^Header:\s+([^:]+):(.*)$", re.MULTILINE)
_SERVED_FROM = "http://127.0.0.1:8097/tests/"  # what those that were meant to be fetched expect
_ENCODINGS = (  # by what a file begins with; a mark is left out
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0<\0?", "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One value as it should be."""

    path: Path  # such as ("entries", 0, "title")
    wanted: object  # a string, a number or a tuple of numbers

    def __str__(self) -> str:
        return ".".join(map(str, self.path))


def text_of(body: bytes) -> str:
    encoding = next((name for start, name in _ENCODINGS if body.startswith(start)), "utf-8")
    return body.decode(encoding, errors="ignore")


def served(name: str, text: str) -> dict[str, str]:
    """The headers a file wants to be served with, and the address; none where it does not speak of being served."""
    headers = {key.strip().lower(): value.strip() for key, value in _HEADER.findall(text)}
    if headers or "http" in name:
        headers["content-location"] = urljoin(_SERVED_FROM + name, headers.get("content-location", ""))
    return headers


def claims(text: str) -> list[Claim]:
    """The claims of a file in their order; none where it expects something else."""
    found = _SAYS.search(text)
    return list(_claims(ast.parse(found[1].strip(), mode="eval").body)) if found else []


def _claims(node: ast.expr) -> Iterator[Claim]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for part in node.values:
            yield from _claims(part)
    elif isinstance(node, ast.Compare) and all(isinstance(sign, ast.Eq) for sign in node.ops):
        *paths, last = (node.left, *node.comparators)
        with suppress(ValueError):  # no constant but a call
            wanted = _value(last)
            yield from (Claim(path, wanted) for path in map(_path, paths) if path)


def _path(node: ast.expr) -> Path:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return (*_path(node.value), node.attr)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        key = node.slice.value
        return (*_path(node.value), key) if isinstance(key, str | int) else ()
    return ()


def _value(node: ast.expr) -> object:
    """A constant, or strings that are added up, which keeps the comment from ending at "-->"."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return f"{_value(node.left)}{_value(node.right)}"
    return ast.literal_eval(node)
