"""How other sites tell a report again: syndicated, shortened, thinned, under another title, in other words."""

import re
from dataclasses import dataclass
from random import Random

_PAIRS = """
    actor=group actors=groups additionally=besides also=too although=though appears=seems attack=assault
    attacker=intruder attackers=intruders based=built because=since behavior=behaviour campaign=operation
    campaigns=operations capabilities=abilities common=widespread contains=holds continue=go-on create=make
    created=made currently=now data=information delivered=sent different=various discovered=found download=fetch
    downloaded=fetched emails=messages example=instance executed=run execution=running file=document files=documents
    first=initially following=next found=seen however=but identified=spotted important=crucial includes=has
    including=among information=details known=familiar large=big many=numerous multiple=several new=fresh
    number=count observed=noticed often=frequently once=after organizations=companies other=further provide=give
    recent=latest recently=lately researchers=analysts security=protection several=some shows=reveals similar=comparable
    specific=particular targeted=aimed targeting=aiming through=via used=employed user=person users=people uses=employs
    using=with various=diverse victim=target victims=targets when=whenever which=that while=whereas without=lacking
"""
_OTHER_WORDS = dict(pair.split("=") for pair in _PAIRS.split())
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")
_WORD = re.compile(r"(?<![\w./:@-])[a-z]+(?![\w/:@-]|\.\w)")


@dataclass(frozen=True, slots=True)
class Told:
    """A report as one site tells it."""

    title: str
    body: str


def syndicated(told: Told, chance: Random) -> Told:
    """Another site's frame around it: who wrote it, where it comes from, what else there is to read."""
    site = chance.choice(["The Daily Packet", "Cyber Wire Europe", "Infosec Reader", "Netzwoche"])
    before = f"By our partners | {chance.randint(2, 12)} min read | Share on Mastodon\n\n"
    after = (
        f"\n\nThis article was first published elsewhere and appears on {site} with permission of its authors. "
        f"Subscribe to our newsletter for the week's most read stories.\n\nRead next: How {site} protects its sources\n"
        "Read next: Ten passwords you should not use\n\n"
        f"© {site} 2024. All rights reserved. Terms | Privacy | Advertise with us"
    )
    return Told(told.title, before + " ".join(told.body.split(" ")) + after)


def shortened(told: Told, chance: Random) -> Told:
    """Its first paragraphs: between a third of it and two thirds."""
    paragraphs = _paragraphs(told.body)
    wanted = len(told.body) * chance.uniform(0.33, 0.67)
    kept: list[str] = []
    while paragraphs and sum(map(len, kept)) < wanted:
        kept.append(paragraphs.pop(0))
    if not paragraphs:  # it has but one: its first sentences
        sentences = _SENTENCE.split(told.body)
        kept = [" ".join(sentences[: max(1, round(len(sentences) * 0.6))])]
    return Told(told.title, "\n\n".join(kept))


def thinned(told: Told, chance: Random) -> Told:
    """Half of its sentences, from all over it."""
    return Told(told.title, "\n\n".join(filter(None, (_half(one, chance) for one in _paragraphs(told.body)))))


def retitled(told: Told, chance: Random) -> Told:
    """The words of one of its sentences for a title, or an editor's own."""
    sentences = [one for one in _SENTENCE.split(told.body) if 6 <= len(one.split()) <= 40]
    words = (
        chance.choice(sentences).split()[: chance.randint(6, 10)] if sentences else ["What", "you", "should", "know"]
    )
    return Told(" ".join(words).strip(" ,;:."), told.body)


def reworded(told: Told, chance: Random) -> Told:
    """Common words in other words, some sentences in another order."""

    def other(found: re.Match[str]) -> str:
        return _OTHER_WORDS.get(found[0], found[0]) if chance.random() < 0.8 else found[0]

    return Told(told.title, "\n\n".join(_WORD.sub(other, _shuffled(one, chance)) for one in _paragraphs(told.body)))


def reissued(told: Told, chance: Random) -> Told:
    """The next issue of it: the same words with other numbers, which is another report."""

    def digit(found: re.Match[str]) -> str:
        return str((int(found[0]) + chance.randint(1, 9)) % 10)

    return Told(re.sub(r"\d", digit, told.title), re.sub(r"\d", digit, told.body))


def gathered(some: list[Told]) -> Told:
    """A roundup that quotes several reports whole, which is none of them."""
    return Told("The week in security", "\n\n".join(f"{one.title}\n\n{one.body}" for one in some))


def _paragraphs(text: str) -> list[str]:
    return [one for one in text.split("\n\n") if one.strip()]


def _half(paragraph: str, chance: Random) -> str:
    sentences = _SENTENCE.split(paragraph)
    kept = sorted(chance.sample(range(len(sentences)), (len(sentences) + chance.randint(0, 1)) // 2))
    return " ".join(sentences[at] for at in kept)


def _shuffled(paragraph: str, chance: Random) -> str:
    """One pair of neighbours in four changes places."""
    sentences = _SENTENCE.split(paragraph)
    for at in range(len(sentences) - 1):
        if chance.random() < 0.25:
            sentences[at], sentences[at + 1] = sentences[at + 1], sentences[at]
    return " ".join(sentences)
