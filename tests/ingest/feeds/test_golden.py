"""Whole feeds against what they are known to hold.

KB_REGENERATE_GOLDEN=1 writes the expectations anew; read the difference before you believe it.
"""

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.feeds import looks_like_feed, read_feed
from ingest.types import Capture

GOLDEN = Path(__file__).parent / "golden"
FEEDS = sorted(path for path in GOLDEN.iterdir() if not path.name.endswith(".expected.json"))


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_a_feed_is_read_as_it_is_known_to_be(path: Path) -> None:
    now = datetime(2024, 3, 1, tzinfo=UTC)
    capture = Capture(f"https://feeds.example.org/in/{path.name}", path.read_bytes(), "text/plain", now)
    assert looks_like_feed(capture)
    reading = json.loads(json.dumps(asdict(read_feed(capture)), default=lambda moment: moment.isoformat()))
    expected = path.with_name(path.name + ".expected.json")
    if os.environ.get("KB_REGENERATE_GOLDEN"):
        expected.write_text(json.dumps(reading, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert reading == json.loads(expected.read_text(encoding="utf-8"))
