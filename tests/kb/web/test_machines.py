"""Addresses for programs: OpenSearch, sitemap, robots.txt, health check."""

from dataclasses import replace
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from index.embedded.engine import EmbeddedIndex
from kb import directory, library
from kb.models import Report
from kb.reports import edit
from tests.kb.web import stocked

OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_opensearch_describes_the_search_as_page_as_feeds_and_as_suggestions(client):
    answer = client.get("/opensearch.xml")
    assert answer.content_type == "application/opensearchdescription+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.data)
    short = root.findtext("o:ShortName", namespaces=OPENSEARCH)
    assert short == "Breakwater & Son"
    urls = {url.get("type"): url.get("template", "") for url in root.findall("o:Url", OPENSEARCH)}
    assert urls["text/html"] == "https://archive.example/search?q={searchTerms}&page={startPage?}"
    assert urls["application/rss+xml"].startswith("https://archive.example/search.rss?q=")
    assert urls["application/x-suggestions+json"] == "https://archive.example/suggest?q={searchTerms}"
    for type_, template in urls.items():
        path = template.removeprefix(stocked.BASE).replace("{searchTerms}", "worm").replace("{startPage?}", "1")
        assert client.get(path).mimetype == type_


def test_the_sitemap_names_every_report_and_every_list_and_they_answer(client, sampled):
    index = ElementTree.fromstring(client.get("/sitemap.xml").data)
    parts = [loc.text.removeprefix(stocked.BASE) for loc in index.findall(".//s:loc", SITEMAP)]
    urls = [
        loc.text.removeprefix(stocked.BASE)
        for part in parts
        for loc in ElementTree.fromstring(client.get(part).data).findall(".//s:loc", SITEMAP)
    ]
    with sampled.reading() as session:
        reports = {report.path for report in library.newest(session, 1_000)}
        tags = {f"/tag/{quote(tag.slug, safe='')}" for tag in library.counts(session, "tag")}
    assert reports | tags | {"/", "/statements", "/docs"} <= set(urls)
    assert len(urls) == len(set(urls))
    wrong = [url for url in urls[:: len(urls) // 20] if client.get(url).status_code != 200]
    assert wrong == []


def test_the_sitemap_dates_a_report_by_its_last_change(client, sampled):
    root = ElementTree.fromstring(client.get("/sitemap/0.xml").data)
    dates = {url.findtext("s:loc", namespaces=SITEMAP): url.findtext("s:lastmod", namespaces=SITEMAP) for url in root}
    with sampled.reading() as session:
        brief = library.newest(session, 1)[0]
    assert dates[stocked.BASE + brief.path] == brief.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_part_of_the_sitemap_that_holds_nothing_is_not_there(client):
    assert client.get("/sitemap/1.xml").status_code == 404
    assert client.get("/sitemap/99999999999999999999.xml").status_code == 404


def test_reports_are_parted_by_their_ids_so_that_a_part_never_shifts(sampled):
    with sampled.reading() as session:
        parts = directory.parts(session, 10)
        found = [address.path for part in parts for address in directory.addresses(session, part.number, 10)]
        assert len(parts) > 2
        assert all(len(directory.addresses(session, part.number, 10)) <= 10 for part in parts)
        assert sorted(found) == sorted(report.path for report in library.newest(session, 1_000))


def test_a_withdrawn_report_is_in_no_sitemap(tmp_path):
    with stocked.archive(tmp_path) as opened:
        stocked.take_in_news(opened)
        with opened.writing() as session:
            edit.withdraw(session, session.get(Report, 1), None)
        assert b"/report/1/" not in stocked.client(opened).get("/sitemap/0.xml").data


def test_robots_may_read_all_but_what_repeats_it(client):
    answer = client.get("/robots.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    assert b"Sitemap: https://archive.example/sitemap.xml\n" in answer.data
    assert b"Disallow: /search?\n" in answer.data


@pytest.mark.parametrize("path", ["/opensearch.xml", "/sitemap.xml", "/sitemap/0.xml", "/robots.txt", "/suggest?q=wor"])
def test_a_repeated_conditional_request_gets_304(client, path):
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_a_healthy_archive_says_so_and_how_much_it_holds(client, sampled):
    answer = client.get("/healthz")
    said = answer.get_json()
    assert (answer.status_code, said["status"]) == (200, "ok")
    assert said["database"]["reports"] == said["index"]["reports"] > 20
    assert said["database"]["waiting"] == 0
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_archive_without_its_database_is_unhealthy_and_keeps_its_secrets(sampled, tmp_path):
    url = f"sqlite:///{tmp_path}/secret-place/gone.db"
    broken = replace(sampled, sessions=sessionmaker(create_engine(url)))
    answer = stocked.client(broken).get("/healthz")
    assert answer.status_code == 503
    assert answer.get_json()["database"] == {"reachable": False}
    assert answer.get_json()["index"]["reachable"] is True
    assert b"secret-place" not in answer.data


def test_an_archive_without_its_index_is_unhealthy(sampled, tmp_path):
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "CURRENT").write_bytes(b"rubbish")
    index = EmbeddedIndex(tmp_path / "index")
    answer = stocked.client(replace(sampled, index=index)).get("/healthz")
    index.close()
    assert answer.status_code == 503
    assert answer.get_json()["index"] == {"reachable": False}


def test_what_is_not_indexed_yet_is_told(tmp_path):
    with stocked.archive(tmp_path) as opened:
        stocked.take_in_news(opened)
        with opened.writing() as session:
            edit.withdraw(session, session.get(Report, 1), None)
        assert stocked.client(opened).get("/healthz").get_json()["database"]["waiting"] == 1
