"""Stories: the same text told by several sources, found by what the texts share, mended by staff."""
