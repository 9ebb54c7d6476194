"""From bytes to drafts: fetching, and reading formats and sites. Knows nothing of the archive or the index."""
