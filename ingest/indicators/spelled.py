"""Dots that are spelled out in capitals, `evil DOT com`, told from the DOT that is a ministry."""

import re

from ingest.indicators import hosts

LONGEST = 100  # characters of the word before that are looked at

_WORD = re.compile(r"(?<![\w.-])[a-z0-9][a-z0-9.-]*\Z", re.ASCII)
# Behind or before the ministry; some are top-level domains: the rules of a state DOT in force.
_PROSE = """
    a am an and any are as at be by do each for from had has her his if in is it its me my no not of on or our per so
    that the their this to us via was we were with your
"""
_WORDS = frozenset(_PROSE.split())


def is_host(before: str, labels: str) -> bool:
    """Whether the last word of a text, in small letters, is a host together with the labels behind it (".co.uk")."""
    word = _WORD.search(before)
    if word is None or not _WORDS.isdisjoint((word.group(), labels.rpartition(".")[2])):
        return False
    return hosts.normal(word.group() + labels) is not None
