"""A report in other forms, beside its page."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.read import read
from ingest.types import Capture, Draft
from kb import library
from kb.archive import Archive
from kb.cli import main
from kb.exports.bibtex import bibtex
from kb.exports.csl import csl
from kb.exports.facts import facts
from kb.exports.ris import ris
from kb.models import Report
from kb.records import Report as Record
from kb.reports import edit
from kb.reports.edit import Correction
from kb.web.siblings import FORMS
from tests.kb.feeds.fabricated import BARE, SETTINGS, STATEMENT, hostile
from tests.kb.web import stocked

# fmt: off
PROMISED = [
    "id", "ref", "number", "kind", "title", "slug", "category", "tags", "lang", "source", "url", "published", "updated",
    "first_seen", "summary", "body_text", "body_html", "rights", "associated", "index", "indicators", "revisions",
]
# fmt: on
ENDINGS = pytest.mark.parametrize("ending", list(FORMS))


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Archive]:
    with stocked.archive(tmp_path) as opened:
        stocked.take_in_news(opened)
        yield opened


def statement(archive: Archive, number: int) -> Record:
    with archive.reading() as session:
        return next(report for report in _all(session) if report.number == number)


def everything(archive: Archive) -> list[Record]:
    with archive.reading() as session:
        return _all(session)


def _all(session):
    return library.reports(session, [brief.id for brief in library.newest(session, 1_000)])


@ENDINGS
def test_every_report_has_every_sibling_with_its_type_and_its_credit(client, sampled, ending):
    for report in everything(sampled):
        answer = client.get(f"{report.path}.{ending}")
        assert (answer.status_code, answer.mimetype) == (200, FORMS[ending].media_type), report.path
        assert report.url is None or report.rights is None or report.rights.credit is None or b"Source" in answer.data


def test_the_json_holds_what_is_promised_to_scripts(client, sampled):
    report = statement(sampled, 32)
    said = client.get(f"{report.path}.json").get_json()
    assert [name for name in said if name in PROMISED] == PROMISED
    assert {"holder", "credit", "conditions", "url"} <= said["rights"].keys()
    assert all({"position", "title", "ref", "held"} <= entry.keys() for entry in said["index"])
    assert (said["number"], said["ref"], said["kind"]) == (32, "S032", "statement")
    assert said["permalink"] == stocked.BASE + report.path


def test_the_json_dates_are_iso_8601_and_what_is_unknown_is_null(client, sampled):
    said = client.get(f"{statement(sampled, 32).path}.json").get_json()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", said["updated"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said["first_seen"])
    assert said["published"] is None


def test_a_slug_with_dots_has_siblings_and_is_none_itself(client, sampled):
    report = statement(sampled, 32)
    assert report.slug.endswith("rbl-clearing.example")
    assert client.get(report.path).mimetype == "text/html"
    assert client.get(f"{report.path}.md").mimetype == "text/markdown"


@pytest.mark.parametrize("tail", ["anything.json", "anything.csl.json", "anything.md", "x.stix.json"])
def test_another_slug_with_an_ending_leads_to_the_page(client, sampled, tail):
    report = statement(sampled, 32)
    answer = client.get(f"/statement/32/{tail}")
    assert (answer.status_code, answer.location) == (301, report.path)


def test_a_sibling_of_no_report_is_not_there(client):
    for path in ("/statement/999/x.json", "/report/99999/x.bib", "/statement/x/x.json", f"/report/{2**70}/x.json"):
        assert client.get(path).status_code == 404


@ENDINGS
def test_a_sibling_under_a_former_slug_leads_to_the_new_one(fresh, ending):
    with fresh.writing() as session:
        edit.correct(session, session.get(Report, 1), Correction(title="Another title"))
    answer = stocked.client(fresh).get(f"/report/1/worm-slows-the-net.{ending}")
    assert (answer.status_code, answer.location) == (301, f"/report/1/another-title.{ending}")


@ENDINGS
def test_a_withdrawn_report_has_no_siblings(fresh, ending):
    with fresh.writing() as session:
        edit.withdraw(session, session.get(Report, 1), "an error")
    assert stocked.client(fresh).get(f"/report/1/worm-slows-the-net.{ending}").status_code == 410


@ENDINGS
def test_a_repeated_conditional_request_gets_304(client, sampled, ending):
    path = f"{statement(sampled, 32).path}.{ending}"
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_markdown_reads_back_to_the_same_report(client, sampled):
    for report in everything(sampled):
        if "\ufffd" in report.title:
            continue  # what could not be read once is not told from what cannot be read now
        body = client.get(f"{report.path}.md").data
        (draft,) = read(Capture("/x.md", body, "text/markdown", datetime(2026, 1, 1, tzinfo=UTC), "utf-8")).items
        assert isinstance(draft, Draft)
        assert draft.title == report.title
        assert (draft.published, draft.updated) == (report.published, report.updated)
        assert draft.url == (report.url or stocked.BASE + report.path)
        assert draft.kind == report.kind
        assert squeezed(report.body_text) in squeezed(draft.body_text)


def test_bibtex_of_a_statement():
    assert bibtex(facts(STATEMENT, SETTINGS)) == (
        "@misc{S031,\n"
        "  title = {{Denial of service attack on the name servers}},\n"
        "  author = {{Breakwater}},\n"
        "  publisher = {Breakwater},\n"
        "  year = {2022},\n"
        "  day = {10},\n"
        "  number = {S031},\n"
        "  url = {https://example.org/31},\n"
        "  keywords = {Report, DDoS, Name Servers},\n"
        "  language = {en-GB},\n"
        "  note = {Source: Breakwater. © 2022 Breakwater SLU. Reproduction is permitted with credit. "
        "Original: https://example.org/31 Archived: "
        "https://kb.example.org/statement/31/denial-of-service-attack-ns.example},\n"
        "  month = apr,\n"
        "}\n"
    )


def test_what_latex_would_read_as_a_command_is_escaped():
    told = replace(STATEMENT, title=r"50% of C:\x_{1} & #2 for $3 ~ ^")
    assert (
        r"title = {{50\% of C:\textbackslash{}x\_\{1\} \& \#2 for \$3 \textasciitilde{} \textasciicircum{}}},"
        in bibtex(facts(told, SETTINGS))
    )


def test_ris_of_a_statement():
    lines = ris(facts(STATEMENT, SETTINGS)).split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert lines[-2:] == ["ER  - ", ""]
    assert {"TI  - Denial of service attack on the name servers", "PY  - 2022", "DA  - 2022/04/10"} <= set(lines)
    assert {"KW  - DDoS", "UR  - https://example.org/31"} <= set(lines)


def test_csl_json_of_a_statement():
    (said,) = csl(facts(STATEMENT, SETTINGS))
    assert (said["id"], said["type"], said["issued"]) == ("S031", "report", {"date-parts": [[2022, 4, 10]]})
    assert said["author"] == [{"literal": "Breakwater"}]
    assert str(said["note"]).startswith("Source: Breakwater.")


@pytest.mark.parametrize("report", hostile(), ids=str)
def test_nothing_breaks_out_of_a_citation(report):
    told = facts(report, SETTINGS)
    entry = bibtex(told)
    bare = re.sub(r"\\.", "", entry)
    assert bare.count("{") == bare.count("}")
    assert entry.count("\n@") == 0
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris(told).split("\r\n") if line)
    assert json.loads(json.dumps(csl(told)))[0]["title"] == told.title


def test_a_bare_report_is_cited_with_what_there_is():
    told = facts(BARE, SETTINGS)
    assert (told.key, told.url) == ("report-13", "https://kb.example.org/report/13/bare")
    assert all(unknown not in bibtex(told) for unknown in ("year", "author"))
    assert all(unknown not in ris(told) for unknown in ("PY", "AU"))
    assert not {"issued", "author"} & csl(told)[0].keys()


def test_the_command_line_prints_the_same_json(sampled, client, monkeypatch):
    monkeypatch.setenv("KB_BASE_URL", stocked.BASE)
    printed = CliRunner().invoke(main, ["--data", str(sampled.settings.data), "show", "S032", "--json"])
    assert json.loads(printed.stdout) == client.get(f"{statement(sampled, 32).path}.json").get_json()


def squeezed(text: str) -> str:
    return " ".join(text.split())
