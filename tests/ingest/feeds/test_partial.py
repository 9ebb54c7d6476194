"""An item that tells only a part of its article shows it."""

import pytest

LONG = "<p>" + "</p><p>".join(f"Paragraph {n} of a report that is told whole, with what was found. " for n in range(60))
CONTENT = "<content:encoded><![CDATA[{}]]></content:encoded>"
DESCRIPTION = "<description><![CDATA[{}]]></description>"
LINK = "<link>https://news.example.org/1</link>"

CASES = {
    "no text at all": ("", True),
    "a short description": (DESCRIPTION.format("<p>A worm is about.</p>"), True),
    "a short content, too": (CONTENT.format("<p>A worm is about.</p>"), True),
    "a description of half a page": (DESCRIPTION.format("A worm is about. " * 100), True),
    "a content of half a page": (CONTENT.format("A worm is about. " * 100), False),
    "a description of pages": (DESCRIPTION.format(LONG), False),
    "a content of pages": (CONTENT.format(LONG), False),
    "the longer one counts": (DESCRIPTION.format("A worm is about.") + CONTENT.format(LONG), False),
    "it is cut": (CONTENT.format(LONG + "<p>And then the worm [&#8230;]</p>"), True),
    "it is cut by dots": (CONTENT.format(LONG + "<p>And then the worm ...</p>"), True),
    "it asks to read more": (CONTENT.format(LONG + "<p><a href='/1'>Read more</a></p>"), True),
    "it asks to continue reading": (CONTENT.format(LONG + "<p>Continue reading A worm is about →</p>"), True),
    "in another language": (CONTENT.format(LONG + "<p>Weiterlesen auf heise.example</p>"), True),
    "what blogs write below a cut text hides nothing": (
        CONTENT.format(LONG + "<p>And then the worm [&#8230;]</p><p>The post A worm appeared first on News.</p>"),
        True,
    ),
    "what blogs write below a whole text says nothing": (
        CONTENT.format(LONG + "<p>So it ended.</p><p>The post What to read in full… appeared first on News.</p>"),
        False,
    ),
    "dots in the middle cut nothing": (CONTENT.format("<p>And then…</p>" + LONG), False),
}


@pytest.mark.parametrize("case", CASES)
def test_an_item_that_tells_only_a_part_is_known(only, case):
    inside, partial = CASES[case]
    assert only(f"<title>A worm</title>{LINK}{inside}").partial is partial


def test_an_item_without_a_link_has_nothing_to_be_completed_from(only):
    assert not only("<title>A worm</title><guid isPermaLink='false'>x</guid>").partial
