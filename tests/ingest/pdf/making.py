"""Small PDFs made byte by byte."""

from dataclasses import dataclass

WIDTH, HEIGHT = 600, 800


@dataclass(frozen=True)
class Words:
    """Letters at a place from the top left, in points."""

    left: float
    top: float
    text: str
    size: float = 11.0
    bold: bool = False


def pdf(*pages: list[Words], lang: str = "", **info: str) -> bytes:
    """A PDF with these words on its pages, in this order, and these properties."""
    objects = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    objects.append(objects[2].replace(b"/Helvetica", b"/Helvetica-Bold"))
    objects.append(
        b"<< " + b" ".join(b"/%s (%s)" % (name.encode(), _string(value)) for name, value in info.items()) + b" >>"
    )
    kids = []
    for page in pages:
        content = b"\n".join(_shown(words) for words in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (WIDTH, HEIGHT, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    spoken = b" /Lang (%s)" % lang.encode() if lang else b""
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R%s >>" % spoken
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _file(objects)


def lines(*texts: str, left: float = 50, top: float = 200, size: float = 11.0) -> list[Words]:
    """Lines of one column, one below another."""
    return [Words(left, top + at * 1.2 * size, text, size) for at, text in enumerate(texts)]


def _shown(words: Words) -> bytes:
    font = b"F2" if words.bold else b"F1"
    place = b"%.1f %.1f" % (words.left, HEIGHT - words.top - words.size)
    return b"BT /%s %.1f Tf %s Td (%s) Tj ET" % (font, words.size, place, _string(words.text))


def _string(text: str) -> bytes:
    body = text.encode("cp1252")
    return body.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: list[bytes]) -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer << /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
