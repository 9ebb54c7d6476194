"""HTML from outside: sanitised, as plain text, and made from plain text."""

from ingest.html.clean import absolute, clean, clean_tokens
from ingest.html.lines import Line, lines
from ingest.html.paragraphs import paragraphs
from ingest.html.seen import MEDIA
from ingest.html.tokens import Close, Open, Text, tokens

__all__ = [
    "absolute",
    "clean",
    "clean_tokens",
    "joined",
    "letters_of_links",
    "lines",
    "paragraphs",
    "text",
    "tokens",
    "words",
]


def text(html: str) -> str:
    """The words a page or fragment shows as plain text: blocks parted by a blank line, `<br>`, rows and list items by a
    newline, cells by " | "; `<pre>` kept; entities resolved; inline elements add no space. Linear time."""
    return joined(lines(list(tokens(html))))


def words(html: str) -> str:
    """The same for a title or a summary: what stands for pictures and players is left out unless it is all there is."""
    run = list(tokens(html))
    return joined(lines([token for token in run if isinstance(token, Text) or token.name not in MEDIA]) or lines(run))


def joined(set_lines: list[Line]) -> str:
    """Lines as one text: a blank line where there was a gap."""
    return "".join(("\n\n" if line.gap else "\n" if at else "") + line.text for at, line in enumerate(set_lines))


def letters_of_links(html: str) -> int:
    """How many characters of the words that sanitised HTML shows stand in links; pictures do not count. Linear time."""
    count, inside = 0, False
    for token in tokens(html):
        if isinstance(token, Open | Close) and token.name == "a":
            inside = isinstance(token, Open)
        elif isinstance(token, Text) and inside and not token.text.startswith("[image: "):
            count += len(token.text)
    return count
