"""`kb explain` and `kb search --explain`: why a report is a hit, or is none, as people read it."""

import json

import pytest
from click.testing import CliRunner, Result

from kb import archive
from kb.cli import main
from tests.drafts import draft, statement, take_in

TEXT = "A worm came by mail, and zombies sent it on. It dialled 192.0.2.7 on that day."


@pytest.fixture
def run(settings, monkeypatch):
    """Run `kb` on an archive of a statement and two pieces of news."""
    monkeypatch.setenv("KB_DATA", str(settings.data))
    archive.create(settings)
    with archive.opened(settings) as opened:
        take_in(
            opened,
            statement(10, title="A worm is loose", body_text=TEXT, tags=("mail",), category="Notice"),
            draft("https://news.example/1", title="A worm and no more", body_text="Nothing else.", tags=()),
            draft("https://news.example/2", title="Taken back"),
        )

    def run(*words: str) -> Result:
        result = CliRunner().invoke(main, list(words), catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result

    run("withdraw", "https://news.example/2", "--why", "wrong")
    return run


NOT_FOUND = [
    ("spam", "“spam” is not in its title or text."),
    ("title:zombies", "“zombies” is not in its title."),
    ("body:loose", "“loose” is not in its text."),
    ("worm spam", "“spam” is not in its title or text."),
    ('"worm mail"', "The words “worm mail” do not stand in this order and side by side in its title or text."),
    (
        '"mail at"~3',
        "The words “mail at” do not stand in this order and at most 3 words apart in its title or text.",
    ),
    ("spam OR botnet", "Neither “spam” nor “botnet” finds it."),
    ("worm -zombies", "“zombies” finds it, and the query excludes that."),
    ("NOT (worm mail)", "“worm mail” finds it, and the query excludes that."),
    ("spam^3", "“spam” is not in its title or text."),
    ("spam*", "No word in its title or text begins with “spam”."),
    ("title:s?am", "No word in its title is like “s?am”."),
    ("botnte~", "No word in its title or text is at most 1 letter away from “botnte”."),
    ("tag:spam", "It has no tag “spam”; its tags are “mail”."),
    ("kind:news", "Its kind is “statement”, and the query asks for “news”."),
    ("category:report", "Its category is “notice”, and the query asks for “report”."),
    ("lang:pt", "Its language is not known, and the query asks for “pt”."),
    ("ref:S011", "Its reference is “S010”, and the query asks for “S011”."),
    ("cve:2021", "“cve:CVE-2021-*” was not recognised in it as an indicator."),
    ("ip:10.0.0.0/8", "No address in 10.0.0.0/8 was recognised in it."),
    ("domain:*.example.org", "No host below example.org was recognised in it."),
    ("published:1999", "It is not known when it was published, and the query asks for “published:1999”."),
    ("updated:1999", "It was updated on 2022-04-10, and the query asks for “updated:1999”."),
    ("seen:1999", "and the query asks for “seen:1999”."),
    ("ip:999.1.1.1", "Nothing can match “NOT *”."),
]


@pytest.mark.parametrize(("query", "expected"), NOT_FOUND)
def test_a_report_that_is_no_hit_says_why(run, query, expected):
    told = json.loads(run("explain", "--json", query, "S010").stdout)
    assert told["hit"] is False
    assert told["score"] == 0.0
    assert told["why"][0] == "It is not a hit."
    assert expected in told["why"] or any(one.endswith(expected) for one in told["why"])


def test_a_hit_says_what_gave_its_score(run):
    said = run("explain", "worm (zombies OR spam) -botnet", "s10").output
    assert "It is a hit, with a score of " in said
    assert "for “worm” in the title: once in 4 words, and in 2 reports" in said
    assert "+ worm" in said
    assert "- spam" in said


def test_a_query_that_only_narrows_says_so(run):
    assert "Nothing in this query is scored" in run("explain", "tag:mail", "10").output


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--kind", "news"), "Its kind is “statement”, and another is asked for."),
        (("--tag", "spam"), "It has none of the tags asked for; its tags are “mail”."),
        (("--source", "nobody"), "and another is asked for."),
        (("--from", "2999"), "so it is not on or after the first day asked for."),
        (("--to", "1999"), "so it is not on or before the last day asked for."),
    ],
)
def test_a_narrowing_that_leaves_it_out_is_named(run, options, expected):
    told = json.loads(run("explain", "--json", *options, "worm", "S010").stdout)
    assert told["hit"] is False
    assert len(told["excluded_by"]) == 1
    assert any(expected in one for one in told["why"])


def test_what_was_withdrawn_says_so(run):
    told = json.loads(run("explain", "--json", "worm", "https://news.example/2").stdout)
    assert (told["hit"], told["explanation"]) == (False, None)
    assert any(one.startswith("It was withdrawn on ") for one in told["why"])


def test_a_report_that_nobody_knows_is_a_failure(run):
    result = CliRunner().invoke(main, ["explain", "worm", "S099"])
    assert result.exit_code == 1
    assert "no report is known as 'S099'" in result.output


def test_a_search_explains_its_hits_and_offers_another_spelling(run):
    said = run("search", "--explain", "worm").output
    assert said.count("+ worm") == 2
    assert "Did you mean: zombies (1)" in run("search", "zombeis").output
    assert "Searched for: worm" in run("search", "worm OR").output
    (hit, _) = json.loads(run("search", "--explain", "--json", "worm").stdout)["hits"]
    assert hit["why"]["query"] == "worm"
