"""What of a text is shown and marked for a query."""

import re
import time
import unicodedata

import pytest

from index.query import parse
from index.query.nodes import Query
from index.snippets import Piece, cut, html, mark, pieces, snippet, spans
from tests.property.nasty import nasty_strings

TEXT = (
    "In June 2003 an operator warned of zombies. The worm W32.Gribble.B, seen at hxxp://www.bots[.]example/foo.exe, "
    "made a distributed Denial of Service attack from 198.51.100.7. Mail abuse[at]bots[.]example. A rock-phish kit "
    "and CVE-2021-44228 too; naïve Füße."
)

MARKED = [
    ("zombie", "zombies"),
    ("ZOMBIES", "zombies"),
    ("w32.gribble.b", "W32.Gribble.B"),
    ("gribble", "Gribble"),
    ("http://www.bots.example/foo.exe", "hxxp://www.bots[.]example/foo.exe"),
    ("hxxp://www[.]bots[.]example", "www.bots[.]example"),
    ("foo.exe", "foo.exe"),
    ("abuse@bots.example", "abuse[at]bots[.]example"),
    ('"denial of service"', "Denial of Service"),
    ('"service denial"', ""),
    ('"denial service"~2', "Denial|Service"),
    ("zomb*", "zombies"),
    ("z?mb*s", "zombies"),
    ("zombeis~", "zombies"),
    ("zombie attack", "zombies|attack"),
    ("zombie OR worm", "zombies|worm"),
    ("zombie -worm", "zombies"),
    ("NOT zombie", ""),
    ("body:zombie", "zombies"),
    ("title:zombie", ""),
    ('title:"denial of service"', ""),
    ("bots*", "bots[.]example|bots[.]example"),
    ("zombie^3", "zombies"),
    ("ip:198.51.100.7", "198.51.100.7"),
    ("ip:198.51.100.0/24", "198.51.100.7"),
    ("ip:203.0.113.0/24", ""),
    ("domain:*.bots.example", "www.bots[.]example"),
    ("cve:2021-44228", "CVE-2021-44228"),
    ("tag:worm", ""),
    ("kind:worm", ""),
    ("rock-phish", "rock-phish"),
    ("naive", "naïve"),
    ("fuße", "Füße"),
    ("the worm and a zombie", "zombies|worm"),
    ("how an absent worm was made", "worm|made"),
    ("from an", "an|from"),
    ('"from 198.51.100.7"', "from 198.51.100.7"),
    ("absent", ""),
    ("", ""),
]


def marked(text: str, typed: str, field: str = "body") -> str:
    return "|".join(piece.text for piece in pieces(text, parse(typed), field) if piece.marked)


@pytest.mark.parametrize(("typed", "expected"), MARKED)
def test_the_original_spelling_of_what_was_found_is_marked(typed: str, expected: str) -> None:
    assert marked(TEXT, typed) == expected


def test_a_title_marks_what_a_query_seeks_in_titles() -> None:
    assert marked("A worm", "title:worm", "title") == "worm"
    assert marked("A worm", "body:worm", "title") == ""
    assert mark("A <worm> & more", parse("worm")) == "A &lt;<mark>worm</mark>&gt; &amp; more"


def test_pieces_put_together_are_the_text() -> None:
    for typed, _ in MARKED:
        assert "".join(piece.text for piece in pieces(TEXT, parse(typed))) == TEXT


def test_html_escapes_everything_but_its_marks() -> None:
    hostile = "<script>alert('worm')</script> \"worm\" & <mark>worm</mark>"
    shown = snippet(hostile, parse("worm"))
    assert re.findall(r"<[^>]*>", shown) == ["<mark>", "</mark>"] * 3
    assert html([Piece("<b>"), Piece("&", marked=True)]) == "&lt;b&gt;<mark>&amp;</mark>"


def test_a_short_text_is_shown_whole() -> None:
    assert cut("A worm  came\n\nby.", parse("worm")) == (Piece("A "), Piece("worm", True), Piece(" came by."))


@pytest.mark.parametrize("blank", ["  ", "\t", "\xa0", "\u2003", " \n ", "\x1c", "\u2028 ", "\n\n"])
def test_blanks_are_shown_as_one_space(blank: str) -> None:
    text = f"A{blank}worm{blank}came{blank}by."
    assert cut(text, parse("worm")) == (Piece("A "), Piece("worm", True), Piece(" came by."))


def test_without_a_match_the_beginning_is_shown() -> None:
    text = "The beginning stands here. " + "filler words " * 100
    shown = snippet(text, parse("absent"), 60)
    assert shown.startswith("The beginning stands here.")
    assert shown.endswith(" …")
    assert len(shown) <= 62


