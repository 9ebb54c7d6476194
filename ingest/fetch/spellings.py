"""IPv4 addresses in every spelling that a URL may give them (URL Standard of the WHATWG, section 3.5)."""

import re
import unicodedata
from ipaddress import IPv4Address
from urllib.parse import unquote

_HOST = re.compile(r"(\s*(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@\\]*@)?)([^/?#:@\[\]\\\s]{1,500})", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile("0x[0-9a-f]*|[0-9]+", re.ASCII)


def with_plain_address(url: str) -> str:
    """The URL with a host like 0x7f.1, 0177.0.0.1 or 2130706433 written as 127.0.0.1; any other as it is.

    Raises ValueError for a host that ends in a number and is not an address, such as 256.1.1.1.
    """
    found = _HOST.match(url)
    address = plain_address(found[2]) if found else None
    return f"{found[1]}{address}{url[found.end() :]}" if found and address else url


def plain_address(host: str) -> IPv4Address | None:
    """The address that a host spells in decimal, octal or hexadecimal, in one to four parts; None for a name."""
    plain = unicodedata.normalize("NFKC", unquote(host)).lower().replace("。", ".")
    parts = plain.removesuffix(".").split(".")
    if not _NUMBER.fullmatch(parts[-1]):
        return None
    if len(parts) > 4 or not all(map(_NUMBER.fullmatch, parts)):
        raise ValueError(f'"{host[:100]}" ends in a number but is not an IPv4 address')
    *firsts, last = map(_value, parts)
    if max(firsts, default=0) > 255 or last >= 256 ** (5 - len(parts)):
        raise ValueError(f'"{host[:100]}" is not an IPv4 address: a number in it is too large')
    return IPv4Address(int.from_bytes(bytes(firsts).ljust(4, b"\0"), "big") + last)


def _value(part: str) -> int:
    """A number in hexadecimal behind "0x", in octal behind "0", else in decimal; raises ValueError."""
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if len(part) > 1 and part.startswith("0") else 10)
