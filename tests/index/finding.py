"""The meaning of a query in a dozen lines, over one text: what every engine must find, without an engine."""

import re

from index.analysis import Token, alternatives, analyse, joined
from index.query import nodes


def finds(node: nodes.Node, text: str) -> bool:
    """Whether a text matches a tree of words, phrases, prefixes and what joins them; values match nothing."""
    match node:
        case nodes.Everything():
            return True
        case nodes.Word(typed):
            return bool(spans(typed, analyse(text))) or joined(typed) in {token.text for token in analyse(text)}
        case nodes.Phrase(typed):
            return bool(spans(typed, analyse(text)))
        case nodes.Prefix(typed):
            return any(token.surface.startswith(typed) for token in analyse(text))
        case nodes.Wildcard(pattern):
            regex = re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."))
            return any(regex.fullmatch(token.surface) for token in analyse(text))
        case nodes.And(parts):
            return all(finds(part, text) for part in parts)
        case nodes.Or(parts):
            return any(finds(part, text) for part in parts)
        case nodes.Not(part):
            return not finds(part, text)
        case nodes.Boost(part, _):
            return finds(part, text)
        case _:
            return False


def spans(typed: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """Where in a text the tokens of something typed stand next to one another."""
    places = [{token.position: token for token in tokens if token.text in terms} for terms in alternatives(typed)]
    if not places:
        return []
    found = []
    for position, token in places[0].items():
        rest = [place.get(position + i) for i, place in enumerate(places)]
        if all(rest):
            found.append((token.start, max(other.end for other in rest if other)))
    return found


def marked(typed: str, text: str) -> list[str]:
    """What a snippet would mark: the spellings in the text that something typed stands for."""
    return [text[start:end] for start, end in spans(typed, analyse(text))]
