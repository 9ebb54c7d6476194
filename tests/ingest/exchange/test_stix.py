"""STIX bundles: what of them becomes which draft."""

from datetime import UTC, datetime

import pytest

from ingest.exchange.stix.patterns import comparisons
from ingest.exchange.writing import Room
from ingest.types import Draft, Failure, Kind
from tests.ingest.exchange.documents import (
    ADDRESS,
    BUNDLE,
    INDICATOR,
    MAKER,
    MALWARE,
    NOTE,
    OPINION,
    REPORT,
    SHA256,
    TECHNIQUE,
    USES,
    ref,
    stix,
)  # fmt: skip
from tests.ingest.exchange.reading import draft, items, values


def bundle(*objects: object) -> dict[str, object]:
    return {"type": "bundle", "id": ref(12, "bundle"), "objects": list(objects)}


def test_a_report_becomes_a_draft_with_its_own_facts():
    told = draft(BUNDLE)
    assert (told.kind, told.title, told.key, told.item) == (Kind.REPORT, REPORT["name"], REPORT["id"], REPORT["id"])
    assert told.published == datetime(2024, 1, 20, 10, tzinfo=UTC)
    assert told.updated == datetime(2024, 2, 4, tzinfo=UTC)
    assert told.tags == ("worm", "malware")
    assert told.lang == "en"
    assert told.url == "https://labs.example/worm"
    assert [link.url for link in told.associated] == ["https://other.example/look"]
    assert {one.field for one in told.evidence} == {"title", "published", "updated"}


def test_what_misp_files_as_an_analysis_by_others_is_related_and_nothing_to_look_for():
    observed = {
        "type": "observed-data", "id": ref(40, "observed-data"), "labels": ['misp:category="External analysis"'],
        "objects": {"0": {"type": "url", "value": "https://other.example/analysis"}},
    }  # fmt: skip
    pattern = "[network-traffic:src_ref.type = 'ipv4-addr' AND network-traffic:src_ref.value = '192.0.2.9']"
    asked = INDICATOR | {"pattern": pattern, "name": None, "description": None, "labels": None}
    told = draft(bundle(REPORT | {"object_refs": [observed["id"], asked["id"]], "description": None}, observed, asked))
    assert "https://other.example/analysis" in [link.url for link in told.associated]
    assert values(told) == {("ipv4", "192.0.2.9")}
    assert "ipv4-addr" not in told.body_text


def test_creator_and_markings_are_the_rights_of_a_report():
    told = draft(BUNDLE)
    assert told.author == "Example Labs"
    assert told.rights
    assert told.rights.credit == "Example Labs"
    assert told.rights.conditions == "TLP:WHITE; Copyright Example Labs"


def test_the_body_tells_of_the_objects_and_how_they_relate():
    told = draft(BUNDLE).body_text
    for words in (
        "It came back.", "Malware", "Example worm (also called Crawler; worm)", "Phishing (T1566)", "Mails that lure.",
        "Example worm uses Phishing", "Its servers", "indicates Example worm", "An afterthought", "It is asleep.",
        "Strongly agree", "We saw it too.", "198.51.100.9",
    ):  # fmt: skip
        assert words in told


def test_patterns_objects_and_prose_give_the_indicators_and_file_names_none():
    assert values(draft(BUNDLE)) == {
        ("url", "http://c2.worm.example/gate"), ("domain", "c2.worm.example"), ("attack", "T1566"),
        ("ipv4", "192.0.2.7"), ("domain", "a.example"), ("domain", "b.example"), ("sha256", SHA256),
        ("ipv4", "198.51.100.9"),
    }  # fmt: skip


def test_a_bundle_without_a_report_is_one_draft_named_by_what_it_holds():
    told = draft(bundle(MALWARE, TECHNIQUE, USES, MAKER))
    assert (told.title, told.key) == ("Example worm", ref(12, "bundle"))
    assert told.published is None
    assert told.updated == datetime(2024, 2, 9, tzinfo=UTC)


