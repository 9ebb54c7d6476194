"""From the drafts of a capture to reports and revisions: what each is known by, what becomes of it, and keeping it."""
