"""Two texts compared: what changed is told word by word, nothing is lost, and no text makes it slow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.web.compare import Piece, texts

PROSE = st.text(alphabet="ab .\n", max_size=200)


def said(before: str, after: str) -> list[list[tuple[str, str]]]:
    return [[(piece.change, piece.text) for piece in paragraph] for paragraph in texts(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("One two.", "One two.", [[("same", "One two.")]]),
        ("One two three.", "One three.", [[("same", "One "), ("removed", "two "), ("same", "three.")]]),
        ("One.", "One.\n\nTwo.", [[("same", "One.")], [("added", "Two.")]]),
        ("One.\n\nTwo.", "Two.", [[("removed", "One.")], [("same", "Two.")]]),
        ("Sum: 410.", "Sum: 412.", [[("same", "Sum: "), ("removed", "410"), ("added", "412"), ("same", ".")]]),
        ("", "New.", [[("added", "New.")]]),
        (
            "The mail is spam.",
            "No law asks the host.",
            [[("removed", "The mail is spam.")], [("added", "No law asks the host.")]],
        ),
    ],
)
def test_what_changed_is_told_word_by_word(before: str, after: str, told: list[list[tuple[str, str]]]) -> None:
    assert said(before, after) == told


def words(paragraphs: list[tuple[Piece, ...]], change: str) -> str:
    return "".join("".join(piece.text for piece in some if piece.change in ("same", change)) for some in paragraphs)


@given(PROSE, PROSE)
def test_both_texts_can_be_read_off_the_comparison(before: str, after: str) -> None:
    found = texts(before, after)
    assert "".join(words(found, "removed").split()) == "".join(before.split())
    assert "".join(words(found, "added").split()) == "".join(after.split())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 200_000, "a b " * 100_000),
        ("x\n\n" * 50_000, "y\n\nx\n\n" * 25_000),
        (" ".join(map(str, range(100_000))), " ".join(map(str, range(100_000, 0, -1)))),
        ("\n\n".join(f"{n} a" for n in range(3000)), "\n\n".join(f"{n} b" for n in range(3000))),
    ],
    ids=["one word", "one paragraph", "reversed", "every paragraph changed"],
)
def test_no_text_makes_it_slow(before: str, after: str) -> None:
    began = time.process_time()
    texts(before, after)
    assert time.process_time() - began < 30
