"""What the header of a message says of it, as facts for a draft."""

import re
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr

from ingest.dates import instant
from ingest.files.declared import is_web
from ingest.files.evidence import Fact
from ingest.language import language
from ingest.mail.parsed import header
from ingest.tags import tags_from

_LONGEST = 500  # characters
_LIST = re.compile(r"^(.*?)<([^<>]{1,255})>\s*$")
_MESSAGE_ID = re.compile(r"<([^<>\s]{3,900})>")
_COMMENT = re.compile(r"\s*\([^()]*\)\s*$")


def subject(message: EmailMessage) -> Fact[str] | None:
    return _fact("title", "Subject", header(message, "Subject")[:_LONGEST])


def author(message: EmailMessage) -> Fact[str] | None:
    """The name that the sender goes by, else the address."""
    written = header(message, "From") or header(message, "Sender")
    name, address = parseaddr(written)
    return _fact("author", "From", (name.strip(" '\"") or address or written)[:_LONGEST])


def date(message: EmailMessage, now: datetime) -> Fact[datetime] | None:
    """When it was sent, else when the first server received it, which stands in the last of their lines."""
    for name, written in (("Date", header(message, "Date")), ("Received", _first_received(message))):
        if moment := instant(_COMMENT.sub("", written), now):
            return Fact("published", moment, f"header {name}", written)
    return None


def key(message: EmailMessage) -> Fact[str] | None:
    """The message's own name as RFC 2392 writes it, "mid:…", so that it is never taken for another sort of key."""
    written = header(message, "Message-ID")
    found = _MESSAGE_ID.search(written)
    return Fact("key", f"mid:{found[1]}", "header Message-ID", written) if found else None


def url(message: EmailMessage) -> Fact[str] | None:
    """Where a list's archive keeps it (RFC 5064)."""
    address = header(message, "Archived-At").strip("<> ")
    return Fact("url", address, "header Archived-At", address) if is_web(address) else None


def lang(message: EmailMessage) -> Fact[str] | None:
    written = header(message, "Content-Language")
    code = language(written.split(",")[0])
    return Fact("lang", code, "header Content-Language", written) if code else None


def tags(message: EmailMessage) -> tuple[str, ...]:
    """The list that it came by, by the name the list has (RFC 2919), and its keywords."""
    found = _LIST.match(header(message, "List-Id"))
    named = (found[1].strip(' "') or found[2]) if found else ""
    words = header(message, "Keywords").split(",")
    return tags_from([named, *words])


def _first_received(message: EmailMessage) -> str:
    lines = message.get_all("Received", [])
    return str(lines[-1]).rpartition(";")[2].strip() if lines else ""


def _fact(field: str, name: str, value: str) -> Fact[str] | None:
    return Fact(field, value, f"header {name}", value) if value else None
