"""A connection that only seems secure is refused."""

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import trustme

from ingest.fetch.client import fetch
from ingest.fetch.transport import tls
from tests.ingest.fetch.asking import failure, fetched

LONG_AGO, YESTERYEAR = datetime(2019, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def authority() -> Iterator[trustme.CA]:
    """One that this machine trusts for as long as the test runs."""
    tls.cache_clear()
    ours = trustme.CA()
    ours.configure_trust(tls())
    yield ours
    tls.cache_clear()


@pytest.fixture
def secured() -> Iterator[Callable[[trustme.LeafCert], str]]:
    """Starts a server with a certificate; the address of its one page."""
    servers: list[ThreadingHTTPServer] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"secret")

        def log_message(self, *_: object) -> None:
            pass

    def start(certificate: trustme.LeafCert) -> str:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # the refused handshake
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        servers.append(server)
        return f"https://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def asked(url: str) -> Any:
    return fetch(url, allow=frozenset({"127.0.0.1"}))


def test_a_certificate_in_order_is_accepted(authority: trustme.CA, secured: Any) -> None:
    assert fetched(asked(secured(authority.issue_cert("127.0.0.1")))).body == b"secret"


def test_a_certificate_that_nobody_vouches_for_is_refused(secured: Any) -> None:
    got = failure(asked(secured(trustme.CA().issue_cert("127.0.0.1"))))
    assert "its certificate is not valid (unable to get local issuer certificate); tell its operator" in got.why
    assert not got.permanent


def test_a_certificate_for_another_name_is_refused(authority: trustme.CA, secured: Any) -> None:
    got = failure(asked(secured(authority.issue_cert("other.example"))))
    assert "its certificate is not valid (IP address mismatch" in got.why


def test_a_certificate_that_has_run_out_is_refused(authority: trustme.CA, secured: Any) -> None:
    old = authority.issue_cert("127.0.0.1", not_before=LONG_AGO, not_after=YESTERYEAR)
    assert "its certificate is not valid (certificate has expired)" in failure(asked(secured(old))).why


def test_a_certificate_that_vouches_for_itself_is_refused(secured: Any) -> None:
    alone = trustme.CA()
    own = trustme.LeafCert(alone.private_key_pem.bytes(), alone.cert_pem.bytes(), [])
    assert "its certificate is not valid (self-signed certificate)" in failure(asked(secured(own))).why


def test_a_plain_server_behind_https_is_a_tls_failure(site: Any) -> None:
    site.serve("/")
    got = failure(fetch(f"https://127.0.0.1:{site.port}/", allow=site.allow))
    assert "no secure connection could be made" in got.why
