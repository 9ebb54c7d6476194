"""An IPv4 address is told in whatever way it is written."""

import pytest

from ingest.fetch.addresses import allowed
from ingest.fetch.client import fetch
from ingest.fetch.spellings import plain_address
from ingest.fetch.urls import BadUrl, checked_url
from tests.ingest.fetch.asking import failure

NOBODY = allowed([])
LOOPBACK = """
    127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0X7F.0.0.1 0x7f.1 0177.0.0.1 0177.1 017700000001 127.0.0.1. 0x7F.0.1
    0000177.0.0.1 127.0x0.00.1 １２７.0.0.1 127。0。0。1 ①②⑦.0.0.1 %31%32%37.0.0.1 0x7f%2e1
"""
INSIDE = """
    [::1] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:a9fe:a9fe] [::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::]
    [fe80::1] [fd00:ec2::254]
"""
METADATA = "169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.43518 169.16689662 0xa9.254.0251.254"


@pytest.mark.parametrize(
    ("spelling", "plain"),
    [*((text, "127.0.0.1") for text in LOOPBACK.split()), *((text, "169.254.169.254") for text in METADATA.split())],
)
def test_every_spelling_is_the_same_address_and_refused(spelling: str, plain: str) -> None:
    assert str(plain_address(spelling)) == plain
    assert checked_url(f"http://{spelling}:8080/x?y#z", NOBODY).host == plain
    got = failure(fetch(f"http://{spelling}/"))
    assert got.why == f"{plain} is not a public address; name it in KB_FETCH_ALLOW to permit it"


@pytest.mark.parametrize(
    "host", ["256.1.1.1", "1.2.3.4.5", "09.1.1.1", "1.2.3.256", "127.0.0.0x100", "0xfffffffff", "a.1"]
)
def test_what_ends_in_a_number_and_is_no_address_is_refused(host: str) -> None:
    with pytest.raises(BadUrl, match="not a web address"):
        checked_url(f"http://{host}/", NOBODY)


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "0x7f.example", "1e100.net", "xn--a", "a-1"])
def test_a_name_stays_a_name(host: str) -> None:
    assert plain_address(host) is None
    assert checked_url(f"http://{host}/", NOBODY).host == host


@pytest.mark.parametrize("host", INSIDE.split())
def test_an_ipv6_address_that_leads_inside_is_refused(host: str) -> None:
    assert "is not a public address" in failure(fetch(f"http://{host}/")).why
