"""Names of malware, actors and techniques: found as whole words, and only where nothing else can be meant."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.names import TYPES, BadTable, Name, Names, read, sample, write
from ingest.names.build import build

TABLE = Names(
    [
        Name("malware", "Emotet", ("Emotet", "Geodo")),
        Name("malware", "Cobalt Strike", ("Cobalt Strike", "CobaltStrike")),
        Name("malware", "W32.Mimail", ("W32.Mimail",)),
        Name("malware", "Ryuk", ("Ryuk",)),
        Name("actor", "APT28", ("APT28", "Fancy Bear")),
        Name("actor", "APT2", ("APT2",)),
    ]
)
FOUND = [
    ("Emotet returns", ["Emotet"]),
    ("EMOTET and (Geodo)", ["Emotet"]),
    ("An Emotet-laden mail, Emotet's loader, Emotet/Ryuk.", ["Emotet"]),
    ("Fancy\nBear with Cobalt Strike", ["APT28", "Cobalt Strike"]),
    ("cobaltStrike Cobaltstrike", ["Cobalt Strike"]),
    ("APT28", ["APT28"]),
    ("W32.Mimail spreads", ["W32.Mimail"]),
    ("Ryuk", ["Ryuk"]),
]
NONE = [
    "emotet", "Emotets", "xEmotet", "Emotet_2", "Emotet.exe", "/Emotet", "emotet.example", "a@Emotet", "RYUK", "ryuk",
    "fancy bear", "cobalt strike", "Cobalt", "W32.Mimail.E", "APT281", "#Emotet",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_name_is_found_under_any_of_its_spellings(text: str, expected: list[str]) -> None:
    found = TABLE.find(text)
    assert [one.value for one in found] == expected
    assert all(text[one.start : one.end] == one.spelling for one in found)


def test_a_name_that_only_the_title_has_stands_nowhere_in_the_text() -> None:
    found = TABLE.find("It is Emotet.", "Emotet and APT28 return")
    assert [(one.value, one.start, one.end) for one in found] == [("APT28", 0, 0), ("Emotet", 6, 12)]


@pytest.mark.parametrize("text", NONE)
def test_what_only_resembles_a_name_is_none(text: str) -> None:
    assert TABLE.find(text) == ()


@given(st.text(alphabet=st.sampled_from("EmotGd FancyBr28AP.-\n\u00a0\u0130ß"), max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_searched_without_error_and_places_hold(text: str) -> None:
    assert all(text[one.start : one.end] == one.spelling for one in TABLE.find(text))


def test_the_sample_is_a_table_that_finds_its_own_names() -> None:
    table = sample()
    assert {name.type for name in table} == set(TYPES)
    for name in table:
        assert [one.value for one in Names(table).find(f"See {name.spellings[-1]} here")] == [name.name]


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    write(tmp_path / "names.tsv", sample())
    assert read(tmp_path / "names.tsv") == sample()


@pytest.mark.parametrize("line", ["worm\tA\tA", "malware\tA", "malware\t\tA", "Emotet", "malware\tA\t"])
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "names.tsv"
    path.write_text(f"# table\nmalware\tEmotet\tEmotet\n{line}\n")
    with pytest.raises(BadTable, match=r"names\.tsv, line 3: not a type"):
        read(path)


CLUSTER = {
    "type": "malpedia",
    "values": [
        {"value": "Emotet", "meta": {"synonyms": ["Geodo", "Heodo", "7"]}, "description": "Emotet took a hive."},
        {"value": "Geodo", "meta": {"synonyms": ["Mealybug"]}},
        {"value": "Hive", "description": "Hive and Snowman and a snowman."},
        {"value": "Snowman"}, {"value": "Ares"}, {"value": "njRAT"}, {"value": "BO"}, {"value": "loader"},
        {"value": "Agent Tesla"}, {"value": "some loader"}, {"value": "T9000"}, {"value": "Ähnlich"},
        {"no": "value"}, 5,
    ],
}  # fmt: skip
BUNDLE = {
    "type": "bundle",
    "objects": [
        {"type": "intrusion-set", "name": "APT28", "aliases": ["APT28", "Fancy Bear", "Emotet"]},
        {"type": "intrusion-set", "name": "Old Group", "revoked": True},
        {"type": "attack-pattern", "name": "Data from Local System"},
        {"type": "attack-pattern", "name": "Scheduled Task"},
        {"type": "identity", "name": "Somebody Else"},
    ],
}


def test_a_table_is_built_of_the_galaxy_and_of_attack(tmp_path: Path) -> None:
    (tmp_path / "clusters").mkdir()
    (tmp_path / "clusters" / "malpedia.json").write_text(json.dumps(CLUSTER))
    (tmp_path / "enterprise-attack.json").write_text(json.dumps(BUNDLE))
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "other.json").write_text("[1]")
    table, notes = build(tmp_path)
    assert [(name.type, name.name, name.spellings) for name in table] == [
        ("actor", "APT28", ("APT28", "Fancy Bear", "Emotet", "Geodo", "Heodo", "Mealybug")),
        ("malware", "Agent Tesla", ("Agent Tesla",)),
        ("malware", "T9000", ("T9000",)),
        ("malware", "njRAT", ("njRAT",)),
        ("technique", "Data from Local System", ("Data from Local System",)),
    ]
    assert [note.partition(": ")[2][:30] for note in notes] == ["left out, since it is not JSON"]


def test_a_folder_without_names_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match=r"no clusters of the MISP galaxy and no bundles of ATT&CK"):
        build(tmp_path)
