"""What stands before the host of an address is taken off, and nothing else is."""

import pytest

from ingest.credentials import without_credentials

CASES = {
    "https://user:secret@example.org/a": "https://example.org/a",
    "HTTPS://user@example.org": "HTTPS://example.org",
    "//user:secret@example.org/a": "//example.org/a",
    "https://a@b@example.org/": "https://example.org/",
    "https://example.org?to=a@example.net": "https://example.org?to=a@example.net",
    "https://example.org/#a@b": "https://example.org/#a@b",
    "https://example.org/@someone": "https://example.org/@someone",
    "mailto:desk@example.org": "mailto:desk@example.org",
}


@pytest.mark.parametrize("url", CASES)
def test_only_credentials_are_taken_off(url: str) -> None:
    assert without_credentials(url) == CASES[url]
