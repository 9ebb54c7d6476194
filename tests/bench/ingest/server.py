"""A server of feeds on loopback, in a process of its own.

Run as `python -m tests.bench.ingest.server FOLDER yes|no`: it prints its port and serves until its input ends. With
`yes` it knows by ETag who has a feed already, as most servers do; with `no` it gives every feed whole each time.
"""

import hashlib
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


def main(folder: Path, *, conditional: bool) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(folder, conditional=conditional))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()


def _handler(folder: Path, *, conditional: bool) -> type[BaseHTTPRequestHandler]:
    bodies = {f"/{path.name}": path.read_bytes() for path in folder.glob("*.xml")}
    tags = {path: f'"{hashlib.sha256(body).hexdigest()[:16]}"' for path, body in bodies.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = bodies.get(self.path)
            if body is None:
                self._answer(404, b"")
            elif conditional and self.headers.get("If-None-Match") == tags[self.path]:
                self._answer(304, b"")
            else:
                self._answer(200, body)

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            if conditional and self.path in tags:
                self.send_header("ETag", tags[self.path])
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


if __name__ == "__main__":
    main(Path(sys.argv[1]), conditional=sys.argv[2] == "yes")
