"""Text in, ranked ids out: analysis, the query language, the engines. Knows nothing of the archive or the web."""
