"""The text of a message as HTML: the better of its forms, with what is attached named below."""

import re
from collections.abc import Sequence
from html import escape

from ingest.charset import decode
from ingest.files.blocks import blocks
from ingest.html import clean
from ingest.html import text as text_of
from ingest.mail.flowed import unflowed
from ingest.mail.parts import Parts, Shown
from ingest.signed import without_signature
from ingest.text import tidy

_SEALED = re.compile(r"^-----BEGIN PGP MESSAGE-----\n.*?(?:^-----END PGP MESSAGE-----$|\Z)", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"^[^\S\n]?>[^\S\n]?")
_SEVEN_BITS = ("utf-7", "unicode-1-1-utf-7")
_DEEPEST = 6  # quotes in quotes; deeper ones stand at this depth
_MOST_LINES = 100_000


def body_of(parts: Parts) -> str:
    """Sanitised HTML of all that is shown."""
    texts = [_html(one) for one in _chosen(parts.shown)]
    names = [*(f"{part.name}" for part in parts.files), *parts.told]
    listed = "".join(f"<li>{escape(name)}</li>" for name in names)
    return "\n".join(filter(None, (*texts, f"<h3>Attachments</h3>\n<ul>{listed}</ul>" if names else "")))


def _chosen(shown: Sequence[Shown]) -> list[Shown]:
    """One form of each text that has several, where the first of them stands."""
    forms: dict[int, list[Shown]] = {}
    for at, one in enumerate(shown):
        forms.setdefault(-at - 1 if one.choice is None else one.choice, []).append(one)
    return [_better(several) if len(several) > 1 else several[0] for several in forms.values()]


def _better(forms: list[Shown]) -> Shown:
    """HTML keeps what its writer marked; but plain text where HTML has less than half the words, as a bare frame of
    pictures has."""
    plain = next((form for form in forms if not form.is_html), None)
    marked = next((form for form in forms if form.is_html), None)
    if plain is None or marked is None:
        return plain or marked or forms[0]
    written = len(text_of(_html(marked)).split())
    return marked if 2 * written >= len(tidy(_decoded(plain)).split()) and written else plain


def _html(one: Shown) -> str:
    text = tidy(_decoded(one))
    if one.is_html:
        return clean(text)
    text = _SEALED.sub("[a part encrypted with PGP]", without_signature(text))
    if text.count("\n") > _MOST_LINES:
        return clean(f"<pre>{escape(text)}</pre>")
    return clean(quoted(text.split("\n")))


def _decoded(one: Shown) -> str:
    """UTF-7 is for mail alone (RFC 2152): no page may be in it."""
    text = one.body.decode("utf-7", "replace") if one.charset in _SEVEN_BITS else decode(one.body, one.charset)
    return unflowed(text, closes=one.flow == "closed") if one.flow else text


def quoted(lines: Sequence[str], depth: int = 0) -> str:
    """Plain lines as HTML, in which what is quoted with ">" stands as a quotation."""
    written: list[str] = []
    at = 0
    while at < len(lines):
        is_quote = _is_quote(lines, at) and depth < _DEEPEST
        end = at + 1
        while end < len(lines) and (_is_quote(lines, end) and depth < _DEEPEST) == is_quote:
            end += 1
        run = lines[at:end]
        if is_quote:
            inner = quoted([_QUOTED.sub("", line, count=1) for line in run], depth + 1)
            written.append(f"<blockquote>{inner}</blockquote>")
        else:
            written.append(blocks("\n".join(run)))
        at = end
    return "\n".join(part for part in written if part)


def _is_quote(lines: Sequence[str], at: int) -> bool:
    return bool(_QUOTED.match(lines[at]))
