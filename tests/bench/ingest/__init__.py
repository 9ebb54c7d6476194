"""From fetch to searchable, beside lemon24/reader and feedparser: many feeds, served on loopback, taken in at once."""
