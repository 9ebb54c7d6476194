"""A process of its own that fetches and reads what it is told, and says what came of it and how much memory it took."""

import json
import resource
import sys

from ingest.fetch.client import fetch
from ingest.fetch.hosts import Hosts
from ingest.fetch.results import Fetched, FetchError
from ingest.read import read
from ingest.types import Draft


def outcome(url: str, allow: frozenset[str], hosts: Hosts) -> str:
    """What a fetch and the reading of what it brought come to, in a line."""
    got = fetch(url, allow=allow, hosts=hosts)
    if isinstance(got, FetchError):
        return got.why
    assert isinstance(got, Fetched)
    return "; ".join(
        f"{len(item.body_text)} characters" if isinstance(item, Draft) else item.why for item in read(got).items
    )


def main(allow: str, *urls: str) -> None:
    hosts = Hosts(pause=0)
    told = [outcome(url, frozenset({allow}), hosts) for url in urls]
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    json.dump({"told": told, "megabytes": kilobytes / 1024}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
