"""Differences between two wordings of a page that say nothing new: counters, adverts, tracking in addresses."""

import re
from dataclasses import replace

from ingest.types import Draft
from kb.models import Revision
from kb.reports import wording
from kb.reports.names import without_tracking

_LONGEST_ADVERT = 300  # characters; what is longer is read by people and kept apart
_PARAGRAPHS = re.compile(r"\n\s*\n")
MEDIA = re.compile(r"\[(?:image|video|audio|frame|media): [^\[\]\n]{0,1000}\]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,4000}", re.IGNORECASE)
_BETWEEN = re.compile(r"\s[|·•/–—-]\s|\t")
_NUMBER = r"\d{1,3}(?:[., \u00a0\u202f]?\d{3}){0,4}(?:[.,]\d{1,2})?\s?[km]?\+?"
_COUNTED = (
    r"(?:page ?)?views?|visits?|visitors?(?: online)?|reads?|readers?|hits|shares?|likes?|dislikes?|claps?|reactions?|"
    r"comments?|repl(?:y|ies)|responses?|downloads?|votes?|tweets?|retweets?|followers?|subscribers?|users? online"
)
_DONE = r"(?:viewed|read|seen|visited|shared|downloaded|opened)"
_COUNTER = re.compile(
    rf"\W*(?:(?:{_NUMBER}|no|leave a) (?:{_COUNTED})|(?:{_COUNTED})\W{{1,3}}{_NUMBER}"
    rf"|(?:this \w+ (?:has been|was) |has been |it was )?{_DONE} {_NUMBER} times?)\W*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:advert(?:isement|ising|orial)?|ads?|sponsored(?: (?:content|post|link|by))?|promoted|anzeige|werbung"
    r"|publicité|publicidad|pubblicità|реклама)(?P<words>\s*(?:[:|–—-]\s|\n).*|\W*)",
    re.IGNORECASE | re.DOTALL,
)


def differs_trivially(before: Revision, draft: Draft) -> bool:
    """Whether a draft says what an earlier wording said, save for what changes on a page by itself."""
    same_facts = wording.digest(replace(draft, body_text=before.body_text)) == before.digest
    return same_facts and essence(before.body_text) == essence(draft.body_text)


def essence(body_text: str) -> list[str]:
    """The paragraphs of a text without pictures, counters (“1,204 views”), labelled adverts and tracking parameters.

    Linear time.
    """
    kept: list[str] = []
    after_label = False
    for paragraph in _PARAGRAPHS.split(MEDIA.sub(" ", body_text)):
        short = len(paragraph) <= _LONGEST_ADVERT
        label = _LABEL.fullmatch(paragraph) if short else None
        is_advert = label is not None or (after_label and short)
        after_label = label is not None and not label["words"].strip(" :|–—-\n")
        if not is_advert and (words := _words(paragraph)):
            kept.append(words)
    return kept


def _words(paragraph: str) -> str:
    plain = _ADDRESS.sub(lambda found: without_tracking(found[0]), paragraph)
    lines = (_without_counters(line) for line in plain.split("\n"))
    return " ".join(word for line in lines for word in line.split())


def _without_counters(line: str) -> str:
    """Counters stand alone on a line, or between bars; in a sentence a number is part of what it says."""
    parts = _BETWEEN.split(line)
    return " | ".join(part for part in parts if not (len(part) <= 100 and _COUNTER.fullmatch(part)))
