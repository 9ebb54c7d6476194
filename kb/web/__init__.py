"""The site: a Flask application over one opened archive."""

from flask import Flask

from kb import paths
from kb.archive import Archive
from kb.web import (
    api,
    docs,
    errors,
    feeds,
    headers,
    images,
    lists,
    machines,
    rendering,
    reports,
    search,
    siblings,
    suggest,
)


def create_app(archive: Archive) -> Flask:
    """The application; it keeps nothing of its own between requests."""
    app = Flask(
        "kb",
        template_folder=str(paths.templates()),
        static_folder=str(paths.PACKAGE / "static"),
        static_url_path="/static",
    )
    app.extensions["archive"] = archive
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False  # else `//` is answered with a redirect to whatever host was asked for
    rendering.install(app)
    headers.install(app)
    errors.install(app)
    for part in (lists, reports, search, suggest, feeds, siblings, api, machines, images, docs):
        app.register_blueprint(part.blueprint)
    return app
