"""Words that show why a text was found, and English ones that stand in every text and do not."""

_UNTELLING = (
    "a about also am an and any are as at be been being but by can could did do does each for from had has have he her "
    "him his how i if in into is it its me more most my no not of on or other our she should so some such than that "
    "the their them then there these they this those to too very was we were what when where which who whom whose why "
    "will with would you your"
)
_WORDS = frozenset(_UNTELLING.split())


def is_telling(text: str) -> bool:
    """Of a folded word, or several."""
    return text not in _WORDS
