"""Whether the text of an article says more than what a feed tells of it: one pure judgement, with its reason."""

import re
from dataclasses import dataclass

from ingest.html import letters_of_links
from ingest.types import Draft, Kind
from kb.reports.intake.trivial import MEDIA

ENOUGH = 0.4  # of the feed's words must stand in the article: walls, errors and other articles have fewer
TITLED = 0.5  # of the words of the shorter title must stand in the other: lists, logins and errors have other titles
FACTOR, MARGIN = 1.5, 300  # times as long, and characters longer, is clearly longer
LINKED = 0.5  # of its letters in links, and a text is a list of other pages
_LONGEST_GATE = 600  # characters of a paragraph that only speaks about access
_TOKEN = re.compile(r"[^\W_]+")
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_STEM = 5  # letters by which two forms of a word are one
_SHORT = 4  # letters below which a word tells little: the, and, of
_GATES = (
    r"subscri(?:be|ption|ber)s?\b.*\b(?:read|continue|access|article|today|month|week|year|now|offer)",
    r"(?:sign|log) ?in\b.*\b(?:read|continue|access|account|subscriber)",
    r"already (?:a|an|have)\b.*\b(?:subscriber|member|account)",
    r"(?:create|register for|open) (?:a|an|your) (?:free )?account",
    r"(?:continue|keep) reading",
    r"read the (?:full|whole|rest)",
    r"unlimited access|free trial|cancel any ?time|unlock (?:this|the|full)",
    r"(?:accept|allow|reject|manage) (?:all |your )?cookies|cookie (?:policy|settings|preferences|consent)",
    r"use(?:s|d)? (?:of )?cookies|value your privacy|privacy (?:choices|settings)|our (?:\d+ )?partners",
    r"enable javascript|disable your ad ?block|turn off your ad ?block|verify (?:that )?you are (?:a )?human",
    r"checking your browser|unusual traffic|captcha",
    r"abonnieren|jetzt (?:lesen|testen|registrieren)|weiterlesen|bereits abonnent|cookies? (?:zulassen|akzeptieren)",
    r"abonnez-vous|réservée? (?:à|aux) (?:nos )?abonnés|déjà abonné|accepter (?:les )?cookies",
    r"suscríb(?:ete|ase)|(?:para|solo) suscriptores|inicia(?:r)? sesión|aceptar (?:las )?cookies",
)
_GATE = re.compile("|".join(_GATES), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    taken: bool  # the article's text speaks for the report; else the feed's does
    why: str  # for people: a clause without a full stop


def judge(title: str | None, told: str, article: Draft) -> Verdict:
    """Compare what a feed tells (its title for the item, where it gives one, and its text) with a page read behind the
    item's link."""
    if article.kind is Kind.STATEMENT:
        return Verdict(False, "the link leads to a statement, which is a report of its own")
    if title and _agreement(title, article.title) < TITLED:
        return Verdict(False, f"the linked page has a different title, “{article.title[:120]}”")
    words = _telling(f"{title or ''}\n{told}")
    share = len(words & _telling(article.body_text)) / len(words) if words else 0.0
    if share < ENOUGH:
        return Verdict(False, f"the linked page has only {share:.0%} of the feed's words")
    linked = letters_of_links(article.body_html)
    if linked > LINKED * len(article.body_text):
        return Verdict(False, "the linked page is a list of links")
    had, offered = len(told), len(_ungated(MEDIA.sub("", article.body_text))) - linked
    if offered < max(had * FACTOR, had + MARGIN):
        return Verdict(False, f"the linked page has hardly any more text: {offered:,} characters against {had:,}")
    return Verdict(True, f"{len(article.body_text):,} characters against {had:,} in the feed")


def _agreement(one: str, other: str) -> float:
    """The share of the words of the shorter title that the other has, too."""
    ours, theirs = set(_tokens(one)), set(_tokens(other))
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else 0.0


def _telling(text: str) -> set[str]:
    """The words that tell what a text is about: longer ones, by their first letters, since many languages inflect the
    last; pairs of characters where words are not separated."""
    return {token[:_STEM] for token in _tokens(text) if len(token) >= _SHORT or _UNPARTED.match(token)}


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    for token in _TOKEN.findall(text.casefold()):
        if _UNPARTED.match(token):
            found += [token[at : at + 2] for at in range(max(len(token) - 1, 1))]
        else:
            found.append(token)
    return found


def _ungated(text: str) -> str:
    """A text without the paragraphs that speak of subscribing, logging in, cookies and the like."""
    return "\n".join(part for part in text.split("\n") if len(part) > _LONGEST_GATE or not _GATE.search(part))
