"""Links and images of a body made absolute: in a feed reader there is no page that they could be relative to."""

import re
from html import escape, unescape
from urllib.parse import urljoin

_TAG = re.compile(r'<[a-z][a-z0-9]*(?:\s+[^\s">=]+(?:="[^"]*")?)*\s*/?>')  # as sanitised HTML is written
_LINK = re.compile(r'(\s(href|src|cite)=")([^"]*)(?=")')


def absolute_links(html: str, base: str, site: str) -> str:
    """Sanitised HTML with every `href` and `cite` resolved against base, where the text comes from, and every `src`
    against this site, which has the images; one that cannot be is left empty."""

    def resolved(link: re.Match[str]) -> str:
        return link[1] + _absolute(link[3], site if link[2] == "src" else base)

    return _TAG.sub(lambda tag: _LINK.sub(resolved, tag[0]), html)


def _absolute(address: str, base: str) -> str:
    try:
        return escape(urljoin(base, unescape(address)))
    except ValueError:  # such as brackets that hold no IPv6 address
        return ""
