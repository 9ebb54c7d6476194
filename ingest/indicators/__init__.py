"""Finding the observables a text names: addresses, hosts, links, files, hashes, wallets, ids of vulnerabilities."""

from ingest.indicators.find import MOST, TYPES, find

__all__ = ["MOST", "TYPES", "find"]