def test_each_of_several_reports_tells_of_what_it_refers_to_and_the_bundle_of_the_rest():
    other = stix(20, "report", name="Other", published="2024-03-01T00:00:00Z", object_refs=[TECHNIQUE["id"]])
    one, two, rest = items(bundle(REPORT, other, MALWARE, INDICATOR, TECHNIQUE, NOTE, OPINION, ADDRESS, MAKER))
    assert isinstance(one, Draft)
    assert isinstance(two, Draft)
    assert isinstance(rest, Draft)
    assert "An afterthought" in one.body_text  # it remarks on the malware that the first report tells of
    assert "We saw it too." in one.body_text
    assert "Phishing" in two.body_text
    assert "Phishing" not in one.body_text
    assert rest.key == ref(12, "bundle")
    assert values(rest) == {("ipv4", "198.51.100.9")}


def test_a_note_on_nothing_that_is_held_is_a_draft_of_its_own():
    told = draft(bundle(NOTE))
    assert (told.title, told.key, told.body_text) == ("An afterthought", NOTE["id"], "An afterthought\n\nIt is asleep.")


def test_the_newest_version_of_an_object_counts_and_two_under_one_id_are_both_told():
    older = stix(3, "report", name="Draft title") | {"modified": "2023-01-01T00:00:00Z"}
    double = INDICATOR | {"pattern": "[ipv4-addr:value = '203.0.113.5']"}
    told = draft(bundle(REPORT, older, INDICATOR, double))
    assert told.title == REPORT["name"]
    assert {("ipv4", "203.0.113.5"), ("ipv4", "192.0.2.7")} <= values(told)


def test_observed_data_of_version_2_0_gives_its_values():
    observed = stix(30, "observed-data", objects={"0": {"type": "domain-name", "value": "c.example"}})
    assert values(draft(bundle(observed))) == {("domain", "c.example")}


def test_a_title_beside_a_name_that_is_a_file_is_the_title():
    assert draft(bundle(REPORT | {"name": "2024-worm.json", "title": "The true title"})).title == "The true title"


def test_a_pattern_that_asks_for_more_than_its_values_stands_as_it_was_written_and_names_no_host():
    plain, alike = INDICATOR | {"pattern": "[ipv4-addr:value = '192.0.2.7']"}, INDICATOR | {"id": ref(31, "indicator")}
    pattern = "[email-message:body_raw_ref.name MATCHES '^evil.example$' AND file:size > 9]"
    told = draft(bundle(plain, alike | {"name": "Lures", "pattern": pattern}))
    assert f"Lures (pattern)\n\n{pattern}" in told.body_text
    assert "ipv4-addr" not in told.body_text
    assert values(told) == {("ipv4", "192.0.2.7")}
    assert values(draft(bundle(alike | {"name": "Lures", "pattern": pattern}))) == set()


def test_what_an_object_says_of_itself_is_told_below_its_description():
    actor = stix(
        32, "threat-actor", name="Example Bear", description="It hoards.", goals=["honey", "more honey"],
        sophistication="minimal", first_seen="2019-05-06T00:00:00Z",
        kill_chain_phases=[{"kill_chain_name": "example-chain", "phase_name": "act-on-objective"}],
    )  # fmt: skip
    where = stix(33, "location", country="se", region="northern-europe")
    told = draft(bundle(actor, where)).body_text
    for words in (
        "It hoards.\n\n• Goals: honey, more honey", "• Sophistication: minimal", "• First seen: 2019-05-06",
        "• Kill chain: example-chain: act on objective", "Locations\n\nse, northern-europe",
    ):  # fmt: skip
        assert words in told


def test_what_objects_refer_to_is_related_but_not_the_entry_that_numbers_them():
    source = {"source_name": "Elsewhere", "url": "https://other.example/worm"}
    worm = MALWARE | {
        "external_references": [source, {"source_name": "mitre-attack", "url": "https://attack.example/"}]
    }
    told = draft(bundle(REPORT, worm, TECHNIQUE, MAKER))
    assert [link.url for link in told.associated] == ["https://other.example/look", "https://other.example/worm"]
    assert told.url == "https://labs.example/worm"
    assert draft(bundle(worm)).url is None


