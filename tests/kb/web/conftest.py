"""One archive with every sort of page for all tests that only read it."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from kb.archive import Archive
from tests.kb.web import stocked
from tests.kb.web.site import site


@pytest.fixture(scope="package")
def stocked_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with site(tmp_path_factory.mktemp("site")) as archive:
        yield archive


@pytest.fixture(scope="package")
def get(stocked_site: Archive) -> FlaskClient:
    """A client of the site that every page test reads."""
    return stocked.client(stocked_site)


@pytest.fixture(scope="package")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sample archive, and news both ordinary and hostile."""
    with stocked.archive(
        tmp_path_factory.mktemp("sampled"), site_name="Breakwater & Sons, the archive", feed_size=5
    ) as archive:
        stocked.take_in_samples(archive)
        stocked.take_in_news(archive, stocked.NEWS + stocked.HOSTILE)
        yield archive


@pytest.fixture(scope="package")
def client(sampled: Archive) -> FlaskClient:
    """A client of the sample archive."""
    return stocked.client(sampled)
