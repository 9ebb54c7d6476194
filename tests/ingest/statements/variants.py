"""One statement page as different sites, tools and people hand it on."""

import re
from collections.abc import Callable
from textwrap import wrap

from tests.legacy_page import Statement, legacy_text

WRAPPED_AT = 72


def wrapped(text: str) -> str:
    return "\n".join(
        "\n".join(wrap(line, WRAPPED_AT, break_long_words=False, break_on_hyphens=False)) for line in text.split("\n")
    )


def labels_on_one_line(text: str) -> str:
    return re.sub(r"(Category: .*)\n(Updated: .*)\n(Statement Ref: .*)", r"![](/i.gif) \1 \2 \3", text)


def piped(text: str) -> str:
    """As an extractor leaves tables: bars around cells, image markers, the title said twice."""
    text = re.sub(r"Bookmark and Share (.*)\nStatement\n", r"|\n![]() |\n\1 | |||||\n", text)
    return re.sub(r"\nBlocklist Help\n", r"\n![]() ![](/x.gif) |\n\g<0>", labels_on_one_line(text))


def in_one_line(text: str) -> str:
    """As an extractor leaves a page of tables: what stood above the text has pipes instead of line breaks."""
    lines = text.split("\n")
    end = lines.index("Associated Documents") + 5
    return "\n".join((" | ![](/x.gif) | ".join(filter(None, lines[:end])) + " |", *lines[end:]))


def as_markdown(text: str) -> str:
    """As a converter to Markdown leaves it: labels in bold letters, headings marked."""
    text = re.sub(r"(?m)^(Category|Updated|Statement Ref): (.*)$", r"**\1:** | \2", text)
    return re.sub(r"(?m)^(Blocklist Help|Associated Documents|Statements Index)$", r"## \1", text)


def title_twice(text: str) -> str:
    return re.sub(r"Bookmark and Share (.*)\n", r"Bookmark and Share \1 | \1\n", text)


def cut(start: str, end: str) -> Callable[[str], str]:
    """The text without the lines from start up to end."""
    return lambda text: re.sub(rf"(?ms)^{start}.*?(?=^{end})", "", text)


TEXT_FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "a byte-order mark": lambda text: f"\ufeff{text}",
    "plain spaces for no-break spaces": lambda text: text.replace("\xa0", " "),
    "no-break spaces after labels": lambda text: text.replace("Category: ", "Category:\xa0").replace(
        "Ref: ", "Ref:\xa0"
    ),
    "wrapped lines": wrapped,
    "labels on one line": labels_on_one_line,
    "table pipes and image markers": piped,
    "the frame in one line": in_one_line,
    "everything in one line": lambda text: re.sub(r"\n+", " | ", text),
    "Markdown marks": as_markdown,
    "another question above the lookup": lambda text: text.replace("Blocklist Help", "Need a hand?").replace(
        "Blocked? To check, get info and resolve listings go to", "Check your own address at"
    ),
    "tabs behind labels": lambda text: re.sub(r"(?m)^(Category|Updated|Statement Ref): ", r"\1:\t\t", text),
    "title repeated after a pipe": title_twice,
    "no line that says Statement": lambda text: text.replace("\nStatement\n", "\n", 1),
    "a longer top bar": lambda text: text.replace("FAQs \xa0|", "Sponsors \xa0|\xa0 FAQs \xa0|", 1),
    "labels in another order": lambda text: re.sub(
        r"(Category: .*)\n(Updated: .*)\n(Statement Ref: .*)", r"\3\n\2\n\1", text
    ),
    "labels in capitals": lambda text: re.sub(
        r"^(Category|Updated|Statement Ref):", lambda label: label[0].upper(), text, flags=re.M
    ),
    "labels above their values": lambda text: re.sub(r"(?m)^(Category|Updated|Statement Ref): ", r"\1:\n", text),
    "a space before the colon": lambda text: re.sub(r"(?m)^(Category|Updated|Statement Ref):", r"\1 :", text),
    "gaps everywhere": lambda text: re.sub(r"\n+", "\n\n", text),
    "no gap below the documents' heading": lambda text: text.replace(
        "Associated Documents\n\n", "Associated Documents\n"
    ),
    "a gap above the body": lambda text: text.replace("Glossary\n", "Glossary\n\n"),
    "headings with colons": lambda text: text.replace("Statements Index\n", "Statements Index:\n"),
    "white space around lines": lambda text: re.sub(r"(?m)^(.+)$", r"  \1\t", text),
    "no share button": lambda text: text.replace("Bookmark and Share ", ""),
    "nothing above the title": cut("Listing Removal Desk", "Bookmark"),
}

MISSING: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "no index": (cut("Statements Index", "Copyright ©"), ("index",)),
    "no documents": (lambda text: re.sub(r"(?s)Associated Documents\n.*?Glossary\n", "", text), ("associated",)),
    "no notice": (cut("Copyright ©", "© "), ("rights", "url")),
    "no notices at all": (cut("Copyright ©", "Legal"), ("rights", "url")),
    "no help box": (cut("Blocklist Help", "Associated"), ()),
    "no category": (cut("Category:", "Updated:"), ("category",)),
    "no date": (cut("Updated:", "Statement Ref:"), ("updated",)),
    "no reference": (lambda text: re.sub(r"(?m)^Statement Ref: .*\n", "", text), ("ref",)),
}


def text_of(statement: Statement, form: Callable[[str], str]) -> bytes:
    return form(legacy_text(statement)).encode()
