"""Every type of indicator goes from a text into the archive, is searched by its field, and keeps its role."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.query.fields import FIELDS, INDICATORS
from ingest.indicators import TYPES, find
from ingest.names import TYPES as NAMED
from ingest.types import Draft
from kb import search as searching
from kb.archive import Archive
from kb.cli import main
from kb.models import Report
from kb.search import Search
from kb.web import words
from tests.drafts import draft, take_in
from tests.kb.asking import whole
from tests.kb.web import stocked

XMR = "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A"
VALUES = {
    "ipv4": "185.220.101.7",
    "ipv6": "2001:4860::7",
    "cidr": "185.220.101.0/24",
    "asn": "AS64500",
    "domain": "evil-host.com",
    "url": "http://evil-host.com/x",
    "email": "boss@evil-host.com",
    "md5": "9f86d081884c7d659a2feaa0c55ad015",
    "sha1": "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "sha512": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" * 2,
    "file": "invoice.exe",
    "registry": r"HKLM\software\windows nt\run",
    "bitcoin": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "ethereum": "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
    "monero": XMR,
    "litecoin": "LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1",
    "dogecoin": "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L",
    "dash": "XqMkVUZnqe3w4xvgdZRtZoe7gMitDudGs4",
    "zcash": "t1VmmGiyjVNeCjxDZzg7vZmd99WyzVby9yC",
    "tron": "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
    "ripple": "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
    "cve": "CVE-2021-44228",
    "attack": "T1566.001",
    "malware": "Emotet",
    "actor": "APT28",
    "technique": "Ingress Tool Transfer",
}
TEXT = "It is said that\n" + "\n".join(VALUES.values())


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Two reports, one of which names an indicator of every type; nothing changes it."""
    with stocked.archive(tmp_path_factory.mktemp("held")) as archive:
        take_in(archive, every_type(), draft("https://news.example/2", title="Nothing"))
        yield archive


def every_type() -> Draft:
    return draft(body_text=TEXT, indicators=find(TEXT))


def titles(archive: Archive, query: str) -> list[str]:
    with archive.reading() as session:
        return [hit.report.title for hit in searching.find(session, archive, Search(query)).hits]


def test_every_type_that_is_found_is_searched_and_has_a_name() -> None:
    assert (
        {*TYPES, *NAMED}
        == set(VALUES)
        == set(words.INDICATORS)
        == {one for some in INDICATORS.values() for one in some}
    )


@pytest.mark.parametrize("sort", VALUES)
def test_an_indicator_is_found_by_its_field(held: Archive, sort: str) -> None:
    assert titles(held, f'{sort}:"{VALUES[sort]}"') == ["A worm"]
    assert titles(held, f"{sort}:*") == ["A worm"]
    field = next(field for field, some in INDICATORS.items() if sort in some)
    assert titles(held, f'{field}:"{VALUES[sort]}"') == ["A worm"]
    assert {sort, field} <= FIELDS


def test_a_name_is_found_by_what_it_is_called_here_whatever_the_text_calls_it(empty: Archive) -> None:
    take_in(empty, draft(body_text="Fancy Bear spread Geodo."))
    assert titles(empty, "actor:apt28 malware:emotet") == ["A worm"]
    with empty.reading() as session:
        report = session.query(Report).one()
        assert [(seen.indicator.value, seen.spelling) for seen in report.indicators] == [
            ("APT28", "Fancy Bear"),
            ("Emotet", "Geodo"),
        ]


def test_the_role_is_kept(empty: Archive) -> None:
    text = "Against www.victim-host.org from evil-host[.]com"
    take_in(empty, draft(body_text=text, indicators=find(text)))
    told = [(seen.value, seen.role) for seen in whole(empty, "report/1").indicators]
    assert told == [("www.victim-host.org", "mentioned"), ("evil-host.com", "indicator")]


def test_a_table_is_built_and_its_names_found_in_what_is_held(empty: Archive, tmp_path: Path) -> None:
    cluster = {"type": "malpedia", "values": [{"value": "Mimail"}, {"value": "T9000"}]}
    (tmp_path / "malpedia.json").write_text(json.dumps(cluster))
    take_in(empty, every_type(), draft("https://news.example/3", title="Old", body_text="T9000 is not Emotet."))
    kb = ["--data", str(empty.settings.data), "names", "build", str(tmp_path)]
    result = CliRunner().invoke(main, [*kb, "--json"], catch_exceptions=False)
    assert json.loads(result.stdout) == {"names": {"malware": 2}, "spellings": 2, "changed": 2}
    assert (titles(empty, "malware:t9000"), titles(empty, "malware:emotet")) == (["Old"], [])
    assert titles(empty, "ipv4:*") == ["A worm"]
    take_in(empty, draft("https://news.example/4", title="Fresh", body_text="A T9000 again."))
    assert sorted(titles(empty, "malware:t9000")) == ["Fresh", "Old"]
    again = CliRunner().invoke(main, kb, catch_exceptions=False)
    assert again.stdout == "2 names; the names found in 0 reports have changed\n"


def test_a_table_that_is_none_stops_an_import_with_a_sentence(empty: Archive, tmp_path: Path) -> None:
    (empty.settings.data / "names.tsv").write_text("nonsense\n")
    (tmp_path / "report.md").write_text("# A worm\n\nIt spreads.")
    result = CliRunner().invoke(main, ["--data", str(empty.settings.data), "import", str(tmp_path / "report.md")])
    assert result.exit_code == 1
    assert "names.tsv, line 1: not a type" in result.output
