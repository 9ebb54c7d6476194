"""Indicators that are one token of fixed shape: hashes, and the ids of vulnerabilities, techniques and networks."""

import re
from collections.abc import Iterator

from ingest.indicators.folded import Folded, Found

_HASH = re.compile(r"(?<![^\W_])(?P<hex>0x)?(?P<hash>[0-9A-Fa-f]{32,128})(?![^\W_])", re.ASCII)
_LENGTHS = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
# A digest of a part of a file, of how a connection begins, or of a commit: not the hash of a sample.
_OTHER_DIGEST = re.compile(
    r"(?:imphash|import hash|authentihash|rich hash|icon hash|ja3s?|hassh|commits?|tree|blob|raw|compare)"
    r"(?: (?:hash|fingerprint|digest))?[^A-Za-z0-9]{1,12}$",
    re.IGNORECASE,
)
_CVE = re.compile(
    r"(?<![^\W_])CVE[-_ \u2010-\u2015]{1,3}([12]\d{3})[-_\u2010-\u2015]{1,2}(\d{4,9})(?!\d)", re.IGNORECASE | re.ASCII
)
# Techniques T1001 upwards and T08xx (industrial), tactics, mitigations: attack.mitre.org numbers them without gaps.
_ATTACK = re.compile(
    r"(?:(?<![\w.-])(?P<id>T(?:1[0-7]\d\d|08\d\d)(?:\.\d{3})?|TA0[01]\d\d|M(?:10[1-5]\d|09\d\d))"
    r"|(?<=\battack\.)(?P<tag>t(?:1[0-7]\d\d|08\d\d)(?:\.\d{3})?))(?!\w|\.\d|-\d)",  # as Sigma writes it
    re.ASCII,
)
_SIGN_OF_ATTACK = re.compile(r"[TM](?:A0)?[01]\d|attack\.t[01]\d")  # quick to look for
_ASN = re.compile(r"(?<![\w-])(?:ASN?|ASN?[ :#]{1,2}|ASN: )(\d{1,10})(?![\w.-])", re.ASCII)


def hashes(folded: Folded) -> Iterator[Found]:
    """MD5, SHA-1, SHA-256 and SHA-512 in hexadecimal, in lower case; 40 digits behind 0x are an account of Ethereum,
    and what has no letters is a number."""
    for found in _HASH.finditer(folded.text):
        written = found["hash"].lower()
        sort = _LENGTHS.get(len(written))
        before = folded.text[max(0, found.start() - 36) : found.start()]
        if found["hex"] and sort == "sha1":
            continue
        if sort and len(set(written)) > 2 and not written.isdigit() and not _OTHER_DIGEST.search(before):
            yield sort, written, *found.span("hash")


def cves(folded: Folded) -> Iterator[Found]:
    """Ids of vulnerabilities (cve.org)."""
    if "CVE" not in folded.text.upper():
        return
    for found in _CVE.finditer(folded.text):
        yield "cve", f"CVE-{found[1]}-{found[2]}", *found.span()


def attack(folded: Folded) -> Iterator[Found]:
    """Ids of techniques, tactics and mitigations (attack.mitre.org)."""
    if not _SIGN_OF_ATTACK.search(folded.text):
        return
    for found in _ATTACK.finditer(folded.text):
        yield "attack", found.group().upper(), *found.span()


def networks(folded: Folded) -> Iterator[Found]:
    """Numbers of autonomous systems, as AS64496 (RFC 5396)."""
    if "AS" not in folded.text:
        return
    for found in _ASN.finditer(folded.text):
        if 0 < int(found[1]) < 2**32:
            yield "asn", f"AS{int(found[1])}", *found.span()
