"""Following redirects: each address is checked like the first, and none is visited twice."""

import httpx2

from ingest.credentials import without_credentials
from ingest.fetch.addresses import Allowed
from ingest.fetch.failures import Failed
from ingest.fetch.statuses import PERMANENT_REDIRECTS, REDIRECTS
from ingest.fetch.urls import BadUrl, checked_url


class Trail:
    """The addresses of one fetch, from the one that was asked for to the one that answers."""

    def __init__(self, start: httpx2.URL, allow: Allowed, most: int) -> None:
        self.here = start
        self._allow = allow
        self._most = most
        self._seen = {start}
        self._permanent = True

    def follow(self, answer: httpx2.Response) -> bool:
        """Go where the answer points; False where it points nowhere. Raises Failed where it must not."""
        target = answer.headers.get("location") if answer.status_code in REDIRECTS else None
        if target is None:
            return False
        following = _next(self.here, target, self._allow)
        if following in self._seen:
            raise Failed(f"its redirects run in a circle at {following}; tell its operator", permanent=True)
        if len(self._seen) > self._most:
            raise Failed(f"it redirects more than {self._most} times; use its final address", permanent=True)
        self._permanent &= answer.status_code in PERMANENT_REDIRECTS
        self._seen.add(following)
        self.here = following
        return True

    @property
    def moved_to(self) -> str | None:
        """Where the first address has moved for good (RFC 9110 sections 15.4.2 and 15.4.9)."""
        return str(self.here) if self._permanent and len(self._seen) > 1 else None


def _next(url: httpx2.URL, target: str, allow: Allowed) -> httpx2.URL:
    try:
        following = checked_url(target, allow, url)
    except BadUrl as error:
        raise Failed(f"it redirects to {without_credentials(target.strip())[:200]}: {error}", permanent=True) from error
    if url.scheme == "https" and following.scheme == "http":
        raise Failed(
            f"it redirects from https to {following}, where the text could be changed on the way; "
            "use that address itself to accept this",
            permanent=True,
        )
    return following
