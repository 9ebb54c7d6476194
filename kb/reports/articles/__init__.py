"""The article that an item of a feed links to: its text, and whether that speaks for the report."""
