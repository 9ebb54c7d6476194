"""Who reads the pieces: the second process where there is one, else we."""

from collections.abc import Mapping

from index.embedded.segments.flat import Named
from index.embedded.writing.gather import Column
from index.embedded.writing.helper import Helper, HelperDied
from index.embedded.writing.invert import words
from index.embedded.writing.memory import give_back
from index.embedded.writing.pieces import Pieces
from index.embedded.writing.readings import Read, Readings

_AT_ONCE = 4_096  # pieces handed over together


class Reader:
    """Pieces, and what is read in them. All of them are kept here too, so that nothing is lost with the helper."""

    def __init__(self, helper: Helper | None) -> None:
        self._helper = helper
        self.pieces, self._readings = Pieces(), Readings()

    @property
    def size(self) -> int:
        """Bytes of memory, of both processes."""
        return self.pieces.size + (self._helper.size or 0 if self._helper else self._readings.size)

    @property
    def helper(self) -> Helper | None:
        """Who reads for us still."""
        return self._helper

    def go_on(self) -> None:
        """Have the fresh pieces read when they are many. While the helper is coming up, they wait."""
        if len(self.pieces.fresh) >= _AT_ONCE:
            try:
                if self._helper is None or self._helper.is_up():
                    self._hand_over()
            except HelperDied:
                self._go_alone()

    def invert(self, columns: Mapping[str, Column]) -> None:
        """Begin to look up all that was read, and to invert the words of these columns."""
        self._columns = columns
        try:
            if self._helper and not self._helper.is_up():
                self._go_alone()
            self._hand_over()
            if self._helper:
                self._helper.invert(columns)
        except HelperDied:
            self._go_alone()

    def told(self) -> Read:
        """What was read in all pieces, which are let go."""
        try:
            self._read = self._helper.told() if self._helper else self._all()
        except HelperDied:
            self._go_alone()
            self._read = self._all()
        self.pieces.let_go()
        give_back()
        return self._read

    def words(self, part: slice) -> Named:
        """The words of the columns, inverted, of each part in turn."""
        given = set()
        try:
            for name, array in self._helper.words() if self._helper else ():
                given.add(name)
                yield name, array
        except HelperDied:
            self._helper = None
        if self._helper is None:
            for name, column in self._columns.items():
                yield from (one for one in words(name, column.part(part), self._read) if one[0] not in given)

    def _go_alone(self) -> None:
        self._helper, self._readings = None, Readings()
        self.pieces.fresh = self.pieces.all()

    def _hand_over(self) -> None:
        (self._helper or self._readings).read(self.pieces.fresh)
        self.pieces.fresh = []

    def _all(self) -> Read:
        self._hand_over()
        return self._readings.all()
