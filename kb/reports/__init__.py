"""Reports and their revisions: how they are named, kept, corrected and found again."""
