"""Which addresses may be dialled, and which exceptions an operator can name."""

from ipaddress import ip_address

import pytest

from ingest.fetch.addresses import allowed, is_public

PUBLIC = """
    1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 169.253.255.255
    172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0
    223.255.255.255 168.63.129.15 168.63.129.17
    2600::1 2a00:1450:4001:81a::200e 2620:fe::fe 2001:4860:4860::8888 2001:200::1 ::ffff:8.8.8.8 64:ff9b::808:808
"""
NOT_PUBLIC = """
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254
    172.16.0.0 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255
    100.100.100.200 168.63.129.16 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1
    ::ffff:168.63.129.16 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b::a00:1 64:ff9b:1::a00:1 100::1 2001::1
    2001:0:7f00:1::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1 2002:808:808::1 3fff::1 5f00::1
    fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 ff0e::1
"""


@pytest.mark.parametrize("text", PUBLIC.split())
def test_a_public_address_may_be_dialled(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize("text", NOT_PUBLIC.split())
def test_any_other_address_may_not(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize(
    ("entry", "host", "port", "named"),
    [
        ("intranet.example", "intranet.example", 80, True),
        ("Intranet.Example", "INTRANET.example", 8080, True),
        ("intranet.example", "www.intranet.example", 80, False),
        ("intranet.example:8080", "intranet.example", 8080, True),
        ("intranet.example:8080", "intranet.example", 80, False),
        ("127.0.0.1:9", "127.0.0.1", 9, True),
        ("127.0.0.1:9", "127.0.0.1", 10, False),
        ("[::1]:9", "::1", 9, True),
        ("[::1]:9", "::1", 10, False),
    ],
)
def test_an_exception_by_name_holds_for_that_host_and_port(entry: str, host: str, port: int, named: bool) -> None:
    assert allowed([entry]).names(host, port) is named


@pytest.mark.parametrize(
    ("entry", "address", "held"),
    [
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
        ("10.0.0.0/8", "::ffff:10.1.2.3", True),
        ("10.1.2.3/8", "10.9.9.9", True),
        ("10.0.0.7", "10.0.0.7", True),
        ("10.0.0.7", "10.0.0.8", False),
        ("fd00::/8", "fd00::1", True),
        ("[fd00::1]", "fd00::1", True),
        ("fd00::/8", "10.0.0.1", False),
    ],
)
def test_an_exception_by_network_holds_for_the_addresses_in_it(entry: str, address: str, held: bool) -> None:
    assert allowed([entry]).holds(ip_address(address)) is held


@pytest.mark.parametrize(
    "entry", ["http://example.org", "example.org:", "example.org:http", "a b", ":80", "x:70000", "10.0.0.0/99"]
)
def test_an_exception_that_is_none_is_named(entry: str) -> None:
    with pytest.raises(ValueError, match="is not a host, host:port or CIDR block"):
        allowed([entry])


def test_blank_exceptions_are_passed_over() -> None:
    assert allowed(["", "  "]) == allowed([])
