"""Credit travels with the text: the line that says whose it is, and the address it came from."""

from kb.records import Report

UNKNOWN = "Author unknown"  # where a name must stand


def credit_line(report: Report) -> str:
    """Source, copyright and conditions in one run of plain text; empty only when nothing at all is known."""
    rights = report.rights
    name = (rights and rights.credit) or (report.source.name if report.source else None) or report.author
    copyright_ = f"© {rights.years or ''} {rights.holder}" if rights and rights.holder else None
    conditions = rights.conditions if rights else None
    said = [f"Source: {name}" if name else None, copyright_, conditions]
    url = source_url(report)
    if url and url not in (conditions or ""):
        said.append(f"Original: {url}" if name else f"Source: {url}")
    return " ".join(_sentence(part) for part in said if part)


def author(report: Report) -> str | None:
    """Who wrote it as the report tells it, else whom its rights ask to quote, else its source; never the archive."""
    return report.author or (report.rights and report.rights.credit) or (report.source.name if report.source else None)


def source_url(report: Report) -> str | None:
    """The address to link to as the source: what its rights ask for, else where the original is read."""
    return (report.rights and report.rights.url) or report.url


def _sentence(text: str) -> str:
    """Words in single spaces with a stop at the end; not behind an address, which would swallow it."""
    words = " ".join(text.split())
    last = words.rpartition(" ")[2]
    return words if words.endswith((".", "!", "?")) or "://" in last else f"{words}."
