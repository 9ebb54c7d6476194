"""Bytes to text, whatever their label says."""

import codecs
import re

from charset_normalizer import from_bytes

from ingest.twice import NOTE, undone

# What stands at the start when nothing is said: byte order marks, then "<" or "{" in wide or EBCDIC letters (XML 1.0,
# appendix F; RFC 4627, section 3).
_SIGNATURES = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00{", "utf-16-be"),
    (b"{\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,500}?charset|\?xml[^>]{0,200}?encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE
)
_HEAD = 4096  # bytes; HTML says 1024, real pages open with longer comments
# Only codecs that turn bytes into text in one step: Python knows others, such as zlib, idna and punycode. Wide letters
# are told by their zero bytes, so a label adds nothing.
_TRUSTED = re.compile(
    r"(?:utf-?8|ascii|us-ascii|iso-?8859|latin|cp\d|koi8|gb|hz|big5|shift|sjis|ms932|windows-31j|euc|ks_?c|iso-?2022|ibm866"
    r"|mac|tis|johab|ptcp)"
)
_WINDOWS = re.compile(r"windows-(?=\d{3,4}$)")
# Labels that stand for more than they say (the WHATWG Encoding Standard).
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_SEVEN_BITS = re.compile("iso2022|hz")
_MANY_BYTES = re.compile("utf|gb|big5|euc|cp9[345]|johab|iso2022|hz")
# What a document may be in that says nothing, or the wrong thing, and is neither UTF-8 nor Western.
_GUESSED = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1255", "cp1256", "iso8859_5", "koi8_r", "cp866", "cp932", "euc_jp",
    "gb18030", "big5hkscs", "cp949",
]  # fmt: skip
_MOST_GUESSED = 16_384  # bytes that a guess looks at
_HIGH = bytes(range(128, 256))
_RUNS = re.compile(rb"[\x80-\xff]{2,}")
_PARTS = re.compile(rb"[<>\r\n]+")
_FOREIGN = re.compile("[^\x00-\x7f\ufffd]")


def decode(body: bytes, charset: str | None = None) -> str:
    """The text of a document; a byte that means nothing becomes U+FFFD. `charset` is what the server says."""
    return decoded(body, charset)[0]


def decoded(body: bytes, charset: str | None = None) -> tuple[str, str | None]:
    """The text, and a note where it is not in the encoding it claims, or was encoded twice.

    Order of belief: the signature; UTF-8 when the bytes are valid UTF-8 with more than ASCII, which text in no other
    encoding is by chance; the server's word; the word of the head (meta or XML declaration); UTF-8; a guess by the
    letters, where they are not Western; Windows-1252.
    """
    text, note = _decoded(body, charset)
    meant = undone(text)
    return (meant, NOTE) if meant else (text, note)


def _decoded(body: bytes, charset: str | None) -> tuple[str, str | None]:
    if codec := signed(body):
        return body.decode(codec, "replace").lstrip("\ufeff"), None
    claims = _claims(body, charset)
    text = _strict_utf8(body)
    if text is not None and not (claims and _SEVEN_BITS.match(claims[0])):
        wrong = claims and "utf-8" not in claims and not body.isascii()
        return text, f"it says it is in {claims[0]}, but reads as utf-8" if wrong else None
    for codec in dict.fromkeys((*_in_order(claims), "utf-8")):
        text = body.decode(codec, "replace")
        flaws = text.count("\ufffd")
        if not flaws or len(_FOREIGN.findall(text)) > flaws:
            return text, _note(claims, codec, flaws)
    codec = _guess(body) or "cp1252"
    return body.decode(codec, "replace"), _note(claims, codec.replace("cp125", "windows-125"), 1)


def _guess(body: bytes) -> str | None:
    """The encoding that the words look like; None where the foreign letters stand alone among ASCII, as Western ones
    do."""
    parts = b"\n".join(part for part in _PARTS.split(body[: 64 * _MOST_GUESSED]) if not part.isascii())[:_MOST_GUESSED]
    foreign = len(parts) - len(parts.translate(None, _HIGH))
    if 2 * sum(map(len, _RUNS.findall(parts))) <= foreign:
        return None
    best = from_bytes(parts, cp_isolation=_GUESSED, preemptive_behaviour=False).best()
    return best.encoding if best else None


def signed(body: bytes) -> str | None:
    """The encoding that the first bytes show, as they do in wide letters and behind a byte order mark."""
    return next((codec for signature, codec in _SIGNATURES if body.startswith(signature)), None)


def _strict_utf8(body: bytes) -> str | None:
    """The text when the bytes are UTF-8; a last character that is cut in two is no fault of the encoding."""
    try:
        text, used = codecs.utf_8_decode(body, "strict", False)
    except UnicodeDecodeError:
        return None
    return text + "\ufffd" if used < len(body) else text


def _claims(body: bytes, charset: str | None) -> list[str]:
    """Python's names of the encodings that the server and the head name, wide ones and unknown ones left out."""
    found = _DECLARED.search(body[:_HEAD])
    labels = (charset, found and found[1].decode("ascii", "replace"))
    return [codec for label in labels if label and (codec := _codec(label))]


def _codec(label: str) -> str | None:
    label = _WINDOWS.sub("cp", label.strip().lower().removeprefix("x-"))
    if not _TRUSTED.match(label):
        return None
    try:
        return codecs.lookup(label).name
    except (LookupError, ValueError):
        return None


def _in_order(claims: list[str]) -> list[str]:
    """One byte, one character: text in any other encoding passes for that, so a flawed UTF-8 is looked for first."""
    wider = [_WIDER.get(name, name) for name in claims]
    return wider if wider and _MANY_BYTES.match(wider[0]) else ["utf-8", *wider]


def _note(claims: list[str], codec: str, flaws: int) -> str | None:
    if flaws:
        return f"some bytes are not valid {claims[0] if claims else 'utf-8'}; it was read as {codec}"
    if not claims or codec in (*claims, *(_WIDER.get(claim) for claim in claims)):
        return None
    return f"it says it is in {claims[0]}, but reads as {codec}"
