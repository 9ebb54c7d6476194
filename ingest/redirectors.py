"""Addresses that only lead on to another one, which stands readable in their own query."""

import re
from urllib.parse import parse_qsl, urlsplit

# Host and path of those that alerts, mail and social networks put before a link. Whatever a link there carries in its
# query leads away from the host; elsewhere an address in a query is but a parameter of the page.
_REDIRECTOR = re.compile(
    r"""
      (?:www\.)?google\.(?:com?\.)?[a-z]{2,3}/url
    | (?:www\.)?bing\.com/news/apiclick\.aspx
    | duckduckgo\.com/l/
    | (?:lm?\.facebook\.com|l\.instagram\.com|l\.messenger\.com)/(?:l\.php)?
    | out\.reddit\.com/\w*
    | (?:www\.)?linkedin\.com/(?:redir/redirect|safety/go)
    | (?:www\.)?youtube\.com/redirect
    | slack-redir\.net/link
    | [a-z0-9-]+\.safelinks\.protection\.outlook\.com/
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAMES = ("url", "q", "u", "uddg")  # of the parameter that holds the target, in the order of trust
_MOST = 100  # parameters; one of more is no redirector's


def behind_redirector(url: str) -> str:
    """The address that a redirector names in its query; any other address as it is. Never raises."""
    try:
        parts = urlsplit(url)
        if not _REDIRECTOR.fullmatch(f"{parts.hostname or ''}{parts.path}"):
            return url
        told = dict(parse_qsl(parts.query, max_num_fields=_MOST))
    except ValueError:
        return url
    targets = (told.get(name, "") for name in _NAMES)
    return next((target for target in targets if target.lower().startswith(("http://", "https://"))), url)
