"""Whether an item of a feed tells only a part of what is read behind its link."""

import re

from ingest.feeds.records import Entry

SHORT = 1_000  # characters; a text below that is fetched whole, and kept as it is where there is no more
SHORT_SUMMARY = 2_500  # the same where the item has a summary or description, and no content
_LAST = 160  # characters of the last paragraph, where a text that goes on elsewhere says so
_GOES_ON = (
    r"(?:…|\.\.\.|\[(?:…|\.\.\.|more)\])\W*",
    r"(?:read|continue|view|see|learn|find out)\b.{0,40}\b(?:more|reading|full|whole|rest|original|on)\b.{0,80}",
    r"(?:^|\s)more\s?(?:»|›|→|>>?|…)\W*",
    r"(?:weiterlesen|mehr (?:lesen|erfahren)|lire la suite|en savoir plus|leer más|seguir leyendo).{0,80}",
    r"(?:leggi tutto|continua a leggere|leia mais|lees (?:meer|verder)|läs mer|читать (?:далее|дальше)).{0,80}",
    r"(?:阅读(?:更多|全文)|続きを読む).{0,20}",
)
_MORE = re.compile(f"(?:{'|'.join(_GOES_ON)})$", re.IGNORECASE)
_SIGNED = re.compile(r"(?:the post|the article)\b.{0,400}\bappeared first on\b.{0,200}", re.IGNORECASE)


def is_partial(entry: Entry, plain: str) -> bool:
    """By what the item itself shows: it has no text or a short one, or its text ends as one that goes on elsewhere."""
    shorter_than = SHORT if entry.contents else SHORT_SUMMARY
    return len(plain) < shorter_than or _goes_on(plain)


def _goes_on(plain: str) -> bool:
    """What blogs write below each text, where it came from, is no part of it."""
    paragraphs = [part.strip() for part in plain.rsplit("\n", 6) if part.strip()]
    while paragraphs and _SIGNED.fullmatch(paragraphs[-1]):
        paragraphs.pop()
    return bool(paragraphs) and _MORE.search(paragraphs[-1][-_LAST:]) is not None
