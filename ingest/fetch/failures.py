"""What may go wrong on the way, each as one sentence that a person can act on."""

import ssl

import httpcore2
import httpx2

from ingest.fetch.body import Garbled, TooLarge
from ingest.fetch.guard import Refused, Unresolved
from ingest.fetch.hosts import Resting
from ingest.fetch.results import Limits
from ingest.fetch.streams import TooMuch
from ingest.fetch.urls import BadUrl


class Failed(Exception):
    """The fetch ends here; the message is a sentence that says why."""

    def __init__(self, why: str, permanent: bool, retry_after: float | None = None, gone: bool = False) -> None:
        super().__init__(why)
        self.permanent = permanent
        self.retry_after = retry_after
        self.gone = gone


def explained(error: Exception, limits: Limits) -> Failed:
    """What went wrong, and whether it will stay so."""
    match error:
        case Failed():
            return error
        case BadUrl() | Refused():
            return Failed(str(error), permanent=True)
        case Unresolved():
            return Failed(str(error), permanent=False)
        case Resting():
            return Failed(str(error), permanent=False, retry_after=error.seconds)
        case TooLarge() | TooMuch():
            why = f"it is larger than {limits.size:,} bytes; save it, split it and import the parts"
            return Failed(why, permanent=True)
        case Garbled():
            return Failed(f"{error}; try again later or tell its operator", permanent=False)
        case httpcore2.TimeoutException() | httpx2.TimeoutException() | TimeoutError():
            why = f"the server did not finish within {limits.seconds:g} seconds; try again later"
            return Failed(why, permanent=False)
    return Failed(_on_the_way(error), permanent=False)


def _on_the_way(error: Exception) -> str:
    """What is wrong with the connection."""
    certificate = _cause(error, ssl.SSLError)
    if isinstance(certificate, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({certificate.verify_message}); tell its operator"
    if certificate:
        return f"no secure connection could be made ({certificate.reason or certificate}); check the address"
    if isinstance(error, httpcore2.ProxyError):
        return f"the proxy does not let us through ({str(error)[:200]}); check KB_FETCH_PROXY"
    if isinstance(error, httpcore2.ConnectError):
        return "no connection could be made; check the address and port, or try again later"
    if isinstance(error, httpcore2.ProtocolError | httpx2.ProtocolError):
        return f"the server does not speak proper HTTP ({str(error)[:200]}); tell its operator"
    return f"the connection failed ({str(error)[:200] or type(error).__name__}); try again later"


def _cause(error: BaseException | None, kind: type[ssl.SSLError]) -> ssl.SSLError | None:
    while error is not None:
        if isinstance(error, kind):
            return error
        error = error.__cause__ or error.__context__
    return None
