"""The archive's own copies of images, by digest: what is behind an address never changes."""

from flask import Blueprint, Response, abort, request

from kb.captures import CaptureLost
from kb.reports import images
from kb.web.headers import A_YEAR
from kb.web.rendering import archive

blueprint = Blueprint("images", __name__)


@blueprint.get("/image/<digest>.webp")
def image(digest: str) -> Response:
    """A copy that a report shows. No other capture is served: they are what hostile hosts sent."""
    with archive().reading() as session:
        if not images.may_show(session, digest):
            abort(404)
    try:
        response = Response(archive().captures.read(digest), content_type="image/webp")
    except CaptureLost:
        abort(404)
    response.set_etag(digest[:32])
    response.cache_control.public = True
    response.cache_control.max_age = A_YEAR
    response.cache_control.immutable = True
    response.make_conditional(request)
    return response
