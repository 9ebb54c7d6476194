"""A web server on loopback whose answers a test writes itself."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Paths and how they answer; `allow` is the exception that lets a fetch reach them."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []  # path and headers of each request
        self.times: list[float] = []  # when each was asked for, by time.monotonic
        self.over = Event()  # set when the test ends, so that endless answers do
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.allow = frozenset({f"127.0.0.1:{self.port}"})
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, path: str, status: int = 200, body: bytes = b"", **headers: str) -> str:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        return self.serve_by(path, answer)

    def serve_by(self, path: str, answer: Answer) -> str:
        self.answers[path] = answer
        return self.url(path)

    def stop(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(site) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                site.times.append(time.monotonic())
                self.close_connection = True
                with suppress(ConnectionError):  # the client went away, which is what many tests are about
                    site.answers[self.path](self)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    it = Site()
    yield it
    it.stop()
