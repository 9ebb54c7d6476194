"""Mail messages: what they say, and what is attached to them. Nothing that a message names is ever fetched."""

from ingest.mail.read import read_mail
from ingest.mail.sniff import has_header, looks_like_mail

__all__ = ["has_header", "looks_like_mail", "read_mail"]
