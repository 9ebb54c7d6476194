"""From a query tree to hits: compiled once, matched over the arrays of each segment, ranked, counted."""
