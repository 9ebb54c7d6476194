"""The page the archive is modelled on, from file to command line: kept whole, found by every notation, revised."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli import main
from tests.legacy_page import from_seed, legacy_html
from tests.shared import shared

URL = "https://www.spamhaus.org/organization/statement/10/spammers-release-virus-programmed-to-attack-spamhaus"


def kb(settings, *words: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(settings.data), *words], catch_exceptions=False)


def answer(settings, *words: str):
    command, *rest = words
    result = kb(settings, command, "--json", *rest)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def seed() -> Path:
    [page] = shared("seed").glob("*.txt")
    return page


@pytest.fixture
def archive(settings, seed):
    assert kb(settings, "init").exit_code == 0
    assert answer(settings, "import", str(seed))["new"] == 1
    return settings


@pytest.fixture
def as_html(seed, tmp_path) -> Path:
    page = tmp_path / "page.html"
    page.write_bytes(legacy_html(from_seed(seed.read_text(encoding="utf-8"))))
    return page


def test_everything_the_page_carries_is_shown(archive):
    shown = answer(archive, "show", "S010")
    assert shown["number"] == 10
    assert shown["ref"] == "S010"
    assert shown["kind"] == "statement"
    assert shown["title"] == "Spammers Release Virus Programmed to Attack Spamhaus"
    assert shown["category"] == "Report"
    assert shown["updated"] == "2022-04-10"
    assert shown["published"] is None
    assert shown["url"] == URL
    assert shown["rights"]["credit"] == "The Spamhaus Project"
    assert shown["rights"]["holder"] == "The Spamhaus Project SLU"
    assert shown["rights"]["url"] == URL
    assert [link["title"] for link in shown["associated"]] == ["How Blocklists Work", "Legal Questions", "Glossary"]
    assert [(entry["position"], entry["title"], entry["held"]) for entry in shown["index"]] == [
        (1, "Debunking Popular Myths About Spamhaus", False),
        (2, "Spammers Release Virus Programmed to Attack Spamhaus", True),
        (3, "Fraudulent fake DNSBL uncovered: Protected Sky (bad.psky.me)", False),
        (4, "Fraudulent fake DNSBL uncovered: nszones.com", False),
        (5, "EMarketersAmerica vs. The Spamhaus Project", False),
        (6, "Case Answer: e360Insight vs. The Spamhaus Project", False),
        (7, "TRO Answer: e360Insight vs. The Spamhaus Project", False),
        (8, "Case Dismissed: Ames & McGee v The Spamhaus Project", False),
        (9, "Spamhaus IPv6 Blocklists Strategy Statement", False),
        (10, "Report on the criminal 'Rock Phish' domains registered at Nic.at", False),
        (11, "Spamhaus Position on CAN-SPAM Act of 2003", False),
    ]
    assert shown["index"][1]["ref"] == "S010"


def test_the_body_is_the_statement_and_nothing_of_the_page_around_it(archive):
    body = answer(archive, "show", "10")["body_text"]
    assert body.startswith("In June 2003 Spamhaus warned")
    assert body.endswith("overwhelming dDoS attacks.")
    assert body.count("\n\n") == 7
    for frame in ("Blocklist Help", "Statements Index", "Copyright", "Category:", "Bookmark", "Glossary", "Legal  |"):
        assert frame not in body


@pytest.mark.parametrize(
    "name", ["S010", "s10", "10", "ref:S010", URL, "http://www.spamhaus.org/organization/statement/010/"]
)
def test_every_name_of_the_statement_resolves(archive, name):
    assert answer(archive, "show", name)["ref"] == "S010"


def test_either_form_of_the_page_again_is_unchanged(archive, seed, as_html):
    for page in (seed, as_html, seed, as_html):
        assert answer(archive, "import", str(page)) == {
            "items": 1, "new": 0, "revised": 0, "unchanged": 1, "duplicate": 0, "filtered": 0, "failed": [],
        }  # fmt: skip
    assert len(answer(archive, "show", "S010")["revisions"]) == 1


def test_the_html_form_alone_resolves_to_the_same_statement(settings, as_html):
    kb(settings, "init")
    assert answer(settings, "import", str(as_html))["new"] == 1
    shown = answer(settings, "show", "s10")
    assert (shown["number"], shown["url"], len(shown["index"])) == (10, URL, 11)


def test_a_changed_copy_is_a_revision_and_both_are_readable(archive, seed, tmp_path):
    changed = tmp_path / "changed.txt"
    changed.write_text(seed.read_text(encoding="utf-8").replace("In June 2003", "In July 2003"), encoding="utf-8")
    assert answer(archive, "import", str(changed))["revised"] == 1
    assert answer(archive, "show", "S010")["body_text"].startswith("In July 2003")
    assert answer(archive, "show", "S010", "--revision", "1")["body_text"].startswith("In June 2003")
    assert answer(archive, "show", "S010", "--revision", "2")["body_text"].startswith("In July 2003")
    assert [note["number"] for note in answer(archive, "show", "S010")["revisions"]] == [2, 1]


FOUND = [
    "W32.Mimail.E", "mimail", "billing@spamhaus.org", "billing[at]spamhaus[.]org", "hxxp://www.spamhaus[.]org",
    "foo.exe", '"distributed Denial of Service"', "ref:s010", "S010", "category:report updated:2022", "zomb*",
    "title:viruses",
]  # fmt: skip
NOT_FOUND = [
    "W32.Mimail.Z", "spamhau.org", "category:legal", "updated:2003", "published:2022",
    '"Service Denial of distributed"', "zombie -fizzer",
]  # fmt: skip
MARKED = {
    "mimail": "mimail", "foo.exe": "foo.exe", "billing[at]spamhaus[.]org": "billing@spamhaus.org",
    "hxxp://www.spamhaus[.]org": "www.spamhaus.org", "zomb*": "zombie", "title:viruses": "Virus",
    "W32.Mimail.E": "W32.Mimail.E",
}  # fmt: skip


def test_every_notation_finds_the_statement(archive):
    for query in FOUND:
        found = answer(archive, "search", "--", query)
        assert [hit["ref"] for hit in found["hits"]] == ["S010"], query


def test_near_misses_find_nothing(archive):
    for query in NOT_FOUND:
        found = answer(archive, "search", "--", query)
        assert (found["total"], found["hits"]) == (0, []), query


def test_what_was_found_is_marked_in_title_or_text(archive):
    from kb import archive as archives
    from kb.search import Search, find

    with archives.opened(archive) as opened, opened.reading() as session:
        for query, words in MARKED.items():
            [hit] = find(session, opened, Search(query)).hits
            marked = [piece.text.lower() for piece in (*hit.title, *hit.text) if piece.marked]
            assert any(words.lower() in text or text in words.lower() for text in marked), (query, marked)
