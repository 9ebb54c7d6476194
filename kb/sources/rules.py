"""Which items of a source are kept: rules by word, category and address."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache

from ingest.types import Draft
from kb.errors import Misused

LONGEST = 300  # characters of a pattern
FIELDS = ("word", "category", "url")
_WRITTEN = re.compile(r"(?:(?P<sense>include|exclude) )?(?P<field>\w+):(?P<pattern>.*)", re.DOTALL)


class BadRule(Misused):
    """What was written is not a rule; the message says how to write one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a source: which of its items are kept, or kept out."""

    includes: bool  # items that fit are kept; else items that fit are kept out
    field: str  # one of FIELDS
    pattern: str  # words, the name of a category, or a part of an address with * for any run of characters

    def __str__(self) -> str:
        return f"{'include' if self.includes else 'exclude'} {self.field}:{self.pattern}"


def read_rule(written: str, *, includes: bool | None = None) -> Rule:
    """A rule from `include word:botnet`, or from `word:botnet` where `includes` tells its sense. Raises BadRule."""
    found = _WRITTEN.fullmatch(written.strip())
    pattern = " ".join(found["pattern"].split()) if found else ""
    if not found or found["field"] not in FIELDS or not pattern or len(pattern) > LONGEST:
        raise BadRule(f"{written!r} is not a rule: write word:WORDS, category:NAME or url:PART, such as word:botnet")
    return Rule(includes if includes is not None else found["sense"] != "exclude", found["field"], pattern)


def kept_out_by(rules: Sequence[Rule], draft: Draft) -> str | None:
    """The rule that keeps an item out, named for the ledger; None where it is kept.

    An exclusion that fits wins; where anything is included by name, an item must fit one of these.
    """
    for rule in rules:
        if not rule.includes and fits(rule, draft):
            return f"the rule “{rule}” keeps it out"
    included = [rule for rule in rules if rule.includes]
    if included and not any(fits(rule, draft) for rule in included):
        named = ", ".join(f"“{rule}”" for rule in included)
        return f"it fits no rule that includes: {named}"
    return None


def fits(rule: Rule, draft: Draft) -> bool:
    """Whether a rule's pattern is found in the item."""
    if rule.field == "url":
        return bool(draft.url) and _leads_to(rule, draft.url or "")
    if rule.field == "category":
        named = (*draft.tags, draft.category or "")
        return _folded(rule.pattern) in {_folded(name) for name in named}
    return (
        _words(rule.pattern).search(_folded("\n".join((draft.title, draft.summary or "", draft.body_text)))) is not None
    )


def closed_to(rules: Sequence[Rule], url: str) -> bool:
    """Whether nothing at this address would be kept, whatever it says: it need not be fetched."""
    included = [rule for rule in rules if rule.includes]
    if any(not rule.includes and rule.field == "url" and _leads_to(rule, url) for rule in rules):
        return True
    by_address = bool(included) and all(rule.field == "url" for rule in included)
    return by_address and not any(_leads_to(rule, url) for rule in included)


def _leads_to(rule: Rule, url: str) -> bool:
    return _address(rule.pattern).match(url) is not None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(256)
def _words(pattern: str) -> re.Pattern[str]:
    """Whole words in their order; one that ends in * begins a word."""
    folded = _folded(pattern)
    stem = folded.rstrip("*")
    end = r"(?!\w)" if stem == folded else ""
    return re.compile(rf"(?<!\w){re.escape(stem)}{end}")


@lru_cache(256)
def _address(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(f"*{pattern.replace('[', '[[]').replace('?', '[?]')}*"), re.IGNORECASE)
