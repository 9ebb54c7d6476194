"""MISP events and the reports written beside them."""

from datetime import UTC, datetime

import pytest

from ingest.types import Draft, Failure
from tests.ingest.exchange.documents import EVENT, MD5, SHA256
from tests.ingest.exchange.reading import draft, items, values

ALONE = {"Event": EVENT["Event"] | {"EventReport": []}}


def event(**fields: object) -> dict[str, object]:
    return {"Event": {"uuid": "e", "info": "An event", "date": "2024-01-20"} | fields}


def test_an_event_becomes_a_draft_with_its_own_facts():
    told = draft(ALONE)
    assert (told.title, told.key) == ("The worm returns", EVENT["Event"]["uuid"])
    assert told.published == datetime(2024, 1, 20, tzinfo=UTC)
    assert told.updated == datetime(2024, 1, 23, 8, 53, 20, tzinfo=UTC)
    assert told.tags == ("tlp:green", "Example Bear", "type:OSINT")
    assert told.author == "Example Labs"
    assert told.rights
    assert told.rights.conditions == "TLP:GREEN; distribution: all communities"
    assert [(link.title, link.url) for link in told.associated] == [("The report", "https://labs.example/worm")]


def test_attributes_and_objects_are_its_indicators_and_what_only_looks_like_one_is_none():
    assert values(draft(ALONE)) == {
        ("ipv4", "192.0.2.7"), ("md5", MD5), ("domain", "a.example"), ("ipv4", "198.51.100.9"), ("sha256", SHA256),
    }  # fmt: skip


def test_the_body_parts_what_is_to_be_looked_for_from_what_belongs_to_it():
    told = draft(ALONE).body_text
    looked_for, _, others = told.partition("Further attributes")
    assert "192.0.2.7 — ip-dst — its server" in looked_for
    assert "a.example | 198.51.100.9" in others
    assert "gone.example" not in told
    for words in ("File: Its loader.", "rule worm {\n condition: true\n}", "Example Bear (also called EB-1)"):
        assert words in told
    assert "Threat level: high" in told


def test_clusters_that_an_event_is_only_tagged_with_and_tags_of_attributes_are_told():
    tags = [{"name": f'misp-galaxy:{name}'} for name in (
        'mitre-attack-pattern="Phishing - T1566"', 'threat-actor="Example Bear"',
    )]  # fmt: skip
    attribute = {"type": "ip-dst", "value": "192.0.2.7", "to_ids": True, "Tag": [{"name": "stage:first"}, {"name": ""}]}
    galaxy = {"name": "Threat Actor", "GalaxyCluster": [{"value": "Example Bear"}]}
    told = draft({"Event": event()["Event"] | {"Tag": tags, "Attribute": [attribute], "Galaxy": [galaxy]}})
    assert "192.0.2.7 — ip-dst — (stage:first)" in told.body_text
    assert (
        "Galaxies\n\n• Threat Actor: Example Bear\n• Mitre attack pattern: Phishing - T1566\n" in f"{told.body_text}\n"
    )
    assert ("attack", "T1566") in values(told)
    assert told.tags == ("Phishing - T1566", "Example Bear")


def test_an_event_report_is_a_draft_of_its_own_that_names_its_event():
    whole, report = items(EVENT)
    assert isinstance(whole, Draft)
    assert isinstance(report, Draft)
    assert (report.title, report.key) == ("How it went", "r1")
    assert "It called 192.0.2.7 by night." in report.body_text
    assert [link.title for link in report.associated] == ["The worm returns"]
    assert "How it went" in [link.title for link in whole.associated]


@pytest.mark.parametrize(
    "document",
    [
        {"response": [event(), event(uuid="f")]},
        [event(), event(uuid="f")],
        [event()["Event"] | {"analysis": "1"}, event(uuid="f")["Event"] | {"analysis": "1"}],
    ],
)
def test_every_event_of_an_answer_is_a_draft(document):
    assert [item.item for item in items(document)] == ["e", "f"]


def test_an_event_without_a_name_is_called_by_its_id():
    assert draft(event(info="")).title == "e"


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"response": []}, "no events; export"),
        ({"response": {"Attribute": [{"type": "domain", "value": "a.example"}]}}, "without their event"),
        ({"response": [{"Object": {"name": "file"}}]}, "without their event"),
        (event(EventReport=[{"name": "Empty", "uuid": "r"}]), "holds no words"),
    ],
)
def test_what_is_no_event_is_named(document, words):
    item = items(document)[-1]
    assert isinstance(item, Failure)
    assert words in item.why


def test_names_of_files_and_keys_of_the_registry_are_indicators_and_no_host_is_found_in_them():
    attributes = [
        {"type": "filename", "value": "invoice.example.com.exe", "to_ids": True},
        {"type": "regkey", "value": r"HKLM\Software\Windows NT\bad.example.com", "to_ids": True},
    ]
    assert values(draft(event(Attribute=attributes, Object=[], EventReport=[]))) == {
        ("file", "invoice.example.com.exe"),
        ("registry", r"HKLM\software\windows nt\bad.example.com"),
    }
