"""How well engines rank what people judged: collections, measures and the table."""
