"""Commands that set up and run the archive: init, serve, reindex."""

import signal
import socket
import sys

import click
from waitress.server import create_server

from kb import archive, library
from kb.cli.imports import samples, take_in_all
from kb.cli.output import as_json, print_json
from kb.settings import Settings
from kb.web import create_app


@click.command()
@click.option(
    "--samples", "with_samples", is_flag=True, help="Fill an empty archive with the sample statements and news."
)
@click.pass_obj
def init(settings: Settings, with_samples: bool) -> None:
    """Create the data folder and the database, or bring those of an older version up to date."""
    archive.create(settings)
    click.echo(f"The archive is ready in {settings.data.absolute()}")
    if with_samples:
        with archive.opened(settings) as opened:
            with opened.reading() as session:
                empty = library.total(session) == 0
            if empty:
                click.echo(f"It holds {take_in_all(opened, (samples(),)).new} sample reports")


@click.command()
@click.option("--host", help="The address to listen on; default: the setting KB_HOST.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on; default: the setting KB_PORT.")
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the site until interrupted."""
    place = (host or settings.host, settings.port if port is None else port)
    with archive.opened(settings) as opened, _listening(*place) as listener:
        server = create_server(
            create_app(opened),
            sockets=[listener],
            threads=settings.threads,
            ident=None,
            max_request_body_size=1_000_000,
            channel_timeout=60,
        )
        at, port = listener.getsockname()[:2]
        click.echo(f"Serving {settings.site_name} at http://{f'[{at}]' if ':' in at else at}:{port}", err=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # waitress ends what it began, then itself
        server.run()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host} port {port}: {error.strerror}; choose another with --host or --port"
        ) from error


@click.command()
@as_json
@click.pass_obj
def reindex(settings: Settings, as_json: bool) -> None:
    """Rebuild the index from the database, beside the live one, and swap them."""
    with archive.opened(settings) as opened:
        count = opened.indexer.rebuild()
    if as_json:
        print_json({"indexed": count})
    else:
        click.echo(f"indexed {count} reports")
