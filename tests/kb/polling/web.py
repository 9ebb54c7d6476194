"""A web of one's own on loopback, a clock that a test sets, and polling by both."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Semaphore, Thread

from ingest.fetch.headers import Wanted
from kb.archive import Archive
from kb.polling import images
from kb.polling.articles import fetch_due
from kb.polling.asking import Answer, Validators, asking
from kb.polling.poll import Polling, poll
from kb.polling.visit import Poller
from kb.sources import register
from kb.sources.records import Polled, SourceKind

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass
class Clock:
    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Page:
    body: bytes = b""
    status: int = 200
    media_type: str = "text/html"
    headers: dict[str, str] = field(default_factory=dict)


class Web:
    """Pages by path; each has an ETag made of its bytes, and who knows it is told that nothing changed."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, int]] = []  # path and status of each answer
        self.answered = Semaphore(0)  # one for each
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def put(
        self, path: str, body: str | bytes, media_type: str = "text/html", status: int = 200, **headers: str
    ) -> str:
        written = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = Page(written, status, media_type, {k.replace("_", "-"): v for k, v in headers.items()})
        return self.url(path)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(web) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = web.pages.get(self.path, Page(b"nothing here", 404))
                tag = page.headers.get("ETag", f'"{hashlib.sha256(page.body).hexdigest()[:16]}"')
                same = page.status == 200 and self.headers.get("If-None-Match") == tag
                status = 304 if same else page.status
                if self.path != "/robots.txt":
                    web.asked.append((self.path, status))
                self.send_response(status)
                for name, value in {"Content-Type": page.media_type, **page.headers, "ETag": tag}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(b"" if same else page.body)
                if self.path != "/robots.txt":
                    web.answered.release()

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@dataclass
class World:
    """An archive, a web and a clock; sources are added untried and polled by name."""

    archive: Archive
    web: Web
    clock: Clock

    def __post_init__(self) -> None:
        self._ask = asking(self.archive.settings, alone=True)

    @property
    def poller(self) -> Poller:
        return Poller(self.archive, self.ask, self.clock, lambda: 0.0)

    def ask(self, url: str, known: Validators = Validators(), wanted: Wanted = Wanted.FEED) -> Answer:  # noqa: B008 - frozen
        return self._ask(url, known, wanted)

    def add(self, place: str, kind: SourceKind = SourceKind.FEED, **terms: object) -> Polled:
        with self.archive.writing() as session:
            return register.add(session, kind, place, self.clock(), **terms)  # type: ignore[arg-type]

    def poll(self, name: str = "127.0.0.1") -> Polling:
        return poll(self.poller, self.source(name))

    def articles(self) -> list[str]:
        """Fetch the articles that are due: what became of each."""
        return [entry.decision.state.value for entry in fetch_due(self.poller)]

    def images(self) -> list[str | None]:
        """Fetch the images that are due: why each could not be had, or None."""
        return [one.why for one in images.fetch_due(self.poller)]

    def source(self, name: str = "127.0.0.1") -> Polled:
        with self.archive.reading() as session:
            return register.polled(register.find(session, name))


def sums(done: Polling) -> str:
    """`2 new, 1 failed`: what became of the items."""
    states = [entry.decision.state.value for entry in done.entries]
    return ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
