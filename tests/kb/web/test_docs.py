"""The documentation is served, complete, and true where a machine can tell."""

import re
import shlex
from html import unescape
from urllib.parse import unquote

import click
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from index.query import parse
from index.query.fields import FIELDS
from ingest.types import Kind
from kb.archive import Archive
from kb.cli import main
from kb.feeds import FORMATS
from kb.reports.intake.decide import State
from kb.settings import Settings
from kb.web import create_app
from kb.web.docs import FOLDER, NAMES, read
from kb.web.siblings import FORMS
from kb.web.words import INDICATORS
from tests.kb.web import stocked

PAGES = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def client(empty: Archive) -> FlaskClient:
    return stocked.client(empty)


def test_every_picture_that_is_shown_is_there(client: FlaskClient) -> None:
    shown = {source for name in NAMES for source in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text(name))}
    assert shown == {file.name for file in FOLDER.glob("*.png")}
    for source in shown:
        answer = client.get(f"/docs/{source}")
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert answer.content_length < 150_000
        answer.close()


def text(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def queries() -> list[str]:
    """Every query that the page on searching shows in the first column of a table, up to the parameters."""
    tables = text("searching").partition("## Parameters")[0]
    return [row.replace("\\|", "|") for row in re.findall(r"^\| `([^`]+)` \|", tables, re.MULTILINE)]


def commands(group: click.Group = main, name: str = "kb") -> list[tuple[str, click.Command]]:
    """Every command with its whole name, groups before what is in them."""
    context = click.Context(group)
    found: list[tuple[str, click.Command]] = [(name, group)]
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command
        inside = (
            commands(command, f"{name} {word}") if isinstance(command, click.Group) else [(f"{name} {word}", command)]
        )
        found += inside
    return found


def section(name: str) -> str:
    """What stands under the heading of a command."""
    heading = "## In general" if name == "kb" else f"## {name}"
    _, _, rest = text("command-line").partition(f"{heading}\n")
    return rest.partition("\n## ")[0]


@PAGES
def test_every_page_is_served_with_its_title_and_its_place_in_the_contents(client, name):
    answer = client.get(f"/docs/{name}")
    assert answer.status_code == 200
    assert f"<h1>{read(name).title}</h1>" in answer.text
    assert f'href="/docs/{name}" aria-current="page"' in answer.text


def test_the_contents_name_every_page(client):
    body = client.get("/docs").text
    assert all(f'href="/docs/{name}"' in body for name in NAMES)


def test_every_file_is_a_page():
    assert {file.stem for file in FOLDER.glob("*.md")} == set(NAMES)


@pytest.mark.parametrize("path", ["/docs/none", "/docs/../settings", "/docs/settings.md", "/docs/%2e%2e%2fsettings"])
def test_there_is_no_other_page(client, path):
    assert client.get(path).status_code == 404


@PAGES
def test_every_link_of_a_page_leads_somewhere(client, name):
    for target in re.findall(r'href="([^"]+)"', read(name).html):
        path, _, anchor = unescape(target).partition("#")
        if path.startswith("http"):
            continue
        body = client.get(path or f"/docs/{name}").text
        assert f'id="{unquote(anchor)}"' in body or not anchor, target


@PAGES
def test_the_headings_of_a_page_have_anchors_of_their_own(name):
    anchors = re.findall(r'<h\d id="([^"]+)"', read(name).html)
    assert len(anchors) == len(set(anchors)) == read(name).html.count("<h")
    assert {heading.anchor for heading in read(name).contents} <= set(anchors)


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_documented_with_its_default(name):
    _, heading, rest = text("settings").partition(f"### KB_{name.upper()}\n")
    words = rest.partition("\n#")[0]
    assert heading, name
    default = Settings.model_fields[name].default
    assert f"Default: `{default}`" in words if default not in ("", frozenset()) else "Default: empty" in words


def test_no_setting_is_documented_that_does_not_exist():
    documented = {name.lower() for name in re.findall(r"^### KB_(\w+)$", text("settings"), re.MULTILINE)}
    assert documented == set(Settings.model_fields)


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_and_option_is_documented(name, command):
    words = section(name)
    assert words, f"no section on {name}"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            missing = [option for option in parameter.opts if f"`{option}" not in words]
            assert not missing, f"{name} {missing}"


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda value: value if isinstance(value, str) else "")
def test_no_option_is_documented_that_does_not_exist(name, command):
    known = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h", "--"}
    assert set(re.findall(r"^\| `(--?[a-z-]+)", section(name), re.MULTILINE)) <= known


def test_every_route_is_documented_and_no_other(empty):
    rules = {re.sub(r"<(?:[^<>]*:)?(\w+)>", r"<\1>", rule.rule) for rule in create_app(empty).url_map.iter_rules()}
    assert set(re.findall(r"^\| `(/[^`]*)` \|", text("routes"), re.MULTILINE)) == rules


@pytest.mark.parametrize("ending", [*FORMATS, *FORMS])
def test_every_ending_is_documented(ending):
    assert f"`{ending}`" in text("routes")


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_query_field_is_documented_with_an_example(field):
    assert any(query.startswith(f"{field}:") for query in queries())


@pytest.mark.parametrize(
    "operator",
    [
        "OR",
        "AND",
        "NOT",
        "TO",
        "-trojan",
        "!trojan",
        "||",
        "&&",
        '"',
        ")",
        "*",
        "?",
        "~",
        '"~',
        "^",
        "#",
        "[",
        "..",
        ">=",
    ],
)
def test_every_operator_is_documented(operator):
    assert operator in text("searching").replace("\\|", "|")


@pytest.mark.parametrize("query", queries())
def test_every_query_that_is_shown_is_understood(query):
    assert parse(query).notes == ()


def test_the_first_search_finds_what_the_samples_hold(sampled: Archive) -> None:
    text = (FOLDER / "getting-started.md").read_text(encoding="utf-8")
    first = text.partition("## The first search")[2].partition("\n## ")[0]
    commands = [shlex.split(line) for line in first.splitlines() if line.startswith("kb ")]
    assert len(commands) == 4
    for _, *words in commands:
        printed = CliRunner().invoke(main, ["--data", str(sampled.settings.data), *words])
        assert (printed.exit_code, "no reports" in printed.output) == (0, False), words


def test_every_kind_ledger_state_and_type_of_indicator_is_documented():
    assert all(f"`{kind}`" in text("importing") for kind in Kind)
    assert all(f"| `{state}` |" in text("importing") for state in State)
    assert all(type_ in text("feeds") for type_ in INDICATORS)


def test_what_show_prints_is_documented(tmp_path):
    with stocked.archive(tmp_path) as opened:
        stocked.take_in_news(opened)
        said = stocked.client(opened).get("/report/1/worm-slows-the-net.json").get_json()
    assert f"`{' '.join(said)}`" in text("command-line")
