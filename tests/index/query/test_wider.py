"""Where nothing is found, less is asked for."""

import pytest

from index.query import parse, write
from index.query.wider import wider

WIDER = {
    "worm trojan": ["worm OR trojan"],
    'worm "a b" tag:spam': ['worm OR "a b" OR tag:spam'],
    "evil.example,bad.example;1.2.3.4": ["evil.example OR bad.example OR 1.2.3.4"],
    "hxxp://evil[.]example:8080/a?b=1": ["evil.example"],
    "evil.example/a": ["evil.example"],
    "evil.example:443": ["evil.example"],
    "billing@evil.example": ["evil.example"],
    "email:billing@evil.example": ["evil.example"],
    "url:http://evil.example/a": ["evil.example"],
    "192.0.2.17": ["ip:192.0.2.0/24"],
    "192[.]0[.]2[.]17:443": ["192.0.2.17", "ip:192.0.2.0/24"],
    "ip:2001:db8::17": ["ip:2001:db8::/64"],
    "T1566.001": ["t1566"],
    "attack:T1566.001": ["t1566"],
    "worm": ["worm*"],
    "4af251fe": ["4af251fe*"],
}


@pytest.mark.parametrize("typed", WIDER)
def test_less_is_asked_for_than_was_typed(typed: str) -> None:
    assert [write(node) for _, node in wider(parse(typed).node)] == WIDER[typed]
    assert all(parse(write(node)).node == node for _, node in wider(parse(typed).node))


@pytest.mark.parametrize(
    "typed",
    ["", "bot", "title:worm", '"worm"', "evil.example", "worm -trojan", "worm OR trojan", "worm after:2003", "-worm"],
)
def test_nothing_less_is_asked_for_where_it_would_mean_something_else(typed: str) -> None:
    assert not list(wider(parse(typed).node))
