"""Addresses of cryptocurrencies, each with its checksum proved."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from ingest.indicators import checksums
from ingest.indicators.folded import Folded, Found

CHECKED = 1_000  # Keccak checksums of one text: each takes a third of a millisecond
_BASE58 = re.compile(r"(?<![^\W_])[1-9A-HJ-NP-Za-km-z]{26,106}+(?![^\W_])", re.ASCII)
_BECH32 = re.compile(r"(?<![^\W_])(?:bc1|ltc1)[02-9ac-hj-np-z]{11,71}+(?![^\W_])", re.IGNORECASE | re.ASCII)
_ETHEREUM = re.compile(r"(?<![^\W_])0x(?P<digits>[0-9A-Fa-f]{40})(?![^\W_])", re.ASCII)
# The bytes before the hash of a key or script, by what an address in Base58Check begins with.
_VERSIONS = {
    b"\x00": "bitcoin", b"\x05": "bitcoin", b"\x30": "litecoin", b"\x32": "litecoin", b"\x1e": "dogecoin",
    b"\x16": "dogecoin", b"\x4c": "dash", b"\x10": "dash", b"\x41": "tron", b"\x1c\xb8": "zcash",
    b"\x1c\xbd": "zcash",
}  # fmt: skip
_RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_HASH = 20  # bytes that follow the version
_MONERO = {95: (18, 42), 106: (19,)}  # characters, and the first bytes: standard and subaddress, integrated


def base58(folded: Folded) -> Iterator[Found]:
    """Bitcoin, Litecoin, Dogecoin, Dash, Zcash, Tron and Ripple; the case of letters counts."""
    for found in _BASE58.finditer(folded.text):
        if len(found.group()) < 37 and (sort := _coin(found.group())):
            yield sort, found.group(), *found.span()


def bech32(folded: Folded) -> Iterator[Found]:
    """Bitcoin and Litecoin of the later form, in lower case."""
    if "C1" not in folded.text.upper():
        return
    for found in _BECH32.finditer(folded.text):
        written = found.group()
        if (written.islower() or written.isupper()) and checksums.is_bech32(written):
            yield "bitcoin" if written[0] in "bB" else "litecoin", written.lower(), *found.span()


def ethereum(folded: Folded) -> Iterator[Found]:
    """Ethereum and its kin, in lower case; digits in capitals and small letters have to bear the checksum."""
    mixed = 0
    for found in _ETHEREUM.finditer(folded.text):
        digits = found["digits"]
        if len(set(digits)) < 4:
            continue  # a constant, not an account
        if not (digits.islower() or digits.isupper()):
            mixed += 1
            if mixed > CHECKED or not checksums.is_eip55(digits):
                continue
        yield "ethereum", f"0x{digits.lower()}", *found.span()


def monero(folded: Folded) -> Iterator[Found]:
    """Monero; the case of letters counts."""
    long = (found for found in _BASE58.finditer(folded.text) if len(found.group()) in _MONERO)
    for found in islice(long, CHECKED):
        data = checksums.monero(found.group())
        if data and data[0] in _MONERO[len(found.group())]:
            yield "monero", found.group(), *found.span()


@lru_cache(maxsize=4096)
def _coin(written: str) -> str | None:
    if written[0] == "r":
        data = checksums.base58check(written, _RIPPLE)
        return "ripple" if data and len(data) == _HASH + 1 and data[0] == 0 else None
    data = checksums.base58check(written)
    return _VERSIONS.get(data[:-_HASH]) if data and len(data) > _HASH else None
