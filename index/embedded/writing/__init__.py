"""From documents to a commit: gathered, inverted, merged, durable."""
