"""Links of a body made absolute: in a feed reader there is no page that they could be relative to."""

import re
from html import escape, unescape
from urllib.parse import urljoin

_TAG = re.compile(r'<[a-z][a-z0-9]*(?:\s+[^\s">=]+(?:="[^"]*")?)*\s*/?>')  # as sanitised HTML is written
_LINK = re.compile(r'(\s(?:href|src|cite)=")([^"]*)(?=")')


def absolute_links(html: str, base: str) -> str:
    """Sanitised HTML with every `href`, `src` and `cite` resolved against base; one that cannot be is left empty."""
    return _TAG.sub(lambda tag: _LINK.sub(lambda link: link[1] + _absolute(link[2], base), tag[0]), html)


def _absolute(address: str, base: str) -> str:
    try:
        return escape(urljoin(base, unescape(address)))
    except ValueError:  # such as brackets that hold no IPv6 address
        return ""
