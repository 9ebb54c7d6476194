"""Conditional requests (RFC 9110 section 13), and whether "not modified" can be believed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.fetch.headers import moment, visible

# Servers that compress on the way mark the validator with the coding in one answer and leave it plain in another.
_DECORATION = re.compile(r'^W/|[-;:](?:gzip|br|zstd|deflate)(?="?$)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Held:
    """The version that we hold."""

    etag: str | None = None  # as it was served
    last_modified: str | None = None  # likewise

    def headers(self) -> dict[str, str]:
        """What a request says of it."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: visible(value) for name, value in said.items() if value}

    def is_denied_by(self, answer: Mapping[str, str]) -> bool:
        """Whether an answer that says "not modified" names another version than this one, and so contradicts itself."""
        etag = answer.get("etag")
        if etag and self.etag:
            return _plain(etag) != _plain(self.etag)
        ours, theirs = moment(self.last_modified), moment(answer.get("last-modified"))
        return bool(ours and theirs and theirs > ours and not self.etag)

    def __bool__(self) -> bool:
        return bool(self.headers())


NOTHING = Held()


def _plain(etag: str) -> str:
    """An entity tag for the weak comparison (RFC 9110 section 8.8.3.2), free of what compression adds to it."""
    return _DECORATION.sub("", etag.strip()[:1_000])
