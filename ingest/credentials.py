"""User names and passwords in addresses, which are not for all who read an archive or its log."""

import re

# RFC 3986, section 3.2.1: what stands before the last @ of the authority, which ends at the first of / ? #.
_CREDENTIALS = re.compile(r"\A((?:[a-z][a-z0-9+.-]{0,30}:)?//)[^/?#\\]*@", re.IGNORECASE)


def without_credentials(url: str) -> str:
    """The address as it may be shown, kept and logged."""
    return _CREDENTIALS.sub(r"\1", url)