def test_what_is_said_in_other_languages_stands_with_the_report_it_translates():
    german = {"name": "Der Wurm kehrt wieder", "description": "Er ist zurück."}
    words = stix(34, "language-content", object_ref=REPORT["id"], contents={"de": german, "sv": {"summary": "Masken"}})
    other = stix(20, "report", name="Other", published="2024-03-01T00:00:00Z", object_refs=[])
    told, beside = items(bundle(REPORT, other, words, MALWARE, INDICATOR, MAKER))
    assert isinstance(told, Draft)
    assert isinstance(beside, Draft)
    assert "In other languages\n\nDer Wurm kehrt wieder (de)\n\nEr ist zurück." in told.body_text
    assert "The worm returns (sv)\n\n• Summary: Masken" in told.body_text
    assert "Wurm" not in beside.body_text


def test_rules_in_other_languages_stand_as_they_were_written():
    rule = INDICATOR | {"pattern_type": "yara", "pattern": "rule worm {\n  condition: true\n}"}
    assert "rule worm {\n  condition: true\n}" in draft(bundle(rule)).body_text


def test_objects_without_a_bundle_are_read_as_if_they_had_one():
    assert [item.item for item in items([REPORT, MALWARE])] == [REPORT["id"]]
    assert draft({"more": False, "objects": [REPORT]}).title == REPORT["name"]
    assert draft(MAKER).title == "Example Labs"


def test_a_bundle_without_objects_is_a_failure_that_says_so():
    (item,) = items(bundle())
    assert isinstance(item, Failure)
    assert "no objects; check" in item.why


def test_objects_that_many_reports_share_do_not_grow_without_end(monkeypatch):
    """The bound of what one bundle may tell, made small here."""
    monkeypatch.setattr(Room, "__init__", lambda self: setattr(self, "left", 20_000))
    shared_by_all = MALWARE | {"description": "words " * 200}
    many = [REPORT | {"id": ref(100 + n, "report"), "object_refs": [MALWARE["id"]]} for n in range(40)]
    told = [item for item in items(bundle(shared_by_all, *many)) if isinstance(item, Draft)]
    assert len(told) == 40
    assert sum(len(item.body_text) for item in told) < 25_000
    assert "the original holds the rest" in told[-1].body_text


def test_references_that_lead_in_a_circle_end():
    circle = [stix(n, "note", content="x", object_refs=[ref(n % 3 + 40, "note")]) for n in (40, 41, 42)]
    assert len(items(bundle(*circle, REPORT | {"object_refs": [REPORT["id"], circle[0]["id"]]}))) == 1


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("[url:value = 'http://a.example/']", [("url:value", "http://a.example/")]),
        ("[ipv4-addr:value ISSUBSET '192.0.2.0/24']", [("ipv4-addr:value", "192.0.2.0/24")]),
        ("[file:hashes.'SHA-256'='ab' OR file:hashes.MD5 = 'cd']",
         [("file:hashes.'SHA-256'", "ab"), ("file:hashes.MD5", "cd")]),
        ("[email-message:from_ref.value = 'o\\'neil@a.example']",
         [("email-message:from_ref.value", "o'neil@a.example")]),
        ("[autonomous-system:number = 64496]", [("autonomous-system:number", "64496")]),
        ("[domain-name:value IN ('a.example','b.example') AND url:value != 'http://c.example/']",
         [("domain-name:value", "a.example"), ("domain-name:value", "b.example")]),
        ("[domain-name:value NOT = 'a.example' AND domain-name:value NOT IN ('b.example')]", []),
        ("[url:value LIKE '%a.example%' OR url:value MATCHES 'b.*']", []),
        ("[network-traffic:dst_port > 1024]", []),
        ("[ab:c = 'x'] FOLLOWEDBY [c-d:e[*].f = 'y'] WITHIN 5 SECONDS", [("ab:c", "x"), ("c-d:e[*].f", "y")]),
        ("[broken:value = 'never ends", []), ("", []), ("'" * 1000, []),
    ],
)  # fmt: skip
def test_a_pattern_names_the_values_it_asks_for(pattern, found):
    assert list(comparisons(pattern)) == found
