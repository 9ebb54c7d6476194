"""The fields a query may name, and the one form their values have in queries and in documents alike."""

import ipaddress
import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from index.analysis.folding import fold
from index.analysis.hosts import host_form, ipv6_form
from index.analysis.registry import SHORT
from index.analysis.urls import url_form

TEXT = ("title", "body")
EXACT = ("tag", "category", "kind", "source", "ref", "lang")
DATES = ("published", "updated", "seen", "date", "year")  # "year" is another name of "date"
BOUNDS = ("after", "since", "before", "until")  # of the field "date"

# Cryptocurrencies whose addresses are told apart.
WALLETS = ("bitcoin", "ethereum", "monero", "litecoin", "dogecoin", "dash", "zcash", "tron", "ripple")
# Which types of indicator each query field searches.
INDICATORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "cve": ("cve",),
        "ip": ("ipv4", "ipv6", "cidr"),
        "domain": ("domain",),
        "url": ("url",),
        "hash": ("md5", "sha1", "sha256", "sha512"),
        "email": ("email",),
        "attack": ("attack",),
        "asn": ("asn",),
        "file": ("file",),
        "registry": ("registry",),
        "wallet": WALLETS,
        "malware": ("malware",),
        "actor": ("actor",),
        "technique": ("technique",),
    }
)
NAMES = ("malware", "actor", "technique")  # types whose values are words of a text, which may mean other things too
# What else a person may call a field: each type of indicator is a name of the field that searches it.
ALIASES: Mapping[str, str] = MappingProxyType(
    {kind: field for field, kinds in INDICATORS.items() for kind in kinds if kind != field}
)
FIELDS = frozenset((*TEXT, *EXACT, *DATES, *BOUNDS, *INDICATORS, *ALIASES))

_REF = re.compile(r"s?0*(\d{1,9})", re.ASCII | re.IGNORECASE)
_CVE = re.compile(r"CVE-\d{4}-\d{4,19}", re.ASCII)
_CVE_BEGUN = re.compile(r"(?:cve-?)?(\d{4}(?:-\d{0,19})?)", re.ASCII)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,15})://")
_BETWEEN = re.compile(r"[\s/_-]+")
_HASH = re.compile(r"[0-9a-f]+", re.ASCII)
_HASH_LENGTHS = frozenset((32, 40, 64, 128))


def indicator_types(field: str) -> tuple[str, ...]:
    """The types of indicator that a query field, or a type by its own name, searches: `hash`, `md5`, `ip`."""
    return INDICATORS.get(field, (field,))


def normal_ref(ref: str) -> str:
    """A statement's reference as it is printed, S0 and the number: `s10`, `S010`, `010` and `10` are `S010`.

    What is no such reference is given back in capitals.
    """
    text = " ".join(fold(ref).text.split())
    number = _REF.fullmatch(text)
    return f"S0{int(number[1])}" if number else text.upper()


def is_ref(word: str) -> bool:
    """Whether a word of a query may mean a statement by its reference; a number alone does not."""
    return word[:1] in ("s", "S") and _REF.fullmatch(word) is not None


@lru_cache(4096)  # for tags and sources, which come again and again
def normal_value(field: str, value: str) -> str:
    """The one form of a value of an exact field or of a type of indicator; "" where nothing is left of it.

    References, CVE and ATT&CK identifiers and AS numbers are in capitals, all else in small letters; hosts are in
    punycode, addresses as RFC 5952 writes them, URLs without scheme and last slash, files without their folder, hives
    of the registry in their short form, every notation is defanged.
    The words of a tag, category or source are joined by hyphens, as in an address: `Data breach` is `data-breach`.
    """
    field = ALIASES.get(field, field)
    text = " ".join(fold(value).text.replace('"', "").split())
    if field == "ref":
        return normal_ref(text) if text else ""
    if field in _FORMS:
        return _FORMS[field](text)
    return text


def indexed_values(field: str, value: str) -> tuple[str, ...]:
    """The forms under which a document's value is kept: its own and those of what it belongs to.

    `pt-BR` is found by `lang:pt` too, `T1566.001` by `attack:T1566`.
    """
    value = normal_value(field, value)
    sign = {"lang": "-", "attack": "."}.get(field, "")
    parent = value.partition(sign)[0] if sign else value
    return tuple(dict.fromkeys(form for form in (value, parent) if form))


def is_possible(field: str, value: str) -> bool:
    """Whether a normal value can stand in a field at all: `999.1.1.1` is no address, `xyz` no hash."""
    if field == "ip":
        return ip_network(value) is not None
    if field == "cve":
        return _CVE.fullmatch(value) is not None
    if field == "hash":
        return len(value) in _HASH_LENGTHS and _HASH.fullmatch(value) is not None
    return bool(value)


def ip_network(value: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """An address or network; None where it is neither. Host bits of a network are cleared."""
    try:
        return ipaddress.ip_network(value, strict=False)
    except ValueError:
        return None


def _joined(text: str) -> str:
    joined = _BETWEEN.sub("-", text).strip("-")
    return joined if joined.strip(".") else ""  # `..` in an address would climb


def _ip(text: str) -> str:
    if "." in text and "/" in text and ":" not in text:
        network = ip_network(text)
        return str(network) if network else text
    return ipv6_form(text.strip("[]")) or text


def _cve(text: str) -> str:
    found = _CVE_BEGUN.fullmatch(text.replace(" ", "-").replace("_", "-"))
    return f"CVE-{found[1]}" if found else text.upper()


def _url(text: str) -> str:
    scheme = _SCHEME.match(text)
    return url_form(text[scheme.end() :], scheme[1]) if scheme else url_form(text)


def _email(text: str) -> str:
    local, at, host = text.removeprefix("mailto:").rpartition("@")
    return local + at + host_form(host)


def _asn(text: str) -> str:
    number = text.removeprefix("asn").removeprefix("as").strip()
    return f"AS{int(number)}" if number.isascii() and number.isdigit() and len(number) < 12 else text.upper()


def _file(text: str) -> str:
    """The name without its folder, however that is written."""
    return re.split(r"[\\/]", text)[-1]


def _registry(text: str) -> str:
    hive, sign, path = re.sub(r"\\+", r"\\", text.lstrip(":")).rstrip("\\").partition("\\")
    return SHORT.get(hive, hive) + sign + path


_FORMS = {
    "file": _file,
    "registry": _registry,
    "tag": _joined,
    "category": _joined,
    "source": _joined,
    "ip": _ip,
    "cve": _cve,
    "url": _url,
    "email": _email,
    "asn": _asn,
    "domain": host_form,
    "attack": str.upper,
}
