"""Whatever stands in the address is answered: the search page to everything, and its feeds and the API likewise."""

import json
import random
from collections.abc import Iterator
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.kb.web import stocked
from tests.property.nasty import WHOLE, nasty_strings

PARTS = 10
STRINGS = [*WHOLE, *random.Random(6).sample(list(nasty_strings(11, 4_000)), 500 - len(WHOLE))]
NARROWINGS = ("kind", "category", "tag", "source", "from", "to", "sort", "page", "size", "cursor", "u")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with stocked.archive(tmp_path_factory.mktemp("nasty")) as archive:
        stocked.take_in_samples(archive)
        stocked.take_in_news(archive, stocked.NEWS + stocked.HOSTILE)
        yield stocked.client(archive)


def said(typed: str) -> str:
    """A string as browsers put it in an address, and hostile programs what no browser would."""
    return quote(typed, safe="", errors="surrogatepass")


@pytest.mark.parametrize("part", range(PARTS))
def test_every_string_is_a_page(client: FlaskClient, part: int) -> None:
    for typed in STRINGS[part::PARTS]:
        answer = client.get(f"/search?q={said(typed)}")
        assert answer.status_code == 200, typed[:200]
        notes = [note.text for note in BeautifulSoup(answer.data, "lxml").select(".notes li")]
        assert len(notes) == len(set(notes)), (typed[:200], notes)


@pytest.mark.parametrize("path", ["/search.rss", "/search.atom", "/search.json", "/api/v1/reports"])
def test_every_string_is_a_feed_and_a_call(client: FlaskClient, path: str) -> None:
    for typed in STRINGS[::5]:
        answer = client.get(f"{path}?q={said(typed)}")
        assert answer.status_code == 200, typed[:200]
        ElementTree.fromstring(answer.data) if path.endswith(("rss", "atom")) else json.loads(answer.data)


@pytest.mark.parametrize("name", NARROWINGS)
def test_every_string_is_the_value_of_a_parameter(client: FlaskClient, name: str) -> None:
    for typed in STRINGS[:: 2 * PARTS]:
        for path in ("/search", "/api/v1/reports", "/go", "/search.rss"):
            assert client.get(f"{path}?q=worm&{name}={said(typed)}").status_code < 500, (path, typed[:200])
