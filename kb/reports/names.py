"""Slugs and references, and titles and addresses in one spelling, by which they are compared."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

LONGEST_SLUG = 100  # characters
LONGEST_KEY = 500  # characters: PostgreSQL indexes no value over 2,704 bytes
_NOT_IN_SLUG = re.compile(r"[^\w.]+")
_REF = re.compile(r"(?:ref:)?\s*(?:s0*)?([0-9]{1,9})", re.IGNORECASE)
_STATEMENT = re.compile(r"/statements?/(?:S)?0*([0-9]{1,9})(?:/.*)?$", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|d|y|tw)clid|msclkid|[gw]braid|mc_[ce]id|igshid|_hs\w+|mkt_tok|(?:pk|mtm)_\w+|ref_src|_g[al]",
    re.IGNORECASE,
)


def slugify(text: str) -> str:
    """Words joined by hyphens, lower case; dots and letters of every script stay: `…-protected-sky-bad.psky.me`."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("_", " ").replace("'", "").replace("’", "")
    slug = _NOT_IN_SLUG.sub("-", folded).strip("-.")
    if len(slug) > LONGEST_SLUG:
        slug = slug[:LONGEST_SLUG].rpartition("-")[0] or slug[:LONGEST_SLUG]
    return slug or "untitled"


def title_key(title: str) -> str:
    """A title folded, so that two spellings of it compare equal; one without words stands for itself."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return bounded(" ".join(re.findall(r"\w+", folded)) or folded.strip())


def storable(text: str) -> str:
    """The text without what databases refuse: NUL and lone surrogates stand as `\\x00` and `\\udcff`."""
    return text.replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode()


def bounded(key: str) -> str:
    """A key that every database stores and indexes; of one that is too long, the beginning and its SHA-256."""
    key = storable(key)
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()
    return f"{key[: LONGEST_KEY - len(digest) - 1]}~{digest}"


def statement_number(name: str) -> int | None:
    """The number that a reference gives: `S010`, `s10`, `10` and `ref:S010` are all 10."""
    found = _REF.fullmatch(name.strip())
    return int(found[1]) if found else None


def canonical_ref(number: int) -> str:
    """The reference as it is printed: the literal `S0` and the number, unpadded."""
    return f"S0{number}"


def address_number(url: str) -> int | None:
    """The number in a statement's address: `/statement/8/` and `/statement/008/<slug>` are both 8."""
    parts = split(url)
    found = _STATEMENT.search(parts.path) if parts else None
    return int(found[1]) if found else None


@lru_cache(1_024)  # for a feed, whose own address is asked for with every item
def host(url: str) -> str | None:
    """The host of an address without `www.`; None where there is none."""
    parts = split(url)
    return parts.hostname.removeprefix("www.") if parts and parts.hostname else None


@lru_cache(1_024)
def split(url: str) -> SplitResult | None:
    """The parts of an address; None for what cannot be one, such as `https://[x`."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port  # read only now, and refused when it is no port
    except ValueError:
        return None
    return parts


@lru_cache(4_096)  # it is asked for each name of an item, and again when its story is settled
def url_key(url: str) -> str:
    """An address in one spelling: no scheme, `www.`, default port, fragment, tracking, last slash or zero padding."""
    parts = split(url)
    if parts is None:
        return bounded(url.strip())
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    path = unquote(parts.path)
    if numbered := _STATEMENT.search(path):
        path = f"{path[: numbered.start()]}/statement/{numbered[1]}"
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(k, v)]
    query = f"?{urlencode(kept)}" if kept else ""
    return bounded(f"{host(url) or ''}{port}{path.rstrip('/')}{query}")


def without_tracking(url: str) -> str:
    """An address as it stands, save for the parameters by which readers are followed."""
    address, mark, query = url.partition("?")
    if not mark:
        return url
    parts = [part for part in query.split("&") if not _is_tracking(*part.partition("=")[::2])]
    return f"{address}?{'&'.join(parts)}" if parts else address


def _is_tracking(name: str, value: str) -> bool:
    return bool(_TRACKING.fullmatch(name)) or (name == "ref" and "." in value)
