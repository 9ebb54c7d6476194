"""What a format declares to be an address, a host or a hash, brought to the form that indicators have."""

import re
from ipaddress import ip_network

from ingest.indicators import find, hosts
from ingest.indicators.folded import fold

Named = tuple[str, str]  # an indicator's type and its value

ADDRESS, HOST, URL, EMAIL, HASH, ASN, ID = "address", "host", "url", "email", "hash", "asn", "id"
OPAQUE = ""  # a file name, a registry key, a mutex: kept as words, and no host is looked for in it

_HEX = re.compile(r"[0-9a-f]+")
_LENGTHS = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
_LONGEST = 2_048  # characters of one observable


def named(sort: str, written: str) -> tuple[Named, ...]:
    """The indicators that a declared value stands for, itself first: a link's or mail address's host comes with it.

    Nothing where the value is not what it is declared to be, or lies in no network (loopback, netmasks).
    """
    plain = fold(written[:_LONGEST]).text.strip()
    if sort == HASH:
        return _hash(plain)
    if sort in (ADDRESS, HOST):
        return _address(plain) or _host(plain)
    if sort == ASN:
        return _found(f"AS{plain.upper().removeprefix('AS').strip()}", "asn")
    if sort == URL:
        return _found(plain, "url") or _without_scheme(plain) or _host(plain)
    if sort == EMAIL:
        return _found(plain, "email")
    return _found(plain, "cve", "attack") if sort == ID else ()


def _hash(plain: str) -> tuple[Named, ...]:
    digits = plain.lower().removeprefix("0x")
    sort = _LENGTHS.get(len(digits))
    return ((sort, digits),) if sort and _HEX.fullmatch(digits) and len(set(digits)) > 2 else ()


def _address(plain: str) -> tuple[Named, ...]:
    written, slash, bits = plain.partition("/")
    address = hosts.address(written) if re.fullmatch(r"[0-9A-Fa-f:.]{3,45}", written) else None
    if not address:
        return ()
    if slash and bits not in ("32", "128"):
        try:
            return (("cidr", str(ip_network(f"{address[1]}/{bits}", strict=False))),)
        except ValueError:
            return ()
    return (address,)


def _host(plain: str) -> tuple[Named, ...]:
    name = hosts.normal(plain)
    return (("domain", name),) if name and not plain.rpartition(".")[2].isdigit() else ()


def _without_scheme(plain: str) -> tuple[Named, ...]:
    """A link as proxies log it, such as host.example/path, whose value has no scheme either."""
    found = _found(f"http://{plain}", "url")
    return tuple((sort, value.removeprefix("http://")) for sort, value in found) if "/" in plain else ()


def _found(plain: str, *sorts: str) -> tuple[Named, ...]:
    """What a search of the value itself finds, if the first of it is of one of these sorts and begins the value."""
    found = [(one.type, one.value) for one in find(plain)]
    return tuple(found) if found and found[0][0] in sorts else ()
