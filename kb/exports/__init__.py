"""A report in the forms that other programs read: JSON, Markdown, BibTeX, RIS, CSL-JSON."""
