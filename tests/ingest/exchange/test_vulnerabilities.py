"""Records of single vulnerabilities: CVE and OSV."""

import copy
from datetime import UTC, datetime

from ingest.types import Draft, Kind
from tests.ingest.exchange.reading import draft, items, values

CVE = {
    "dataType": "CVE_RECORD", "dataVersion": "5.1",
    "cveMetadata": {
        "cveId": "CVE-2024-12345", "assignerShortName": "examplelabs", "state": "PUBLISHED",
        "datePublished": "2024-01-20T10:00:00.000Z", "dateUpdated": "2024-02-20T10:00:00.000Z",
    },
    "containers": {
        "cna": {
            "descriptions": [
                {"lang": "de", "value": "Die Tür ist offen."},
                {"lang": "en", "value": "The door of Pump v1.2 is open. Anyone may enter by hxxp://c2[.]worm.example/."},
            ],
            "affected": [
                {"vendor": "Example", "product": "Pump", "versions": [
                    {"version": "1.0", "lessThan": "1.3", "status": "affected"}]},
                {"vendor": "n/a", "product": "n/a", "versions": [{"version": "n/a", "status": "affected"}]},
            ],
            "references": [{"url": "https://labs.example/adv-1", "name": "Advisory"}, {"url": "javascript:alert(1)"}],
            "workarounds": [{"lang": "en", "value": "Lock it."}], "credits": [{"lang": "en", "value": "A. Finder"}],
        },
        "adp": [{
            "problemTypes": [{"descriptions": [{"cweId": "CWE-306", "description": "CWE-306 No lock"}]}],
            "metrics": [{"cvssV3_1": {"baseScore": 9.8, "baseSeverity": "CRITICAL", "vectorString": "V"}}],
            "timeline": [{"time": "2024-02-01T00:00:00Z", "value": "Seen in use"}],
            "references": [{"url": "https://labs.example/adv-1"}],
        }],
    },
}  # fmt: skip
OSV = {
    "schema_version": "1.6.0", "id": "GHSA-aaaa-bbbb-cccc", "aliases": ["CVE-2024-12345"],
    "published": "2024-01-20T10:00:00Z", "modified": "2024-02-20T10:00:00Z", "summary": "The door is open",
    "details": "## Impact\n\n**Anyone** may enter `pump()`, see c2[.]worm.example.",
    "affected": [{"package": {"ecosystem": "Go", "name": "labs.example/pump"}, "ranges": [
        {"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.3.0"}]}]}],
    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N"}], "references": [{"type": "WEB", "url": "https://a.example/"}],
    "database_specific": {"cwe_ids": ["CWE-306"], "severity": "HIGH", "url": "https://vuln.example/GHSA-aaaa"},
}  # fmt: skip


def test_a_record_of_cve_becomes_an_advisory():
    told = draft(CVE)
    assert (told.kind, told.key, told.title) == (
        Kind.ADVISORY, "CVE-2024-12345", "CVE-2024-12345: The door of Pump v1.2 is open.",
    )  # fmt: skip
    assert (told.published, told.updated) == (
        datetime(2024, 1, 20, 10, tzinfo=UTC), datetime(2024, 2, 20, 10, tzinfo=UTC),
    )  # fmt: skip
    assert [(link.title, link.url) for link in told.associated] == [("Advisory", "https://labs.example/adv-1")]
    assert told.rights
    assert (told.author, told.rights.holder) == ("examplelabs", "examplelabs")
    for words in (
        "Lock it.", "Example Pump: 1.0 before 1.3 (affected)", "CWE-306 No lock", "CVSS 3.1: 9.8, critical (V)",
        "2024-02-01 — Seen in use", "A. Finder",
    ):  # fmt: skip
        assert words in told.body_text
    assert "Tür" not in told.body_text
    assert "n/a" not in told.body_text
    assert values(told) == {
        ("cve", "CVE-2024-12345"),
        ("url", "http://c2.worm.example/"),
        ("domain", "c2.worm.example"),
    }


def test_a_record_that_was_rejected_says_why():
    rejected = copy.deepcopy(CVE)
    rejected["cveMetadata"]["state"] = "REJECTED"
    rejected["containers"] = {"cna": {"rejectedReasons": [{"lang": "en", "value": "It was a duplicate."}]}}
    told = draft(rejected)
    assert told.title == "CVE-2024-12345: It was a duplicate."
    assert "State: rejected" in told.body_text


def test_a_record_of_osv_becomes_an_advisory():
    told = draft(OSV)
    assert (told.kind, told.key, told.title) == (Kind.ADVISORY, "GHSA-aaaa-bbbb-cccc", "The door is open")
    assert (told.published, told.updated) == (
        datetime(2024, 1, 20, 10, tzinfo=UTC), datetime(2024, 2, 20, 10, tzinfo=UTC),
    )  # fmt: skip
    assert (told.url, told.restates) == ("https://vuln.example/GHSA-aaaa", True)
    assert told.tags == ("Go", "labs.example/pump")
    assert "<strong>Anyone</strong>" in told.body_html
    for words in ("Go labs.example/pump: from 0, fixed in 1.3.0", "Severity: HIGH, CVSS:3.1/AV:N", "CWE-306"):
        assert words in told.body_text
    assert values(told) == {("cve", "CVE-2024-12345"), ("domain", "c2.worm.example")}


def test_without_summary_a_record_is_called_by_its_first_words():
    assert draft(OSV | {"summary": None}).title == "GHSA-aaaa-bbbb-cccc: Impact"


def test_an_answer_of_the_register_holds_many_records():
    told = items({"vulns": [OSV, OSV | {"id": "GO-2024-1", "modified": "0001-01-01T00:00:00Z"}, 7]})
    assert [(one.key, bool(one.updated)) for one in told if isinstance(one, Draft)] == [
        ("GHSA-aaaa-bbbb-cccc", True), ("GO-2024-1", False),
    ]  # fmt: skip


def test_what_is_of_the_wrong_type_counts_as_absent():
    for whole in (CVE, OSV):
        for name in whole:
            if name not in ("dataType", "cveMetadata", "id", "modified"):
                for odd in (None, 7, "words", [7, None], {"odd": [[]]}):
                    (told,) = items(whole | {name: odd})
                    assert isinstance(told, Draft), (name, odd)
