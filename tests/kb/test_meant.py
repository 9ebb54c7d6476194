"""Of several spellings that a word may be a slip for, the one that goes with the rest of the query."""

import pytest

from kb.archive import Archive
from kb.search import Search, find
from tests.drafts import draft, take_in

SAID = [
    *["The press and other media."] * 20,
    "Siemens told the media.",
    "Siemens mends Mendix.",
    "Mendix of Siemens again.",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("siemens medix", ("siemens mendix", 2)),
        ("press medix", ("press media", 20)),
        ("medix", ("media", 21)),
        ("siemens MEDIX", None),
        ("medix nonesuch", None),
    ],
)
def test_a_spelling_is_chosen_by_the_words_beside_it(empty: Archive, typed: str, meant: tuple[str, int] | None) -> None:
    take_in(
        empty,
        *(
            draft(f"https://news.example/{at}", title=f"News {at}", body_text=f"{at}: {said}")
            for at, said in enumerate(SAID)
        ),
    )
    with empty.reading() as session:
        found = find(session, empty, Search(q=typed))
    assert (found.meant and (found.meant.q, found.meant.total)) == meant
