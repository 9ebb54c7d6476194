"""Edit distance with a bound."""


def within(one: str, other: str, bound: int) -> int | None:
    """The optimal string alignment distance (insert, delete, replace, swap neighbours), or None above bound."""
    if abs(len(one) - len(other)) > bound:
        return None
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, char in enumerate(one, 1):
        line = [row]
        for column, facing in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (char != facing))
            if row > 1 and column > 1 and char == other[column - 2] and facing == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > bound and min(last) > bound:
            return None
        before, last = last, line
    return last[-1] if last[-1] <= bound else None
