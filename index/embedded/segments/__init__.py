"""What a segment is on disk: one file of flat arrays, and how it is read, by us and by Whoosh."""
