"""Real bundles, events and advisories."""

import pytest

from ingest.files import files_below, open_file
from ingest.read import read
from ingest.types import Draft, Failure
from tests.ingest.exchange.reading import values
from tests.shared import shared


@pytest.mark.parametrize("name", ["csaf-cisa", "stix20-unit42", "stix21", "misp-events", "ioc-eset-misp"])
def test_every_document_of_a_real_set_is_drafts_with_title_and_date_or_named(name: str) -> None:
    drafts = 0
    for path in files_below(shared("corpus", name)):
        if path.suffix != ".json":
            continue
        for item in read(open_file(path)).items:
            if isinstance(item, Failure):
                assert "; " in item.why
                continue
            drafts += 1
            assert isinstance(item, Draft)
            assert item.title
            assert item.body_text or not item.indicators
            assert item.published or item.updated
            values(item)
    assert drafts >= 15
