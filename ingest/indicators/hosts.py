"""Which dotted names are hosts, and which only look it: file names, versions, code, names of malware and products."""

import re
from functools import lru_cache
from ipaddress import ip_address

from publicsuffixlist import PublicSuffixList

# Top-level domains that are as well endings of files; a bare name that ends so is a file unless it was defanged,
# stands in a link, or begins with "www.".
_FILES = frozenset(("app", "bat", "cab", "cpl", "inf", "java", "mov", "ps", "py", "sh", "so", "sys", "zip"))

# Countries whose domains are also endings of files: here the first part of the name has to tell.
_EITHER = frozenset(("ac", "am", "cc", "in", "la", "md", "mk", "ml", "pl", "pm", "rs"))
_SOURCES = frozenset(
    (
        "authors",
        "build",
        "changelog",
        "code_of_conduct",
        "config",
        "configure",
        "contributing",
        "index",
        "install",
        "lib",
        "license",
        "main",
        "makefile",
        "mod",
        "readme",
        "security",
        "setup",
        "test",
        "tests",
        "todo",
        "util",
        "utils",
    )
)

# RFC 2606, RFC 6761, RFC 7686 and the name systems beside the public one: not on the suffix list, yet hosts.
_OUTSIDE = frozenset(("example", "i2p", "onion", "bit"))

# RFC 2606 and RFC 6761: kept free for examples and tests.
EXAMPLES = frozenset(("example", "example.com", "example.net", "example.org", "invalid", "localhost", "test"))

# Packages of Java and its kin are named by a domain read backwards: org.apache.commons.io, com.vendor.app.
_PACKAGE = re.compile(r"(?:com|net|org|java|javax|androidx|kotlin)\.[a-z0-9_-]+(?:\.[a-z0-9_-]+)+", re.IGNORECASE)
_PRODUCTS = frozenset(("ado.net", "asp.net", "paint.net", "vb.net"))
_MASKED = re.compile(
    r"(?:\d{1,3}\.){1,3}x{1,3}(?:\.x{1,3}){0,2}"
)  # 192.0.2.xxx is an address in part, though .xxx is a suffix
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)


@lru_cache(maxsize=4096)
def normal(written: str) -> str | None:
    """The host in lower case and, where it is international, in its ASCII form; None when it is no name of a host.

    A host has labels of 1 to 63 characters, 253 in all (RFC 1035), and lies below a public suffix.
    """
    host = written.rstrip(".").lower()
    if len(host) > 253 or "." not in host or _MASKED.fullmatch(host):
        return None
    if not host.isascii():
        host = ".".join(map(_ascii, host.split(".")))
    labels = host.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return None
    return host if labels[-1] in _OUTSIDE or _suffixes().privatesuffix(host) else None


def _ascii(label: str) -> str:
    """The label in the ASCII form of its registration; letters newer than the tables of IDNA 2003 stay as they are."""
    try:
        return label.encode("idna").decode("ascii")
    except UnicodeError:
        return f"xn--{label.encode('punycode').decode('ascii')}"


@lru_cache(maxsize=4096)
def registrable(host: str) -> str | None:
    """The part of a host that somebody registered: `example.co.uk` of `www.example.co.uk`; None where there is none."""
    found: str | None = _suffixes().privatesuffix(host)
    return found


def is_bare_host(written: str) -> bool:
    """Whether a dotted name in running text, neither defanged nor in a link, is meant as a host."""
    name, _, last = written.rpartition(".")
    if last.isdigit():
        return True
    if not (last.islower() or written.isupper()) or written.lower() in _PRODUCTS:
        return False  # W32.Agent.Bt, System.Net: malware and code name themselves in mixed case
    if written.lower().startswith("www."):
        return True
    if _PACKAGE.fullmatch(written):
        return False
    last = last.lower()
    if last in _FILES:
        return False
    return not (last in _EITHER and ("_" in name or not (name.islower() or written.isupper()) or name in _SOURCES))


@lru_cache(maxsize=4096)
def address(written: str) -> tuple[str, str] | None:
    """("ipv4" or "ipv6", the address in its shortest form), or None when it is none that could lie in the network.

    Leading zeros are dropped as people write them. Loopback, unspecified and reserved ones (netmasks, broadcast) are
    none; private and documentation addresses are, since an archive holds reports about them too.
    """
    dotted = "." in written and ":" not in written
    plain = ".".join(str(int(part)) for part in written.split(".")) if dotted else written
    try:
        found = ip_address(plain)
    except ValueError:
        return None
    if found.is_loopback or found.is_unspecified or (found.version == 4 and (found.is_reserved or plain[:2] == "0.")):
        return None
    return f"ipv{found.version}", str(found)
