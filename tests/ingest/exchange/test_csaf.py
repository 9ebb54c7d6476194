"""CSAF advisories."""

import copy
from datetime import UTC, datetime

from ingest.types import Kind
from tests.ingest.exchange.documents import ADVISORY
from tests.ingest.exchange.reading import draft, values


def test_an_advisory_becomes_a_draft_with_its_own_facts():
    told = draft(ADVISORY)
    assert (told.kind, told.title, told.key) == (Kind.ADVISORY, "Example Pump: weak door", "ADV-2024-1")
    assert told.published == datetime(2024, 1, 20, 10, tzinfo=UTC)
    assert told.updated == datetime(2024, 2, 20, 10, tzinfo=UTC)
    assert told.url == "https://labs.example/adv-1"
    assert told.summary == "The door is weak."
    assert [link.url for link in told.associated] == ["https://other.example/more"]
    assert told.rights
    assert (told.rights.holder, told.rights.conditions) == ("Example Labs", "TLP:WHITE; Pass it on.; As it is.")
    assert {one.field for one in told.evidence} == {"title", "key", "published", "updated"}


def test_the_body_tells_of_the_vulnerabilities_and_what_to_do():
    told = draft(ADVISORY).body_text
    for words in (
        "The door is weak.", "CVE-2024-12345: Door without a lock", "Anyone may enter.", "CWE-306 No lock",
        "CVSS 3.1: 9.8, critical (V)", "Known affected: Pump 1", "Under investigation: all products named above",
        "Vendor fix: Lock it. (Pump 1)", "Severity: Important", "1 — 2024-01-20 — First",
    ):  # fmt: skip
        assert words in told
    assert "As it is." not in told
    assert values(draft(ADVISORY)) == {("cve", "CVE-2024-12345")}


def test_a_tree_of_any_depth_is_walked():
    advisory = copy.deepcopy(ADVISORY)
    branch: dict[str, object] = {"product": {"name": "The deep one", "product_id": "P9"}}
    for _ in range(300):
        branch = {"branches": [branch]}
    advisory["product_tree"] = branch
    assert "The deep one" in draft(advisory).body_text


def test_without_title_an_advisory_is_called_by_its_id():
    advisory = copy.deepcopy(ADVISORY)
    advisory["document"]["title"] = None
    assert draft(advisory).title == "ADV-2024-1"


def test_what_is_said_of_a_vulnerability_beside_its_score_is_told():
    advisory = copy.deepcopy(ADVISORY)
    advisory["document"]["tracking"]["aliases"] = ["VU#1"]
    advisory["vulnerabilities"][0] |= {
        "ids": [{"system_name": "Example tracker", "text": "EX-77"}],
        "discovery_date": "2023-12-01T00:00:00Z",
        "flags": [{"label": "component_not_present", "product_ids": ["P2"]}, {"label": "vulnerable_code_not_present"}],
        "involvements": [{"party": "vendor", "status": "contact_attempted", "summary": "No answer."}],
        "references": [
            {"category": "self", "summary": "Entry", "url": "https://cve.example/12345"},
            {"category": "external", "summary": "Again", "url": "https://other.example/more"},
            {"category": "external", "url": "https://www.first.org/cvss/calculator/3.1#CVSS:3.1/AV:N"},
            {"category": "external", "summary": "Own", "url": "https://labs.example/adv-1"},
        ],
    }
    told = draft(advisory)
    for words in (
        "Component not present: Pump 2", "Vulnerable code not present", "Vendor: contact attempted — No answer.",
        "Example tracker: EX-77", "Discovered: 2023-12-01", "Also called: VU#1",
    ):  # fmt: skip
        assert words in told.body_text
    assert [(link.title, link.url) for link in told.associated] == [
        ("More", "https://other.example/more"), ("Entry", "https://cve.example/12345"),
    ]  # fmt: skip
