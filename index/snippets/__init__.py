"""The part of a text that shows why it was found, its matches marked; HTML is one rendering of it."""

from index.snippets.pieces import Piece, cut, html, mark, pieces, snippet, spans

__all__ = ["Piece", "cut", "html", "mark", "pieces", "snippet", "spans"]
