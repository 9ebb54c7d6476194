"""Whatever stands in a document of these formats: drafts or failures come out, in bounds."""

import copy
import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.types import Draft, Failure
from tests.ingest.exchange.documents import ADVISORY, BUNDLE, EVENT, MALWARE, REPORT, ref, stix
from tests.ingest.exchange.reading import items, values

ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just([]), st.just({}),
    st.just([[[]]]), st.just([None, 1, "x", {}]), st.just({"a": {"b": []}}), st.just("\ud800"), st.just(10**400),
    st.sampled_from(["report", "bundle", REPORT["id"], "2024-13-45", "9" * 30, "<script>alert(1)</script>", "[a:b='"]),
)  # fmt: skip


def places(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """The way to every value of a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inside for place in places(one, (*path, key)))]


def put(document: object, path: tuple[object, ...], odd: object) -> object:
    if not path:
        return odd
    holder = document
    for key in path[:-1]:
        holder = holder[key]  # type: ignore[index]
    holder[path[-1]] = copy.deepcopy(odd)  # type: ignore[index]
    return document


@pytest.mark.parametrize("document", [BUNDLE, EVENT, ADVISORY], ids=["stix", "misp", "csaf"])
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_value_in_the_wrong_place_makes_it_raise(document, data):
    changed = copy.deepcopy(document)
    for _ in range(data.draw(st.integers(1, 3))):
        changed = put(changed, data.draw(st.sampled_from(places(changed))), data.draw(ODD))
    for item in items(changed):
        assert isinstance(item, Draft | Failure)
        assert "please report" not in getattr(item, "why", ""), item
        if isinstance(item, Draft):
            assert item.title
            assert "<script" not in item.body_html
            values(item)


@given(st.text(max_size=200), st.sampled_from(["title,body\n", "title;date\n", '{"title": "x"}\n', "title\tbody\n"]))
@settings(max_examples=150, deadline=None)
def test_no_row_makes_it_raise(rows, header):
    for item in items(header + rows, name="/files/one.csv"):
        assert isinstance(item, Draft | Failure)
        assert "please report" not in getattr(item, "why", ""), item


def hub(count: int) -> dict[str, object]:
    reports = [REPORT | {"id": ref(n, "report"), "object_refs": [MALWARE["id"]]} for n in range(count)]
    related = [
        stix(n, "relationship", source_ref=MALWARE["id"], target_ref=ref(n, "tool"), relationship_type="uses")
        for n in range(count)
    ]
    return {"type": "bundle", "objects": [*reports, MALWARE, *related]}


HOSTILE = {
    "nested": '{"type": "bundle", "objects": ' + "[" * 100_000,
    "many reports of one object": json.dumps(hub(500)),
    "a long pattern": json.dumps([stix(1, "indicator", pattern="[a:b='x' OR " * 50_000)]),
    "a pattern of quotes": json.dumps([stix(1, "indicator", pattern="[a:b = '" + "\\'" * 200_000)]),
    "a path that goes on": json.dumps([stix(1, "indicator", pattern="a:" + "b.'" * 100_000)]),
    "many attributes": json.dumps({"Event": {"info": "x", "Attribute": [{"type": "url", "value": "\u2028"}] * 10_000}}),
    "many products": json.dumps(ADVISORY | {"vulnerabilities": [{"product_status": {"fixed": ["P1"] * 2_000}}] * 50}),
    "many columns": "title,body," + ",".join(f"c{n}" for n in range(2_000)) + "\nx,y\n" * 100,
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_made_to_exhaust_a_reader_ends_soon(text):
    began = time.perf_counter()
    assert items(text)
    assert time.perf_counter() - began < 60
