"""Answers for programs: a body, its type, and what a second request for it may save."""

import hashlib
from datetime import UTC, datetime

from flask import Response, current_app, request


def conditional(body: bytes, media_type: str, changed: datetime | None = None, *, max_age: int) -> Response:
    """A body with a strong ETag and, where it is known, the time of its last change; 304 for a client that has it."""
    response = Response(body, content_type=f"{media_type}; charset=utf-8")
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    if changed is not None:
        response.last_modified = changed.astimezone(UTC)
    response.cache_control.public = True
    response.cache_control.max_age = max_age
    response.make_conditional(request)
    return response


def instead(endpoint: str, **values: object) -> Response:
    """The answer of another view, for an address that turns out to be one of its own."""
    return current_app.make_response(current_app.ensure_sync(current_app.view_functions[endpoint])(**values))
