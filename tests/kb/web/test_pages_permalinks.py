"""Permalinks: one right address for each report, every other one leads there, and nothing is mistaken for a file."""

import pytest
from flask.testing import FlaskClient

from kb.archive import Archive
from kb.models import Report
from kb.reports import edit
from tests.kb.web import stocked
from tests.kb.web.site import SOURCE, site

S10 = "/statement/10/a-worm-is-loose"
S12 = "/statement/12/fraud-uncovered-bad.list.example"


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/statement/10", S10),
        ("/statement/10/", S10),
        ("/statement/010/any-slug", S10),
        ("/statement/S010", S10),
        ("/statement/s10", S10),
        ("/statement/10/a-worm-is-loos", S10),
        ("/statement/10/A-Worm-Is-Loose", S10),
        ("/statement/010/a-worm-is-loose", S10),
        ("/statement/12", S12),
        ("/statement/12/fraud-uncovered-bad.list", S12),
        ("/report/1", S10),
        ("/report/1/any-slug", S10),
    ],
)
def test_every_other_address_of_a_report_leads_to_the_right_one_for_good(
    get: FlaskClient, asked: str, right: str
) -> None:
    answer = get.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, right)
    assert get.get(right).status_code == 200


def test_reports_of_other_kinds_live_at_their_id(get: FlaskClient) -> None:
    first = get.get("/go?u=https://news.example/3")
    path = first.headers["Location"]
    assert path.startswith("/report/")
    assert path.endswith("/news-of-the-day-3")
    assert get.get(path.rpartition("/")[0]).headers["Location"] == path


def test_an_old_slug_leads_to_the_new_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    with site(tmp_path_factory.mktemp("slugs")) as archive:
        client = stocked.client(archive)
        _retitle(archive, "A worm is caught: worm.json")
        assert client.get(S10).headers["Location"] == "/statement/10/a-worm-is-caught-worm.json"
        assert "<h1" in client.get("/statement/10/a-worm-is-caught-worm.json").text


@pytest.mark.parametrize(
    "name",
    ["S010", "s10", "10", "ref:S010", SOURCE, SOURCE.replace("https", "http"), SOURCE + "/?utm_source=x", S10],
)
def test_go_finds_a_report_by_any_of_its_names(get: FlaskClient, name: str) -> None:
    answer = get.get("/go", query_string={"u": name})
    assert (answer.status_code, answer.headers["Location"]) == (302, S10)


def test_go_offers_a_search_for_what_it_does_not_know(get: FlaskClient) -> None:
    answer = get.get("/go", query_string={"u": '"><b>nonesuch'})
    assert answer.status_code == 404
    assert 'value="&#34;&gt;&lt;b&gt;nonesuch"' in answer.text


def test_a_withdrawn_report_is_gone_and_says_so_at_all_its_addresses(get: FlaskClient) -> None:
    for path in ("/statement/13/withdrawn-words", "/statement/13", "/statement/S013/x", "/statement/13/x/revisions/1"):
        answer = get.get(path)
        assert answer.status_code == 410
        for word in ("Withdrawn words", "S013", "It named the wrong network.", "<time"):
            assert word in answer.text
        assert "home computers" not in answer.text


def _retitle(archive: Archive, title: str) -> None:
    with archive.writing() as session:
        report = session.query(Report).filter_by(number=10).one()
        edit.correct(session, report, edit.Correction(title=title))
    archive.indexer.drain()
