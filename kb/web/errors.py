"""Pages for what went wrong: each says what happened, in plain words, and offers a search."""

from flask import Flask, make_response, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response

from kb.web import words
from kb.web.rendering import page

WORDS = {
    400: ("That request cannot be read", "Something in the address or the form is not as it should be."),
    404: ("There is nothing at this address", "The page may have moved, or the address may be mistyped."),
    405: ("This page cannot be used that way", "It can be read, but nothing can be sent to it."),
    410: ("This report was withdrawn", "It was here once and is no longer shown."),
    500: ("Something broke on our side", "It is not your fault. The error is in the log, and nothing stored was lost."),
}


def install(app: Flask) -> None:
    app.register_error_handler(HTTPException, _told)


def no_listing(field: str, slug: str) -> NotFound:
    """For a tag, category or source that no report has."""
    return NotFound(f"This archive has no {field} called “{slug}”.")


def no_indicator_type(type: str) -> NotFound:
    return NotFound(f"This archive knows no type of indicator called “{type}”.")


def no_mention(type: str, value: str) -> NotFound:
    """For an indicator that no report names."""
    return NotFound(f"No report in this archive mentions {words.defang(value, type)}.")


def _told(error: HTTPException) -> Response:
    """Every HTTP error as a page; what the view itself has to say stands in place of the usual words."""
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()
    heading, usual = WORDS.get(error.code, (error.name, "The request could not be answered."))
    own = error.description if error.description != type(error).description else None
    body = page("error.html", request.path, code=error.code, heading=heading, why=own or usual)
    response = make_response(body, error.code)
    response.headers.extend(header for header in error.get_headers() if header[0] != "Content-Type")
    return response
