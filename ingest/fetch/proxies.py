"""The proxy that an operator names, where servers cannot be reached directly."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ingest.fetch.addresses import Allowed


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy."""

    url: str  # without credentials
    host: str
    port: int
    credentials: tuple[str, str] | None = None  # name and password

    @property
    def alone(self) -> Allowed:
        """The exception to the rule of public addresses that lets the proxy be dialled."""
        return Allowed(frozenset(), frozenset({(self.host, self.port)}), ())


def read_proxy(text: str) -> Proxy:
    """Read "http://host:port" or "http://name:password@host:port"; raises ValueError that says what is wrong."""
    wrong = "this is not the address of a proxy: write http://host:port"
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(wrong) from error
    if parts.scheme not in ("http", "https") or not host or parts.path not in ("", "/") or parts.query:
        raise ValueError(wrong)
    port = port or (443 if parts.scheme == "https" else 80)
    named = f"[{host}]" if ":" in host else host
    credentials = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return Proxy(f"{parts.scheme}://{named}:{port}", host, port, credentials)
