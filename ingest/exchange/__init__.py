"""Formats in which programs exchange reports: STIX, MISP, CSAF, and tables as CSV or JSON Lines."""

from ingest.exchange.read import read_exchange
from ingest.exchange.tables import FIELDS

__all__ = ["FIELDS", "read_exchange"]
