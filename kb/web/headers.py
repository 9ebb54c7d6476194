"""What every response tells the browser (run nothing from elsewhere, guess no types), and its compression."""

import gzip
import re

from flask import Flask, Response, request

CSP = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "script-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in CSP.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}
TEXT = re.compile(r"text/|image/svg\+xml|application/([\w.]+\+)?(json|xml|javascript)")
SMALL = 1000  # bytes below which compression is not worth its header
A_YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    app.after_request(_compress)
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith("/static/") and "v" in request.args and response.status_code == 200:
        response.cache_control.public = True
        response.cache_control.no_cache = None
        response.cache_control.max_age = A_YEAR
        response.cache_control.immutable = True
    return response


def _compress(response: Response) -> Response:
    """gzip for text, where the client takes it. The ETag turns weak: same words, other bytes (RFC 9110, 8.8.1)."""
    known = response.status_code in (200, 304) and TEXT.match(response.content_type or "")
    if not known or response.content_encoding:
        return response
    response.vary.add("Accept-Encoding")  # on a 304 as well (RFC 9110, section 15.4.5)
    streamed = response.is_streamed and not response.direct_passthrough
    if response.status_code == 304 or streamed or not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < SMALL:
        return response
    response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
    response.content_encoding = "gzip"
    etag, _ = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    return response
