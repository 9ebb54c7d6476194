"""Hosts named in KB_FETCH_ALLOW are the operator's own: not for everybody, and polled without a pause of ours."""

from ingest.fetch.addresses import Allowed, read_address
from kb.reports.names import split


def is_own(url: str, named: Allowed) -> bool:
    """Whether the host of an address is among those named."""
    parts = split(url)
    if parts is None or not parts.hostname:
        return False
    if named.names(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)):
        return True
    try:
        return named.holds(read_address(parts.hostname))
    except ValueError:
        return False
