"""What a site's robots.txt lets us do (RFC 9309)."""

import re
from dataclasses import dataclass

from protego import Protego

from ingest.fetch.headers import PRODUCT

LONGEST = 512_000  # bytes that are read of one; RFC 9309 section 2.5 asks for 500 KiB at least
DAY = 86_400.0  # seconds for which one holds (section 2.4)
HOUR = 3_600.0  # seconds after which a server that failed to give it is asked for it again
_LONGEST_PAUSE = 3_600.0  # seconds of Crawl-delay; a site that asks for more is visited once an hour
_AGENT = re.compile(r"\s*user[-\s]*agent\b\s*:?\s*([a-z_-]+|\*?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt as it was read."""

    text: str | None  # None: the server failed to give it, which forbids everything for the time being
    until: float  # when to ask for it again, on the clock of time.monotonic


@dataclass(frozen=True, slots=True)
class Verdict:
    """What it says of one address."""

    allowed: bool
    pause: float  # seconds between two visits (Crawl-delay); 0.0 where nothing is said


def text_of(body: bytes) -> str:
    """The text of a robots.txt, without the line that the limit cut in two."""
    if len(body) >= LONGEST:
        body = body[: body.rfind(b"\n") + 1]
    return body.decode("utf-8-sig", "replace")


def verdict(text: str, url: str) -> Verdict:
    """Whether we may ask for the URL; lines that are not rules are skipped."""
    rules = Protego.parse(_of_concern(text))
    pause = rules.crawl_delay(PRODUCT) or 0.0
    return Verdict(rules.can_fetch(url, PRODUCT), min(pause, _LONGEST_PAUSE))


def _of_concern(text: str) -> str:
    """The text with one name for all agents but us: protego keeps every rule of a group once for each of its agents,
    so that 20,000 agents with 20,000 rules would fill the memory."""
    return "\n".join(map(_with_one_name, text.splitlines()))


def _with_one_name(line: str) -> str:
    agent = _AGENT.match(line)
    if not agent:
        return line
    name = agent[1].lower()
    return f"User-agent: {name if name in ('*', PRODUCT) else 'other'}"
