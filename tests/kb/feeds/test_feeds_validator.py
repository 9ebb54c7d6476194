"""The validator that judges our feeds is itself judged by the W3C validator's own test cases."""

import re

import pytest

from tests.kb.feeds.validator import problems
from tests.shared import shared

CASE = re.compile(
    rb"Expect:\s*(?P<name>\w+)\{(?:parent:(?P<parent>\w+),)?element:(?P<element>\w+)(?:,parent:(?P<after>\w+))?\}"
)
OURS = {
    "rss": {"channel", "item", "image"},
    "atom": {"feed", "entry", "author"},
}
# fmt: off
ELEMENTS = {
    "title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate",
    "lastBuildDate", "generator", "docs", "ttl", "image", "author", "guid", "source", "url", "id", "updated",
    "published", "summary", "content", "subtitle", "rights", "icon", "logo", "name", "email", "uri", "category",
}
# fmt: on
RULES = {
    "DuplicateElement": {"DuplicateElement"},
    "InvalidContact": {"InvalidContact"},
    "InvalidFullLink": {"InvalidFullLink"},
    "InvalidHttpGUID": {"InvalidHttpGUID"},
    "InvalidLanguage": {"InvalidLanguage"},
    "InvalidLink": {"InvalidLink", "InvalidFullLink"},
    "InvalidRFC2822Date": {"InvalidRFC2822Date"},
    "InvalidRFC3339Date": {"InvalidRFC3339Date"},
    "InvalidTAG": {"InvalidTAG", "InvalidFullLink"},
    "MissingElement": {"MissingElement"},
    "MissingTitle": {"MissingTitle", "MissingElement"},
    "NotBlank": {"NotBlank", "InvalidFullLink", "InvalidRFC3339Date", "InvalidContact"},
}


def test_it_finds_what_the_test_cases_of_the_w3c_validator_break():
    folder = shared("corpus", "feeds-validator-testcases")
    missed, judged = [], 0
    for file in sorted(folder.rglob("*.xml")):
        body = file.read_bytes()
        case, ending = CASE.search(body), _ending(body)
        if case is None or ending is None:
            continue
        parent = (case["parent"] or case["after"] or b"").decode()
        name, element = case["name"].decode(), case["element"].decode()
        if name in RULES and parent in OURS[ending] and element in ELEMENTS:
            judged += 1
            found = {problem.partition(":")[0] for problem in problems(body, ending)}
            if not found & RULES[name]:
                missed.append(f"{name} {file.relative_to(folder)}: {sorted(found)}")
    assert judged > 100
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize(
    ("body", "ending", "problem"),
    [
        (b"<rss", "rss", "SAXError"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "json", "InvalidVersion"),
        (b'{"items": [{"id": 1, "content_text": ""}]}', "json", "MissingElement: id"),
        (b'{"items": [{"id": "a", "date_published": "Sun, 10 Apr 2022"}]}', "json", "InvalidRFC3339Date"),
        (b'{"items": [{"id": "a"}, {"id": "a"}]}', "json", "DuplicateEntries"),
        (b'{"items": [{"id": "a", "content_html": "<a href=\\"/x\\">"}]}', "json", "ContainsRelRef"),
        (b'{"items": [{"id": "a", "content_html": "<script>"}]}', "json", "SecurityRisk"),
    ],
)
def test_it_finds_what_is_wrong(body, ending, problem):
    assert any(found.startswith(problem) for found in problems(body, ending))


def _ending(body: bytes) -> str | None:
    if b'"http://www.w3.org/2005/Atom"' in body and b"<feed" in body:
        return "atom"
    return "rss" if re.search(rb"<rss[^>]*version=.2\.0", body) else None
