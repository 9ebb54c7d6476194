"""A web page that a browser saved with all its parts in one file (MHTML, RFC 2557)."""

from email.message import EmailMessage

from ingest.files.declared import is_web
from ingest.mail.headers import date
from ingest.mail.parsed import header
from ingest.mail.parts import content, leaves
from ingest.mail.sniff import looks_like_mail
from ingest.types import Capture


def saved_page(message: EmailMessage, capture: Capture) -> Capture | None:
    """The page as if it had been fetched from its address when it was saved; None for what no browser saved."""
    address = header(message, "Snapshot-Content-Location")
    if not (address or header(message, "From").lower().lstrip("<\"' ").startswith("saved by ")):
        return None
    page = next((leaf for leaf, _ in leaves(message) if leaf.get_content_type() == "text/html"), None)
    if page is None:
        return None
    address, body = (address or header(page, "Content-Location")).strip("<> "), content(page)
    if not is_web(address) or looks_like_mail(body):
        return None
    saved = date(message, capture.captured_at)
    when = saved.value if saved else capture.captured_at
    return Capture(address, body, "text/html", when, page.get_content_charset())
