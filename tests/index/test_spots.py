"""Looking at the likely places of a text alone finds what reading all of it finds."""

import random
from dataclasses import replace

import pytest

from index.analysis import alternatives
from index.query import parse
from index.snippets.spots import beginning
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


STEMS = (
    *("stud", "cap", "sens", "rel", "tr", "agr", "hop", "hopp", "tick", "analog", "possib", "organ", "d", "v", "dy"),
    *("sk", "gent", "ug", "onl", "prob", "vietnam", "lux", "enjo", "carr", "ident", "happ", "troubl", "c", "sing"),
)
ENDINGS = (
    *("", "e", "y", "ie", "s", "es", "ies", "ied", "ying", "ing", "ings", "ed", "eed", "ly", "ily", "ably", "ibly"),
    *("ability", "abilities", "ibility", "ational", "ation", "ator", "ization", "izing", "ity", "ivity", "iveness"),
    *("fulness", "ousness", "ousli", "ency", "ance", "ological", "ogist", "ical", "icity", "ement", "ion", "able"),
)


def test_every_word_begins_as_its_stem_says() -> None:
    words = [stem + ending for stem in STEMS for ending in ENDINGS if len(stem + ending) > 1]
    terms = [(word, term) for word in words for place in alternatives(word) for term in place]
    assert [(word, term) for word, term in terms if not word.startswith(beginning(term))] == []
    assert beginning("request") == "reques"
    assert beginning("find") == "fin"
    assert beginning("die") == "d"


INDICATORS = (
    *("192.0.2.7", "hxxp://192[.]0[.]2[.]9:80/a", "::ffff:192.0.2.1", "::FFFF:c000:201", "[::ffff:c000:202]:443"),
    *("１９２．０．２．５", "192(dot)0(dot)2(dot)8", "1192.0.2.1", "192.0.2.0/24", "%31%39%32.0.2.1", "192&#46;0.2.1"),
    *("www.evil.ru", "evil[.]RU", "x@mail.evil.ru", "evil.ru.com", "truth", "ＲＵ"),
    *("evil.%72%75", "evil.r\u200bu", "evil DOT ru", "192.0.3.1"),
    *(r"HKEY_LOCAL_MACHINE\Run", r"\REGISTRY\MACHINE\Run", r"HKLM:\Run", "hklm"),
)  # fmt: skip


@pytest.mark.parametrize("typed", ["ip:192.0.2.0/24", "192.0.0.0/8", "domain:*.ru", "hklm", "ip:192.0.2.*"])
def test_the_same_addresses_and_names_are_found(typed: str) -> None:
    chance = random.Random(typed)
    quickly = sought(parse(typed).node, "body")
    slowly = Sought([replace(one, beginnings=()) for one in quickly.parts])
    for _ in range(200):
        text = " ".join(chance.choices((*INDICATORS, *WORDS), k=20))
        assert quickly.find(text) == slowly.find(text), (text, quickly.parts)
