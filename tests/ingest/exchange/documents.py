"""A whole document of each format, small, with the reserved names and addresses."""

MD5, SHA256 = "0123456789abcdef" * 2, "0123456789abcdef" * 4


def stix(number: int, sort: str, **fields: object) -> dict[str, object]:
    """An object of a bundle, changed on a day that its number tells."""
    made = {"type": sort, "spec_version": "2.1", "id": ref(number, sort), "created": "2024-01-02T03:04:05.000Z"}
    return made | {"modified": f"2024-02-{number % 28 + 1:02}T00:00:00Z"} | fields


def ref(number: int, sort: str) -> str:
    return f"{sort}--00000000-0000-4000-8000-{number:012}"


WHITE = "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"
MAKER = stix(1, "identity", name="Example Labs", identity_class="organization")
NOTICE = stix(2, "marking-definition", definition_type="statement", definition={"statement": "Copyright Example Labs"})
REPORT = stix(
    3, "report", name="The worm returns", description="It came back.\n\nIt calls hxxp://c2[.]worm.example/gate.",
    published="2024-01-20T10:00:00Z", report_types=["malware"], labels=["worm"], created_by_ref=MAKER["id"], lang="en",
    object_marking_refs=[WHITE, NOTICE["id"]], object_refs=[ref(4, "malware"), ref(5, "indicator")],
    external_references=[
        {"source_name": "Example Labs", "url": "https://labs.example/worm"},
        {"source_name": "Elsewhere", "description": "An earlier look", "url": "https://other.example/look"},
    ],
)  # fmt: skip
MALWARE = stix(4, "malware", name="Example worm", is_family=True, aliases=["Crawler"], malware_types=["worm"])
INDICATOR = stix(
    5, "indicator", name="Its servers", pattern_type="stix", valid_from="2024-01-01T00:00:00Z",
    pattern=f"[ipv4-addr:value = '192.0.2.7' OR domain-name:value IN ('a.example', 'b.example')] AND "
            f"[file:hashes.'SHA-256' = '{SHA256}' AND file:name = 'install.com']",
)  # fmt: skip
INDICATES = stix(6, "relationship", relationship_type="indicates", source_ref=INDICATOR["id"], target_ref=MALWARE["id"])
TECHNIQUE = stix(
    7, "attack-pattern", name="Phishing", description="Mails that lure.",
    external_references=[{"source_name": "mitre-attack", "external_id": "T1566", "url": "https://attack.example/"}],
)  # fmt: skip
USES = stix(8, "relationship", relationship_type="uses", source_ref=MALWARE["id"], target_ref=TECHNIQUE["id"])
NOTE = stix(9, "note", abstract="An afterthought", content="It is asleep.", object_refs=[MALWARE["id"]])
OPINION = stix(10, "opinion", opinion="strongly-agree", explanation="We saw it too.", object_refs=[REPORT["id"]])
ADDRESS = {"type": "ipv4-addr", "spec_version": "2.1", "id": ref(11, "ipv4-addr"), "value": "198.51.100.9"}
BUNDLE = {
    "type": "bundle", "id": ref(12, "bundle"),
    "objects": [
        MAKER, NOTICE, REPORT, MALWARE, INDICATOR, INDICATES, TECHNIQUE, USES, NOTE, OPINION, ADDRESS,
    ],
}  # fmt: skip

EVENT = {
    "Event": {
        "uuid": "5c706a30-0000-4000-8000-000000000001", "info": "The worm returns", "date": "2024-01-20",
        "timestamp": "1706000000", "threat_level_id": "1", "analysis": "2", "distribution": "3",
        "Orgc": {"name": "Example Labs"},
        "Tag": [{"name": "tlp:green"}, {"name": 'misp-galaxy:threat-actor="Example Bear"'}, {"name": "type:OSINT"}],
        "Galaxy": [
            {"name": "Threat Actor", "GalaxyCluster": [{"value": "Example Bear", "meta": {"synonyms": ["EB-1"]}}]}
        ],
        "Attribute": [
            {"uuid": "u1", "type": "ip-dst", "value": "192.0.2.7", "to_ids": True, "comment": "its server"},
            {"type": "filename|md5", "value": f"invoice.example.com|{MD5}", "to_ids": True},
            {"type": "domain|ip", "value": "a.example|198.51.100.9", "to_ids": False},
            {"type": "imphash", "value": MD5[::-1], "to_ids": False},
            {"type": "link", "value": "https://labs.example/worm", "comment": "The report", "to_ids": False},
            {"type": "domain", "value": "gone.example", "to_ids": True, "deleted": True},
            {"type": "yara", "value": "rule worm {\n condition: true\n}", "to_ids": True},
        ],
        "Object": [
            {"name": "file", "comment": "Its loader.", "Attribute": [
                {"type": "sha256", "object_relation": "sha256", "value": SHA256, "to_ids": True},
            ]},
        ],
        "EventReport": [
            {"uuid": "r1", "name": "How it went", "timestamp": "1706000000",
             "content": "# First\n\nIt called @[attribute](u1) by **night**."},
            {"uuid": "r2", "name": "Taken back", "content": "Nothing.", "deleted": True},
        ],
    }
}  # fmt: skip

ADVISORY = {
    "document": {
        "category": "csaf_security_advisory", "csaf_version": "2.0", "title": "Example Pump: weak door", "lang": "en",
        "aggregate_severity": {"text": "Important"},
        "distribution": {"text": "Pass it on.", "tlp": {"label": "WHITE"}},
        "publisher": {"category": "vendor", "name": "Example Labs", "namespace": "https://labs.example"},
        "notes": [
            {"category": "legal_disclaimer", "title": "Terms", "text": "As it is."},
            {"category": "summary", "title": "In short", "text": "The door is weak."},
        ],
        "references": [
            {"category": "self", "summary": "JSON", "url": "https://labs.example/adv-1.json"},
            {"category": "self", "summary": "Page", "url": "https://labs.example/adv-1"},
            {"category": "external", "summary": "More", "url": "https://other.example/more"},
        ],
        "tracking": {
            "id": "ADV-2024-1", "status": "final", "version": "2", "initial_release_date": "2024-01-20T10:00:00Z",
            "current_release_date": "2024-02-20T10:00:00Z",
            "revision_history": [{"number": "1", "date": "2024-01-20T10:00:00Z", "summary": "First"}],
        },
    },
    "product_tree": {"branches": [{"category": "vendor", "name": "Example", "branches": [
        {"category": "product_version", "name": "1", "product": {"name": "Pump 1", "product_id": "P1"}},
        {"category": "product_version", "name": "2", "product": {"name": "Pump 2", "product_id": "P2"}},
    ]}]},
    "vulnerabilities": [{
        "cve": "CVE-2024-12345", "title": "Door without a lock", "cwe": {"id": "CWE-306", "name": "No lock"},
        "notes": [{"category": "description", "text": "Anyone may enter."}],
        "scores": [{"cvss_v3": {"version": "3.1", "baseScore": 9.8, "baseSeverity": "CRITICAL", "vectorString": "V"}}],
        "product_status": {"known_affected": ["P1"], "under_investigation": ["P1", "P2"]},
        "remediations": [{"category": "vendor_fix", "details": "Lock it.", "product_ids": ["P1"]}],
    }],
}  # fmt: skip
