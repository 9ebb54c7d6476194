"""Finding the observables a text names: addresses, hosts, links, hashes, and the ids of weaknesses and techniques."""

from ingest.indicators.find import MOST, find

__all__ = ["MOST", "find"]
