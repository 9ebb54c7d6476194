"""What stands on the pages of a PDF, as the process that read it tells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Letters beside one another: a line of a column, or one cell of a row. Places are points from the top left."""

    page: int  # counted from 0
    left: float
    top: float
    right: float
    bottom: float
    bold: bool
    turned: bool  # its letters do not stand upright, as those of a stamp or in a margin
    text: str

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF as the process that read it tells."""

    lines: tuple[Line, ...]  # in the order of the file
    sizes: tuple[tuple[float, float], ...]  # width and height of each page that was read
    count: int  # of pages, those that were not read among them
    info: dict[str, str]  # the document's properties by their names: Title, Author, CreationDate …
    lang: str  # as the document says; "" where it does not
