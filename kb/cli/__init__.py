"""The command line: `kb COMMAND`. Exit codes: 0 done, 1 something failed and was reported, 2 wrong usage."""

import errno
from importlib import import_module
from pathlib import Path
from tomllib import TOMLDecodeError

import click
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from kb.errors import KbError, Misused
from kb.settings import Settings

# Each command with the module of this package that holds it, loaded when it is used: a search needs no feed reader.
COMMANDS = {
    "init": "running",
    "import": "imports",
    "source": "sources",
    "poll": "polling",
    "opml": "opml",
    "search": "searching",
    "explain": "searching",
    "show": "reading",
    "stats": "reading",
    "edit": "staff",
    "withdraw": "staff",
    "tag": "staff",
    "story": "stories",
    "names": "names",
    "export": "exporting",
    "reindex": "running",
    "serve": "running",
    "work": "polling",
}


class Group(click.Group):
    """Commands whose expected failures end in one sentence, not in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"kb.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("import", "import_"))
        return command

    def invoke(self, ctx: click.Context) -> object:
        from ingest.names.table import BadTable

        try:
            return super().invoke(ctx)
        except Misused as error:
            raise click.UsageError(str(error)) from error
        except (KbError, BadTable) as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read the output has seen enough
                raise
            raise click.ClickException(_failed(error)) from error
        except DBAPIError as error:
            why = " ".join(str(_first(error).orig).split())
            raise click.ClickException(f"the database refused: {why}; check its disk and KB_DATABASE") from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder; default: ./kb-data.")
@click.version_option(package_name="threat-kb", prog_name="kb")
@click.pass_context
def main(ctx: click.Context, data: Path | None) -> None:
    """A searchable archive of threat reports, official statements and security news."""
    try:
        ctx.obj = Settings(data=data) if data else Settings()
    except ValidationError as error:
        raise click.UsageError("\n".join(_sentence(dict(problem)) for problem in error.errors())) from error
    except (TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"kb.toml: {error}; the page on settings shows how to write it") from error


def _sentence(problem: dict[str, object]) -> str:
    place = problem["loc"]
    name = str(place[0]) if isinstance(place, tuple) and place else "?"
    if problem["type"] == "extra_forbidden":
        return f"kb.toml: there is no setting {name}; the page on settings names them all"
    what = str(problem["msg"]).removeprefix("Value error, ")
    return f"setting KB_{name.upper()}: {what} (it is {problem['input']!r})"


def _first(error: DBAPIError) -> DBAPIError:
    """What went wrong first: on a full disk SQLite undoes the transaction itself, and undoing it again fails too."""
    first, before = error, error.__context__
    while before is not None:
        first, before = before if isinstance(before, DBAPIError) else first, before.__context__
    return first


def _failed(error: OSError) -> str:
    """What the system refused, and where: `/data/captures: No space left on device`."""
    why = error.strerror or str(error)
    return f"{error.filename}: {why}" if error.filename else f"{why}; what was kept before is safe"
