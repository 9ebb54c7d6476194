"""Getting bytes from the web: one polite GET that reaches public addresses only."""
