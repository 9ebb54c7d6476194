"""From whatever a person has in hand (a reference, a number, an address old or new) to the report that is meant."""

import re
from urllib.parse import unquote

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from index.analysis.folding import fold
from kb.models import Identity, Report, Slug
from kb.reports.names import address_number, host, split, statement_number, url_key

LONGEST = 20_000  # characters of a name that are looked at
_SCHEME = re.compile(r"\A(?:https?:)?//", re.IGNORECASE)


def resolve(session: Session, name: str, *, base_url: str = "") -> int | None:
    """The id of the report meant by `S010`, `s10`, `10`, `report/5`, an advisory's id, a slug or any address.

    An address may be old or new, of this site or the original's, with or without scheme and host, plain or defanged.
    """
    name = name.strip()[:LONGEST]
    for spelling in dict.fromkeys((name, fold(name, keep_case=True).text.strip())):
        if spelling and spelling.isprintable() and (found := _resolve(session, spelling, base_url)) is not None:
            return found
    return None


def _resolve(session: Session, name: str, base_url: str) -> int | None:
    if (number := statement_number(name)) is not None:
        return _numbered(session, number)
    if "/" in name:
        return _by_address(session, name, base_url)
    return _only(
        session, Identity.report_id, Identity.scheme == "key", Identity.value.endswith(f":{name}", autoescape=True)
    ) or _only(session, Slug.report_id, Slug.slug == name.lower())


def _by_address(session: Session, address: str, base_url: str) -> int | None:
    bare = _SCHEME.sub("", address)
    if bare == address and "." not in address.lstrip("/").partition("/")[0]:  # a path without a host is one of ours
        address = f"{base_url or 'https://localhost'}/{address.lstrip('/')}"
        here = True
    else:
        address = f"https://{bare}"
        here = bool(base_url) and host(address) == host(base_url)
    if here and (own := _own(session, address, base_url)) is not None:
        return own
    key = url_key(address)
    met = select(Identity.report_id).where(Identity.scheme.in_(("url", "link")), Identity.value == key)
    if (found := session.scalar(met.order_by(Identity.scheme.desc()).limit(1))) is not None:
        return found  # the page itself, else the news that points at it
    if (number := address_number(address)) is not None and (numbered := _numbered(session, number)) is not None:
        url = session.get_one(Report, numbered).url
        if here or (url and host(url) == host(address)):
            return numbered
    return _only(session, Slug.report_id, Slug.slug == unquote(key.rpartition("/")[2]).lower())


def _own(session: Session, address: str, base_url: str) -> int | None:
    """One of this site's own permalinks."""
    parts, base = split(address), split(base_url)
    path = parts.path.removeprefix(base.path if base else "") if parts else ""
    kind, _, rest = path.strip("/").partition("/")
    name = unquote(rest.partition("/")[0])
    if kind == "statement" and (number := statement_number(name)) is not None:
        return _numbered(session, number)
    if kind == "report" and name.isascii() and name.isdigit() and len(name) < 16:
        return session.scalar(select(Report.id).where(Report.id == int(name)))
    return None


def _numbered(session: Session, number: int) -> int | None:
    return session.scalar(select(Report.id).where(Report.number == number))


def _only(session: Session, column: InstrumentedAttribute[int], *where: ColumnElement[bool]) -> int | None:
    """The one report that fits; None when none or several do."""
    found = session.scalars(select(column).where(*where).distinct().limit(2)).all()
    return found[0] if len(found) == 1 else None
