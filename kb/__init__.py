"""The archive: what is kept, what is decided, and how people read it."""
