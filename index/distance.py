"""Edit distance with a bound."""


def within(one: str, other: str, bound: int) -> int | None:
    """The optimal string alignment distance (insert, delete, replace, swap neighbours), or None above bound."""
    if abs(len(one) - len(other)) > bound:
        return None
    begin = 0  # what both begin or end with changes nothing
    for char, facing in zip(one, other, strict=False):
        if char != facing:
            break
        begin += 1
    ends = len(one), len(other)
    while min(ends) > begin and one[ends[0] - 1] == other[ends[1] - 1]:
        ends = ends[0] - 1, ends[1] - 1
    return _aligned(one[begin : ends[0]], other[begin : ends[1]], bound)


def _aligned(one: str, other: str, bound: int) -> int | None:
    """The same row by row, in no more columns of each than the bound leaves within reach."""
    far = bound + 1
    before: list[int] = []
    last = [column if column <= bound else far for column in range(len(other) + 1)]
    for row, char in enumerate(one, 1):
        line = [far] * (len(other) + 1)
        first = max(1, row - bound)
        line[0] = row if row <= bound else far
        for column in range(first, min(len(other), row + bound) + 1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (char != other[column - 1]))
            if row > 1 and column > 1 and char == other[column - 2] and other[column - 1] == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            line[column] = cost
        if min(line) > bound and min(last) > bound:
            return None
        before, last = last, line
    return last[-1] if last[-1] <= bound else None
