"""How the site says things."""

from datetime import UTC, date, datetime

import pytest

from kb.records import FullText
from kb.web import words
from kb.web.body import fitted


@pytest.mark.parametrize(
    ("value", "type", "shown"),
    [
        ("http://bad.example/a.b?c=d.e", "url", "hxxp://bad[.]example/a.b?c=d.e"),
        ("HTTPS://BAD.EXAMPLE", "url", "hxxpS://BAD[.]EXAMPLE"),
        ("ftp://bad.example/x", "url", "ftp://bad[.]example/x"),
        ("bad.example/a.b", "url", "bad[.]example/a.b"),
        ("bad.example", "domain", "bad[.]example"),
        ("192.0.2.7", "ipv4", "192[.]0[.]2[.]7"),
        ("192.0.2.0/24", "cidr", "192[.]0[.]2[.]0/24"),
        ("pay@bad.example", "email", "pay[at]bad[.]example"),
        ("2001:db8::1", "ipv6", "2001:db8::1"),
        ("CVE-2021-44228", "cve", "CVE-2021-44228"),
    ],
)
def test_an_indicator_is_shown_so_that_nothing_takes_it_for_a_link(value: str, type: str, shown: str) -> None:
    assert words.defang(value, type) == shown


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (date(2003, 11, 1), '<time datetime="2003-11-01">1 November 2003</time>'),
        (datetime(2022, 4, 10, tzinfo=UTC), '<time datetime="2022-04-10">10 April 2022</time>'),
        (datetime(2022, 4, 10, 9, 5, tzinfo=UTC), '<time datetime="2022-04-10T09:05:00+00:00">10 April 2022</time>'),
        (None, ""),
    ],
)
def test_a_day_is_for_people_and_machines(value: date | None, html: str) -> None:
    assert words.day(value) == html


def test_numbers_are_grouped_and_times_rounded() -> None:
    assert [words.grouped(n) for n in (7, 1234, 1234567)] == ["7", "1\u202f234", "1\u202f234\u202f567"]
    assert [words.took(ms) for ms in (0.2, 12.6, 1234)] == ["under 1 ms", "13 ms", "1234 ms"]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>as it is</p>", "<p>as it is</p>"),
        ("<h1>One</h1><h2>Two</h2>", "<h2>One</h2><h3>Two</h3>"),
        ("<h2>Two</h2>", "<h2>Two</h2>"),
        ('<h4 id="a">Deep</h4><h6>Deeper</h6><h4>Deep</h4>', '<h2 id="a">Deep</h2><h3>Deeper</h3><h2>Deep</h2>'),
        ("<h4>Deep</h4><h3>Less so</h3><h5>More</h5>", "<h2>Deep</h2><h2>Less so</h2><h3>More</h3>"),
        ("<pre>x</pre>", '<pre tabindex="0">x</pre>'),
        ('<a title="<table> <h1> <pre>">x</a>', '<a title="<table> <h1> <pre>">x</a>'),
        ("<p>1 &lt; 2</p>", "<p>1 &lt; 2</p>"),
    ],
)
def test_a_body_is_fitted_into_its_page(html: str, shown: str) -> None:
    assert fitted(html) == shown


def test_a_wide_table_scrolls_by_itself_and_by_keyboard() -> None:
    html = str(fitted("<table><tr><td>1</td></tr></table><p>after</p>"))
    assert html.startswith('<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>')
    assert html.endswith("</table></div><p>after</p>")


@pytest.mark.parametrize(
    ("address", "host", "whole"),
    [
        ("https://www.kb.example/report/1/a", "kb.example", "kb.example/report/1/a"),
        ("http://kb.example:8000/?u=%D1%86/", "kb.example:8000", "kb.example:8000/?u=ц"),
        ("kb.example", "kb.example", "kb.example"),
    ],
)
def test_an_address_is_said_without_what_nobody_says(address: str, host: str, whole: str) -> None:
    assert (words.host(address), words.host(address, path=True)) == (host, whole)


def test_an_address_may_break_behind_its_parts_and_stays_text() -> None:
    shown = words.breakable("at https://a.example/b/c?d=<e>, 192.0.2.1")
    assert shown == "at https://a.<wbr>example/<wbr>b/<wbr>c?<wbr>d=<wbr>&lt;e&gt;, 192.0.2.1"


@pytest.mark.parametrize(
    ("chosen", "waiting", "said"),
    [
        ("article", False, "the article: why"),
        ("article", True, "the article: why"),
        ("feed", False, "its feed: why"),
        (None, True, "its feed; the article is still to be fetched"),
        (None, False, "its feed; the article could not be fetched: why"),
    ],
)
def test_a_report_says_whose_text_it_shows(chosen, waiting, said):
    assert words.whose_text(FullText("https://news.example/1", chosen, "why", waiting)) == said
