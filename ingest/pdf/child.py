"""The program that reads one PDF from its standard input and writes what stands on its pages as JSON.

It runs in a process of its own, with little memory and time: PDFium is a large program in C++, and a PDF may be made to
break it. It knows nothing of the rest of the project, so that it starts quickly.
"""

import ctypes
import json
import math
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MEMORY = 1_000_000_000  # bytes of addresses
SECONDS = 30  # of the processor's time
MOST_PAGES = 2_000
_MOST_LETTERS = 6_000_000
_NEAR = 0.15  # of the letters' height: a smaller gap is none
_FAR = 2.0  # a wider gap parts two columns or cells
_ALIKE = 1.5  # times as tall as its neighbour, a letter across a gap is of another line
_BOLD = 600  # weight of a font
_UPRIGHT = 0.1  # radians by which letters may lean
_HYPHENS = (0x02, 0xFFFE)  # what PDFium makes of a hyphen at the end of a line


@dataclass(slots=True)
class Letter:
    """One letter, in points from the top left of the page."""

    left: float
    top: float
    right: float
    bottom: float
    sign: str
    turned: bool  # it does not stand upright
    before: str  # what the file has before it: "" nothing, " " a space, "\n" the end of a line


@dataclass(slots=True)
class Line:
    """Letters beside one another."""

    letters: list[Letter]
    bold: bool  # all of them

    def goes_on(self, letter: Letter) -> bool:
        """Whether the letter stands behind the last one in the same line; turned letters follow in any direction."""
        last = self.letters[-1]
        if last.turned or letter.turned:
            return last.turned and letter.turned
        tall, low = last.bottom - last.top, letter.bottom - letter.top
        overlap = min(last.bottom, letter.bottom) - max(last.top, letter.top)
        gap = letter.left - last.right
        is_alike = max(tall, low) <= _ALIKE * min(tall, low) or gap <= _NEAR * max(tall, low)
        return overlap >= 0.5 * min(tall, low) and is_alike and -0.5 * tall <= gap <= _FAR * tall

    def told(self) -> tuple[float, float, float, float, bool, bool, str]:
        """Places, whether it is bold, whether it is turned, and the words."""
        words = [self.letters[0].sign]
        for last, letter in zip(self.letters, self.letters[1:], strict=False):
            is_apart = letter.left - last.right > _NEAR * (letter.bottom - letter.top)
            words += [" ", letter.sign] if letter.before == " " or (letter.before and is_apart) else [letter.sign]
        return (
            round(min(letter.left for letter in self.letters), 1),
            round(min(letter.top for letter in self.letters), 1),
            round(max(letter.right for letter in self.letters), 1),
            round(max(letter.bottom for letter in self.letters), 1),
            self.bold,
            self.letters[0].turned,
            "".join(words),
        )


def main() -> None:
    """Sends {"error": …} for what cannot be opened."""
    _limit()
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        _send({"error": "locked" if is_locked else "broken"})
        return
    _send({"info": document.get_metadata_dict(), "lang": _language(document), **_content(document)})


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _send(answer: dict[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
    sys.stdout.buffer.flush()


def _language(document: pypdfium2.PdfDocument) -> str:
    size = pdfium.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFCatalog_GetLanguage(document, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _content(document: pypdfium2.PdfDocument) -> dict[str, object]:
    pages = []
    letters = 0
    for number in range(min(len(document), MOST_PAGES)):
        try:
            page = document[number]
            lines = list(_lines(page))
            pages.append({"size": page.get_size(), "lines": lines})
            page.close()
        except pypdfium2.PdfiumError:
            pages.append({"size": (0.0, 0.0), "lines": []})
            continue
        letters += sum(len(line[-1]) for line in lines)
        if letters > _MOST_LETTERS:
            break
    return {"count": len(document), "pages": pages}


def _lines(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float, bool, bool, str]]:
    line: Line | None = None
    text = page.get_textpage()
    for at, letter in _letters(text, page.get_height()):
        is_bold = pdfium.FPDFText_GetFontWeight(text, at) >= _BOLD
        if line and line.goes_on(letter):
            line.letters.append(letter)
            line.bold = line.bold and is_bold
            continue
        if line:
            yield line.told()
        line = Line([letter], is_bold)
    if line:
        yield line.told()
    text.close()


def _letters(text: pypdfium2.PdfTextPage, height: float) -> Iterator[tuple[int, Letter]]:
    rect = pdfium.FS_RECTF()
    before = ""
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        sign = "-" if code in _HYPHENS else chr(code) if 0x20 < code < 0x110000 else " "
        if sign.isspace():
            before = "\n" if code in (0x0A, 0x0D) or before == "\n" else " "
        elif pdfium.FPDFText_GetLooseCharBox(text, at, rect):
            turned = _UPRIGHT < pdfium.FPDFText_GetCharAngle(text, at) < 2 * math.pi - _UPRIGHT
            yield at, Letter(rect.left, height - rect.top, rect.right, height - rect.bottom, sign, turned, before)
            before = ""


if __name__ == "__main__":
    main()
