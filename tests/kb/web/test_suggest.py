"""Suggestions: OpenSearch's four lists, and the same as a module."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from index.query import parse
from ingest.types import Indicator
from tests.drafts import draft, statement, take_in
from tests.kb.web import stocked
from tests.kb.web.site import withdraw

EVIL = Indicator("domain", "evil.example", "evil[.]example", 4, 18)
Offered = list[tuple[str, str, str]]  # text, what it is, path


@pytest.fixture(scope="module")
def typing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with stocked.archive(tmp_path_factory.mktemp("typing")) as archive:
        take_in(
            archive,
            statement(10, title="Zombies: what they are", url="https://www.operator.example/statement/10/zombies"),
            statement(13, title="Zombies withdrawn", url="https://www.operator.example/statement/13/z"),
            draft("https://news.example/1", title="Zombie hosts -again", body_text="zombies", tags=("Zombie nets",)),
            draft("https://news.example/2", title="Other", body_text="See evil[.]example.", indicators=(EVIL,)),
        )
        withdraw(archive, 13, "It named the wrong network.")
        yield stocked.client(archive)


def offers(client: FlaskClient, typed: str) -> Offered:
    echoed, texts, says, urls = client.get("/suggest", query_string={"q": typed}).get_json(force=True)
    assert echoed == typed
    assert all(url.startswith(stocked.BASE) for url in urls)
    return list(zip(texts, says, (url.removeprefix(stocked.BASE) for url in urls), strict=True))


def test_each_suggestion_says_what_it_is_and_leads_there(typing: FlaskClient) -> None:
    assert ("zombies", "2 reports", "/search?q=zombies") in offers(typing, "zom")
    assert ("tag:zombie-nets", "tag Zombie nets: 1 report", "/tag/zombie-nets") in offers(typing, "zom")
    assert ("S010", "Zombies: what they are", "/statement/10/zombies-what-they-are") in offers(typing, "s01")
    assert [text for text, _, _ in offers(typing, "zombies what")] == ["Zombies: what they are"]


def test_a_statement_is_suggested_once_by_its_reference_or_its_title(typing: FlaskClient) -> None:
    assert [path for _, _, path in offers(typing, "s010")].count("/statement/10/zombies-what-they-are") == 1


@pytest.mark.parametrize("typed", ["zom", "s0", "hxxp://evil[.]ex", "other", "zombie #zom", "#zom"])
def test_every_suggestion_leads_somewhere_and_finds_something(typing: FlaskClient, typed: str) -> None:
    found = offers(typing, typed)
    assert found
    for text, _, path in found:
        assert typing.get(path).status_code == 200
        total = typing.get("/api/v1/reports", query_string={"q": text}).get_json()["total"]
        assert total > 0
        assert parse(text).notes == ()


def test_an_indicator_is_completed_in_any_notation(typing: FlaskClient) -> None:
    found = offers(typing, "hxxp://evil[.]ex")
    assert ("domain:evil.example", "Domains: 1 report", "/indicator/domain/evil.example") in found


def test_a_narrowing_behind_words_leads_to_their_search(typing: FlaskClient) -> None:
    assert ("hosts tag:zombie-nets", "/search?q=hosts+tag%3Azombie-nets") in [
        (text, path) for text, _, path in offers(typing, "hosts #zom")
    ]


def test_a_title_with_signs_of_the_language_is_asked_for_in_quotation_marks(typing: FlaskClient) -> None:
    assert '"Zombie hosts -again"' in [text for text, _, _ in offers(typing, "zombie ho")]


def test_what_was_withdrawn_is_not_suggested(typing: FlaskClient) -> None:
    assert not [text for text, _, _ in offers(typing, "withd") + offers(typing, "s013")]


def test_the_module_says_the_same_as_the_answer_for_browsers(typing: FlaskClient) -> None:
    module = typing.get("/suggest.js?q=zom%E2%80%A8%3C/script%3E")
    assert module.mimetype == "text/javascript"
    body = module.text.removeprefix("export default ").removesuffix(";")
    assert json.loads(body) == typing.get("/suggest?q=zom%E2%80%A8%3C/script%3E").get_json(force=True)
    assert body.isascii()
    assert typing.get("/suggest?q=zom").mimetype == "application/x-suggestions+json"


@pytest.mark.parametrize(
    "typed", ["", " ", "zzzzqqq", "\x00", "(((", "a" * 5_000, "漢", "NOT -", '"', "[", "#", ":", "s0"]
)
@pytest.mark.parametrize("path", ["/suggest", "/suggest.js"])
def test_every_string_has_suggestions_if_only_none(client: FlaskClient, path: str, typed: str) -> None:
    answer = client.get(path, query_string={"q": typed})
    assert answer.status_code == 200
    echoed, *lists = json.loads(answer.text.removeprefix("export default ").removesuffix(";"))
    assert typed.endswith(echoed)
    assert len({len(one) for one in lists}) == 1
    assert all(urlsplit(url).scheme == "https" for url in lists[2])
