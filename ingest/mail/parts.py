"""The parts of a message: which are its text, which are files in it, and which are only named."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message

from ingest.mail.parsed import behind_the_end, header, headers, parted_by_its_lines
from ingest.within import Part, clean_name

_MOST_MENDED = 10  # multiparts of one message that are parted by their lines; each costs a whole parse
_LONGEST_TEXT = 5_000_000  # bytes; a longer text is a file that came with the message
_TOLD = {  # parts that hold nothing to read, and what they are
    "application/pgp-signature": "a PGP signature",
    "application/pgp-encrypted": "the mark of a message encrypted with PGP",
    "application/pkcs7-signature": "an S/MIME signature",
    "application/x-pkcs7-signature": "an S/MIME signature",
    "application/pkcs7-mime": "content encrypted or signed with S/MIME, which is not opened",
    "application/x-pkcs7-mime": "content encrypted or signed with S/MIME, which is not opened",
    "message/external-body": "content that stands elsewhere and is not fetched",
    "message/partial": "one piece of a message that was sent in several",
}
_RECORDS = (
    "message/delivery-status", "message/feedback-report", "message/disposition-notification", "message/rfc822-headers",
)  # fmt: skip
_MESSAGES = ("message/rfc822", "message/global", "message/news")


@dataclass(frozen=True, slots=True)
class Shown:
    """A part that is read as the message's own text."""

    body: bytes
    charset: str | None
    is_html: bool
    flow: str | None  # "flowed" or "closed": where lines were broken for the screen, and a blank or nothing marks it
    choice: int | None  # parts with the same number are one text in several forms; None: it stands for itself


@dataclass(frozen=True, slots=True)
class Parts:
    """A message taken apart."""

    shown: tuple[Shown, ...]
    files: tuple[Part, ...]  # to be read in their turn
    told: tuple[str, ...]  # what else there is, in words


def parts_of(message: EmailMessage) -> Parts:
    """Every leaf of the message in its order; none is left out."""
    shown: list[Shown] = []
    files: list[Part] = []
    told: list[str] = []
    for leaf, choice in leaves(message):
        content_type = leaf.get_content_type()
        name = clean_name(leaf.get_filename() or "")
        if content_type in _RECORDS:
            shown.append(Shown(_record(leaf), "utf-8", is_html=False, flow=None, choice=None))
        elif content_type in _TOLD or leaf.get_content_maintype() in ("image", "audio", "video"):
            told.append(f"{name or 'without a name'} ({_TOLD.get(content_type, content_type)})")
        elif content_type in _MESSAGES and isinstance(leaf.get_payload(), list):
            files.append(_message(leaf, name))
        elif _is_text(leaf, name) and len(body := content(leaf)) <= _LONGEST_TEXT:
            shown.append(Shown(body, leaf.get_content_charset(), content_type == "text/html", _flow(leaf), choice))
        elif body := content(leaf):
            kept = content_type if content_type.startswith(("text/", "message/")) and not name else ""
            files.append(Part(name or "part without a name", body, kept, leaf.get_content_charset()))
    return Parts(tuple(shown), tuple(files), tuple(told))


def leaves(message: Message) -> Iterator[tuple[Message, int | None]]:
    """What is no multipart, depth first; with the number of the alternative that it is a form of."""
    waiting: list[tuple[Message, int | None]] = [(message, None)]
    alternatives = mended = 0
    while waiting:
        part, choice = waiting.pop()
        inside = part.get_payload()
        is_multipart = part.get_content_maintype() == "multipart"
        if is_multipart and isinstance(inside, str) and mended < _MOST_MENDED:
            mended += 1
            inside = parted_by_its_lines(part) or inside
        if is_multipart and isinstance(inside, list):
            if part.get_content_subtype() == "alternative" and choice is None:
                alternatives += 1
                choice = alternatives
            waiting += [(below, None) for below in reversed(behind_the_end(part))]
            waiting += [(below, choice) for below in reversed(inside) if isinstance(below, Message)]
        else:
            yield part, choice


def _is_text(leaf: Message, name: str) -> bool:
    """A broken multipart comes as text, and is read as such."""
    content_type = leaf.get_content_type()
    is_readable = content_type in ("text/plain", "text/html", "text/rfc822-headers", "text/enriched")
    is_file = leaf.get_content_disposition() == "attachment" or (bool(name) and content_type != "text/rfc822-headers")
    return (is_readable and not is_file) or leaf.get_content_maintype() == "multipart"


def _flow(leaf: Message) -> str | None:
    """RFC 3676, section 4."""
    if leaf.get_content_type() != "text/plain" or str(leaf.get_param("format", "")).lower() != "flowed":
        return None
    return "closed" if str(leaf.get_param("delsp", "")).lower() == "yes" else "flowed"


def content(leaf: Message) -> bytes:
    """The bytes of a part, decoded as far as its encoding holds."""
    payload = leaf.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    return _written(leaf) if isinstance(leaf.get_payload(), list) else b""


def _record(leaf: Message) -> bytes:
    """What a server reports, line by line: such parts come parsed as if they were headers of messages."""
    payload = leaf.get_payload()
    if not isinstance(payload, list):
        return content(leaf)
    blocks = [[f"{name}: {value}" for name, value in headers(block)] for block in payload if isinstance(block, Message)]
    return "\n\n".join("\n".join(f"- {line}" for line in block) for block in blocks).encode("utf-8", "replace")


def _message(leaf: Message, name: str) -> Part:
    payload = leaf.get_payload()
    subjects = [header(inside, "Subject") for inside in payload if isinstance(inside, Message)]
    title = clean_name(" ".join(subjects).replace("/", " "))
    return Part(name or f"{title[:100] or 'message'}.eml", _written(leaf), "message/rfc822")


def _written(leaf: Message) -> bytes:
    """A message within the message, byte for byte as far as the parser lets."""
    return b"\n".join(_whole(inside) for inside in leaf.get_payload() if isinstance(inside, Message))


def _whole(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (UnicodeError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        head = "\n".join(f"{name}: {value}" for name, value in headers(message))
        payload = message.get_payload(decode=True)
        return head.encode("utf-8", "replace") + b"\n\n" + (payload if isinstance(payload, bytes) else b"")