@pytest.mark.parametrize("typed", ["worm zombie", "zombie worm", '"worm met a zombie"', "worm OR zombie"])
def test_the_window_with_most_of_the_query_is_chosen(typed: str) -> None:
    filler = "filler words of no interest " * 40
    text = f"A worm here. {filler} Then a worm met a zombie there. {filler} A zombie elsewhere."
    shown = snippet(text, parse(typed), 80)
    assert re.sub("</?mark>", "", shown).count("worm met a zombie") == 1
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_a_window_is_not_chosen_for_words_that_stand_in_every_text() -> None:
    filler = "filler words of no interest " * 40
    text = f"This is how it is done, and what it does. {filler} A gribble came. {filler} Is it what it was?"
    shown = snippet(text, parse("what is gribble and how does it spread"), 80)
    assert "A <mark>gribble</mark> came." in shown
    assert shown.count("<mark>") == 1


@pytest.mark.parametrize("typed", ["botnet", "kimwolf", "first", "last", "absent", "report"])
@pytest.mark.parametrize("width", [60, 80, 100, 240])
def test_no_piece_is_cut_that_is_shorter_than_the_snippet(typed: str, width: int) -> None:
    url = "https://www.example.org/some/deep/posts/unit_kimwolf"
    text = f"{'words ' * 40}first {url} {url}, a botnet of {url} report {url}\n{url} last{' words' * 40}"
    shown = "".join(piece.text for piece in cut(text, parse(typed), width))
    assert set(shown.strip("… ").split()) <= set(text.split())
    assert typed in shown or typed == "absent"
    assert len(shown) <= width + len(url)


def test_a_match_far_into_the_text_is_shown() -> None:
    text = "filler words " * 9_000 + "the worm came " + "filler words " * 9_000
    assert "the <mark>worm</mark> came" in snippet(text, parse("worm"))


def test_words_are_not_cut_where_there_are_blanks() -> None:
    words = [f"word{n}" for n in range(400)]
    for typed in ("word0", "word133", "word250", "word399"):
        shown = re.sub("</?mark>|…", "", snippet(" ".join(words), parse(typed), 100)).split()
        assert set(shown) <= set(words)
        assert typed in shown
        assert 60 <= len(" ".join(shown)) <= 100


def test_a_text_without_blanks_is_cut_between_characters() -> None:
    text = "é́" * 2_000  # each letter is followed by a combining accent
    for width in range(20, 40):
        shown = "".join(piece.text for piece in cut(text, parse("absent"), width)).strip(" …")
        assert not unicodedata.combining(shown[0])
        assert text[len(shown)] == "é"


def test_marks_never_overlap_nor_leave_the_text() -> None:
    text = TEXT + " the worm worms wormy W32.Worm.C worm@worm.example worm-worm/worm worm.exe"
    for typed in ['worm worm* wor?s worm~ "worm worms" W32.Worm.C worm@worm.example', *nasty_strings(3, 300)]:
        end = 0
        for start, stop in spans(text, parse(typed)):
            assert end <= start < stop <= len(text)
            end = stop


@pytest.mark.parametrize("body", ["worm ", "a", "\u0301", "http://", "a.", "<", "1.2.3.4 ", "[.]", "x@"])
@pytest.mark.parametrize("typed", ["absent thing", "w*m*a*b*c OR worn~2", '"worm worm worm"~50 OR ip:0.0.0.0/0'])
def test_a_huge_text_takes_bounded_time(body: str, typed: str) -> None:
    text = body * (2_000_000 // len(body))
    began = time.process_time()
    snippet(text, parse(typed))
    assert time.process_time() - began < 30


def test_pieces_of_a_query_without_end_are_bounded() -> None:
    query = parse(" OR ".join(f"word{n}*" for n in range(300)))
    assert isinstance(query, Query)
    began = time.process_time()
    snippet("some text of words " * 10_000, query)
    assert time.process_time() - began < 30


def test_a_phrase_is_seen_wherever_it_stands_in_a_long_text() -> None:
    query = parse('"denial of service"')
    for before in range(3_980, 4_004):
        assert "<mark>denial of service</mark>" in snippet("." * before + " denial of service" + " more" * 2_000, query)


def test_all_that_is_sought_far_down_is_shown_before_a_part_of_it_at_the_top() -> None:
    text = "alpha " + "gap " * 5_000 + "alpha beta " + "gap " * 5_000
    assert "<mark>alpha</mark> <mark>beta</mark>" in snippet(text, parse("alpha beta"))


def test_a_word_longer_than_the_snippet_is_marked_as_far_as_it_shows() -> None:
    digest = "d41d8cd98f00b204e9800998ecf8427e" * 2
    shown = snippet(f"before {digest} after", parse(digest), 40)
    assert f"<mark>{digest[:20]}" in shown


def test_what_there_is_no_time_for_is_shown_from_its_beginning_and_unmarked() -> None:
    text = "gap " * 5_000 + "worm"
    assert any(piece.marked for piece in cut(text, parse("worm")))
    assert cut(text, parse("worm"), 12, until=0.0) == (Piece("gap gap gap"), Piece(" …"))
