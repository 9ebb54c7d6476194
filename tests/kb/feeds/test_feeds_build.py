"""What a feed says of a report, before any format."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kb.feeds.build import item, tag_uri
from kb.feeds.content import absolute_links
from kb.records import RevisionNote
from tests.kb.feeds.fabricated import BARE, SEEN, SETTINGS, STATEMENT

LATER = SEEN + timedelta(days=3)


def test_an_item_keeps_its_id_when_title_slug_and_number_change():
    renamed = replace(STATEMENT, title="Another", slug="another", number=99, ref="S099")
    assert item(renamed, SETTINGS).id == item(STATEMENT, SETTINGS).id
    assert item(renamed, SETTINGS).url != item(STATEMENT, SETTINGS).url


@pytest.mark.parametrize("base", ["https://kb.example.org", "http://KB.example.org:8080", "https://kb.example.org/a"])
def test_neither_scheme_nor_port_nor_path_change_an_id(base):
    assert item(STATEMENT, SETTINGS.model_copy(update={"base_url": base})).id == "tag:kb.example.org,2026:report/12"


@pytest.mark.parametrize(
    ("base", "authority"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1"),
        ("http://[2001:db8::1]:8000", "2001-db8--1"),
        ("https://bücher.example", "xn--bcher-kva.example"),
    ],
)
def test_every_host_gives_a_valid_tag_uri(base, authority):
    assert tag_uri(SETTINGS.model_copy(update={"base_url": base}), "feed/feed") == f"tag:{authority},2026:feed/feed"


def test_a_report_of_2003_that_was_archived_today_is_not_called_changed_today():
    assert item(STATEMENT, SETTINGS).updated == datetime(2022, 4, 10, tzinfo=UTC)


def test_a_later_wording_makes_an_item_updated_on_the_day_it_came():
    notes = (RevisionNote(2, "Denial", None, LATER, "edit", "a slip", True), *STATEMENT.revisions)
    assert item(replace(STATEMENT, revisions=notes), SETTINGS).updated == LATER


def test_an_update_never_precedes_the_publication():
    published = datetime(2023, 1, 1, tzinfo=UTC)
    assert item(replace(STATEMENT, published=published), SETTINGS).updated == published


def test_a_report_without_dates_is_listed_and_updated_when_it_was_first_seen():
    bare = item(BARE, SETTINGS)
    assert (bare.published, bare.updated, bare.listed) == (None, SEEN, SEEN)


def test_the_credit_stands_at_the_end_of_the_content_and_links_to_the_source():
    content = item(STATEMENT, SETTINGS).content_html
    assert content.endswith(
        "<p>Source: Breakwater. © 2022 Breakwater SLU. Reproduction is permitted with credit. "
        'Original: <a href="https://example.org/31">https://example.org/31</a></p>'
    )


def test_a_summary_feed_carries_the_summary_and_the_credit_and_not_the_text():
    content = item(STATEMENT, SETTINGS.model_copy(update={"feed_content": "summary"})).content_html
    assert content.startswith("<p>Thousands of infected computers took part &amp; failed.</p>")
    assert "the FAQ" not in content
    assert "Source: Breakwater." in content


@pytest.mark.parametrize(
    ("html", "absolute"),
    [
        ('<a href="/x?a=1&amp;b=2">', '<a href="https://example.org/x?a=1&amp;b=2">'),
        ('<a href="#f" rel="nofollow">', '<a href="https://example.org/p/q#f" rel="nofollow">'),
        (
            '<a title="a href=&quot;/x&quot;" href="../y">',
            '<a title="a href=&quot;/x&quot;" href="https://example.org/y">',
        ),
        ('<img alt="" src="/pic.png">', '<img alt="" src="https://kb.example/pic.png">'),
        ('<a href="mailto:desk@example.org">', '<a href="mailto:desk@example.org">'),
        ('<p>write href="/x" so</p>', '<p>write href="/x" so</p>'),
        ('<a href="http://[bad">', '<a href="">'),
        ("<p>1 &lt; 2</p>", "<p>1 &lt; 2</p>"),
    ],
)
def test_links_are_made_absolute_and_words_are_left_alone(html, absolute):
    assert absolute_links(html, "https://example.org/p/q", "https://kb.example/") == absolute


def test_links_of_a_report_without_an_original_are_resolved_against_its_own_page():
    report = replace(STATEMENT, url=None)
    assert 'href="https://kb.example.org/faq?a=1&amp;b=2"' in item(report, SETTINGS).content_html
