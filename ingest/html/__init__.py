"""HTML from outside: sanitised, as plain text, and made from plain text."""

from ingest.html.clean import absolute, clean, clean_tokens
from ingest.html.lines import Line, lines
from ingest.html.paragraphs import paragraphs
from ingest.html.tokens import tokens

__all__ = ["absolute", "clean", "clean_tokens", "joined", "lines", "paragraphs", "text", "tokens"]


def text(html: str) -> str:
    """The words a page or fragment shows as plain text: blocks parted by a blank line, `<br>`, rows and list items by a
    newline, cells by " | "; `<pre>` kept; entities resolved; inline elements add no space. Linear time."""
    return joined(lines(list(tokens(html))))


def joined(set_lines: list[Line]) -> str:
    """Lines as one text: a blank line where there was a gap."""
    return "".join(("\n\n" if line.gap else "\n" if at else "") + line.text for at, line in enumerate(set_lines))
