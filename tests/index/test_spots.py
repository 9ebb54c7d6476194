"""Looking at the likely places of a text alone finds what reading all of it finds."""

import random
from dataclasses import replace

import pytest

from index.query import parse
from index.snippets.wanted import Sought, sought
from tests.property.nasty import FRAGMENTS, nasty_strings

WORDS = (
    *("studies", "study", "studying", "dying", "die", "lies", "ski", "skies", "general", "hopping", "hop"),
    *(
        "Café",
        "cafe",
        "ev\u200bil",
        "evil",
        "e\x02vil",
        "EVIL",
        "ｅｖｉｌ",
        "evil.com",
        "evil[.]com",
        "%65vil",
        "hxxp://evil/",
    ),
    *(
        "users'",
        "user's",
        "relational",
        "relate",
        "ugly",
        "only",
        "ﬁle",
        "file",
        "İstanbul",
        "istanbul",
        "s010",
        "AT&T",
    ),
    *(
        "server",
        "Servers",
        "a%2fserver",
        "a/server",
        "“server”",
        "SER\xadVER",
        "sérver",
        "3server",
        "ser—ver",
        "observer",
    ),
    *("xn--bcher-kva.example", "XN--BCHER-KVA", "Bücher", "bucher", "weiß", "weiss", "sør", "m²", "[dot]", "\\."),
)


@pytest.mark.parametrize("seed", range(4))
def test_the_same_spans_are_found(seed: int) -> None:
    chance = random.Random(seed)
    texts = [" ".join(chance.choices((*WORDS, *FRAGMENTS, "\n", "("), k=60)) for _ in range(100)]
    texts += list(nasty_strings(seed, 300))[-100:]
    for text in texts:
        quickly = sought(parse(" ".join(chance.choices(WORDS, k=2))).node, "body")
        slowly = Sought([replace(one, beginnings=()) for one in quickly.parts])
        assert quickly.find(text) == slowly.find(text), (text, quickly.parts)
