"""Which items the rules of a source keep."""

import pytest

from kb.sources.rules import BadRule, closed_to, fits, kept_out_by, read_rule
from tests.drafts import draft

ITEM = draft(
    "https://news.example/2026/a-worm?id=[3]",
    title="Straße of worms",
    body_text="The bot\u00adnet spread W32.Mimail.E\n\nfrom 192.0.2.1, they said.",
    summary="In short",
    tags=("Data Breach",),
    category="Report",
)


@pytest.mark.parametrize(
    ("rule", "fit"),
    [
        ("word:STRASSE", True),
        ("word:of  worms", True),
        ("word:worm", False),  # whole words
        ("word:worm*", True),
        ("word:in short", True),
        ("word:w32.mimail.e from", True),  # white space is white space
        ("word:192.0.2.1", True),
        ("word:192.0.2", True),
        ("word:.*", False),  # no expression
        ("category:data breach", True),
        ("category:REPORT", True),
        ("category:breach", False),
        ("url:news.example/2026/", True),
        ("url:https://*/a-worm", True),
        ("url:id=[3]", True),
        ("url:id=?3", False),
        ("url:news.example/2025", False),
    ],
)
def test_a_rule_fits_what_it_names(rule, fit):
    assert fits(read_rule(rule, includes=True), ITEM) == fit


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ([], None),
        (["exclude word:trojan"], None),
        (["exclude word:worms"], "the rule “exclude word:worms” keeps it out"),
        (["include word:worms"], None),
        (["include word:trojan", "include category:report"], None),
        (["include word:trojan"], "it fits no rule that includes: “include word:trojan”"),
        (["include word:worms", "exclude url:news.example"], "the rule “exclude url:news.example” keeps it out"),
    ],
)
def test_an_exclusion_wins_and_what_is_included_must_fit(rules, why):
    assert kept_out_by([read_rule(rule) for rule in rules], ITEM) == why


@pytest.mark.parametrize(
    "written", ["", "worms", "title:worms", "word:", "word:   ", f"word:{'a' * 301}", "keep word:a"]
)
def test_what_is_no_rule_is_refused(written):
    with pytest.raises(BadRule, match="is not a rule"):
        read_rule(written)


@pytest.mark.parametrize(
    "written",
    ["include word:a b", "exclude url:https://a.example/*", "include category:x: y", f"include word:{'a' * 300}"],
)
def test_a_rule_is_written_as_it_is_read(written):
    assert str(read_rule(written)) == written


@pytest.mark.parametrize(
    ("rules", "closed"),
    [
        (["exclude url:/private/"], True),
        (["exclude word:worm"], False),
        (["include url:/public/"], True),
        (["include url:/public/", "include word:worm"], False),
        (["include url:/private/"], False),
    ],
)
def test_an_address_is_left_alone_where_nothing_at_it_would_be_kept(rules, closed):
    assert closed_to([read_rule(rule) for rule in rules], "https://a.example/private/x") == closed
