"""Web pages: the main text, and each fact with the place that says so."""

from datetime import UTC, datetime

import pytest

from ingest.files import read_page
from ingest.types import Capture, Draft, Failure, Kind

PARAGRAPH = "<p>The operators moved their servers to a new provider and went on as before, for weeks on end.</p>"
BODY = f"<body><nav><a href='/'>Home</a></nav><article><h1>The Botnet Returns</h1>{PARAGRAPH * 4}</article></body>"


def read(head: str, body: str = BODY, url: str = "https://news.example/2021/botnet", lang: str = "") -> Draft:
    html = f"<!doctype html><html{lang}><head>{head}</head>{body}</html>"
    draft = read_page(Capture(url, html.encode(), "text/html", datetime.now(UTC)))[0]
    assert isinstance(draft, Draft)
    return draft


def where(draft: Draft, field: str) -> str | None:
    return next((one.where for one in draft.evidence if one.field == field), None)


def linked_data(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


ARTICLE = linked_data(
    '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "News"}, {"@type": ["NewsArticle"],'
    '"headline": "The Botnet Returns", "datePublished": "2021-05-03T08:00:00+02:00", "dateModified": "2021-05-04",'
    '"author": [{"@type": "Person", "name": "A. Writer"}, "B. Writer"], "inLanguage": "en-GB",'
    '"keywords": "botnet, spam",'
    '"description": "They are back.", "license": "https://creativecommons.org/licenses/by/4.0/",'
    '"copyrightHolder": {"name": "Example News"}, "copyrightYear": 2021, "publisher": {"name": "Example News"}}]}'
)


def test_linked_data_gives_every_field_with_its_place() -> None:
    draft = read(ARTICLE + "<title>The Botnet Returns - Example News</title>")
    assert (draft.title, draft.lang, draft.author) == ("The Botnet Returns", "en-GB", "A. Writer, B. Writer")
    assert draft.published == datetime(2021, 5, 3, 6, tzinfo=UTC)
    assert draft.updated == datetime(2021, 5, 4, tzinfo=UTC)
    assert (draft.tags, draft.summary) == (("botnet", "spam"), "They are back.")
    assert draft.rights is not None
    assert (draft.rights.holder, draft.rights.years) == ("Example News", "2021")
    assert "creativecommons.org/licenses/by/4.0" in (draft.rights.conditions or "")
    assert where(draft, "published") == "JSON-LD newsarticle.datePublished"


META = """<meta property="og:title" content="The Botnet Returns"><meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2021-05-03">
<meta property="article:modified_time" content="2021-05-04"><meta name="author" content="A. Writer">
<meta name="description" content="They are back.">
<meta property="article:tag" content="botnet"><meta property="article:tag" content="spam">
<meta name="copyright" content="© 2021 Example News"><link rel="canonical" href="/2021/botnet-returns">"""


def test_meta_elements_give_every_field_with_their_place() -> None:
    draft = read(META, lang=' lang="de"')
    assert (draft.title, draft.lang, draft.author) == ("The Botnet Returns", "de", "A. Writer")
    assert (draft.published, draft.updated) == (datetime(2021, 5, 3, tzinfo=UTC), datetime(2021, 5, 4, tzinfo=UTC))
    assert (draft.tags, draft.summary, draft.url) == (
        ("botnet", "spam"), "They are back.", "https://news.example/2021/botnet-returns",
    )  # fmt: skip
    assert draft.rights is not None
    assert draft.rights.holder == "Example News"
    assert where(draft, "published") == "meta[article:published_time]"
    assert where(draft, "url") == "link[rel=canonical]"


def test_the_word_before_an_author_is_no_name() -> None:
    assert read(META.replace("A. Writer", "By A. Writer")).author == "A. Writer"


def test_a_language_is_the_first_code_whatever_its_case() -> None:
    named = '<script type="application/ld+json">{"@type": "Article", "inLanguage": "English"}</script>'
    assert read(named, lang=' lang="pt_br"').lang == "pt-BR"


def test_a_date_that_cannot_be_is_unknown() -> None:
    zero = '<meta property="article:published_time" content="1970-01-01T00:00:00Z">'
    assert read(zero + '<meta name="date" content="2021-05-03">').published == datetime(2021, 5, 3, tzinfo=UTC)
    assert read(zero + '<meta name="date" content="2099-05-03">').published is None


@pytest.mark.parametrize(
    ("start", "stays"),
    [("<h1>The Botnet Returns</h1>", False), ("<img src=a.png alt=map><h1>The Botnet Returns</h1>", False),
     ("<p>Words.</p><h1>The Botnet Returns</h1>", True), ("<h1>The Botnet Returns Again</h1>", True)],
)  # fmt: skip
def test_a_heading_that_only_repeats_the_title_is_not_in_the_text(start: str, stays: bool) -> None:
    body = f"<body><main>{start}<p>They are back.</p></main></body>"
    head = '<meta name="kind" content="page"><meta property="og:title" content="The Botnet Returns">'
    assert ("Botnet" in read(head, body).body_text) is stays


TITLES = [
    ("<title>The Botnet Returns | Example News</title>", "The Botnet Returns"),
    ('<title>Other</title><meta property="og:title" content="The Botnet Returns - News">', "The Botnet Returns"),
    ('<title>Other</title><meta property="og:title" content="The Botnet Returns • News">', "The Botnet Returns"),
    ('<meta property="og:title" content="R&amp;amp;D under attack">', "R&D under attack"),
    ('<title>Attack | News</title><meta property="og:site_name" content="News">', "Attack"),
    ("<title>Attack on Reuters - Krebs on Hosts</title><link rel=canonical href=https://krebsonhosts.example/1>",
     "Attack on Reuters"),
    ("<title>Attack on Reuters | Analysis</title><link rel=canonical href=https://krebsonhosts.example/1>",
     "Attack on Reuters | Analysis"),
    ('<meta property="og:title" content="Share me"><meta name="twitter:title" content="The Botnet Returns">',
     "The Botnet Returns"),
    ("", "The Botnet Returns"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "title"), TITLES)
def test_the_title_is_what_the_places_that_carry_it_agree_on(head: str, title: str) -> None:
    assert read(head).title == title


DATES = [
    ("", '<time datetime="2021-05-03" pubdate>May</time><time datetime="2020-01-01">then</time>', "2021-05-03", None),
    ("", '<time class="updated" datetime="2021-05-04T00:00Z">x</time>', None, "2021-05-04"),
    ("", '<time datetime="2021-05-03">x</time>', "2021-05-03", None),
    ("", '<time datetime="2021-05-03">x</time><time datetime="2021-06-03">y</time>', None, None),
    ('<meta name="date" content="yesterday"><meta name="dc.date" content="2021-05-03">', "", "2021-05-03", None),
    ('<meta property="article:modified_time" content="2021-05-04">', "", None, "2021-05-04"),
    (linked_data('{"@type": "Article", "datePublished": "soon"'), "", None, None),
    (linked_data('{"@type": "Product", "datePublished": "2021-05-03"}'), "", None, None),
    ("", "<p>Published on 3 May 2021.</p>", None, None),
    ("", "<p>Original release date: May 3, 2021 | Last revised: May 4, 2021</p>", "2021-05-03", "2021-05-04"),
    ("", "<table><tr><th>Published</th><td>3 May 2021</td></tr></table>", "2021-05-03", None),
    ("", "<dl><dt>Last updated</dt><dd>2021-05-04</dd></dl>", None, "2021-05-04"),
    ("", f'<time datetime="2021-05-03">x</time>{PARAGRAPH}<time datetime="2021-06-03">y</time>', "2021-05-03", None),
    ("", "<section><header><h2>T</h2><p>Posted 3 May 2021</p></header></section>", "2021-05-03", None),
    ("", "<p>Posted on May 3, 2021 by Jo Doe</p><p>Updated 4 May 2021</p>", "2021-05-03", "2021-05-04"),
    ("", '<div class="post-date">May 3, 2021</div>', "2021-05-03", None),
    ("", '<abbr class="published updated" title="2021-05-03T08:00:00Z">then</abbr>', "2021-05-03", None),
    ("", '<span itemprop="dateModified" content="2021-05-04">then</span>', None, "2021-05-04"),
    ("", "<p class=date>May 3, 2021</p><p class=date>June 3, 2021</p>", None, None),
    ("", '<p class="event-date">May 3, 2021</p><aside>Published: 2020-01-01</aside>', None, None),
    ('<meta name="date" content="2021-05-03">', "<p class=date>June 3, 2021</p>", "2021-05-03", None),
]


@pytest.mark.parametrize(("head", "body", "published", "updated"), DATES)
def test_a_date_is_known_only_when_the_page_says_which_it_is(
    head: str, body: str, published: str | None, updated: str | None
) -> None:
    draft = read(head, f"<body><article><h1>T</h1>{body}{PARAGRAPH * 4}</article></body>")
    assert (draft.published and draft.published.date().isoformat()) == published
    assert (draft.updated and draft.updated.date().isoformat()) == updated


def test_the_main_text_keeps_its_structure_and_leaves_the_frame() -> None:
    body = BODY.replace(
        "</article>",
        "<h2>Details</h2><ul><li>hxxp://a[.]example</li><li>see <a href='/more'>more</a></li></ul>"
        "<table><tr><th>Host</th></tr><tr><td>192.0.2.1</td></tr></table><p>Run <code>dir</code> first.</p>"
        "<pre><code>line one\n  line two</code></pre></article><footer>All rights reserved by nobody</footer>",
    )
    draft = read("<title>The Botnet Returns</title>", body)
    for part in ("Details</h2>", "<li>hxxp://a[.]example</li>", 'href="https://news.example/more"', "192.0.2.1</td>",
                 "<code>dir</code>", "line one\n  line two"):  # fmt: skip
        assert part in draft.body_html
    assert "Home" not in draft.body_text
    assert "nobody" not in draft.body_text
    assert "The Botnet Returns" not in draft.body_text


@pytest.mark.parametrize("kind", ["faq", "glossary", "page"])
def test_a_page_that_names_its_kind_is_taken_whole(kind: str) -> None:
    body = "<body><header>Menu</header><main><h1>Answers</h1><dl><dt>Who?</dt><dd>Us.</dd></dl></main></body>"
    draft = read(f'<meta name="kind" content="{kind}"><meta name="category" content="Help">', body)
    assert (draft.kind, draft.category, draft.title) == (Kind(kind), "Help", "Answers")
    assert "Who?" in draft.body_text
    assert "Us." in draft.body_text
    assert "Menu" not in draft.body_text


def test_an_unknown_kind_is_a_report() -> None:
    assert read('<meta name="kind" content="recipe">').kind is Kind.REPORT


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://news.example/x", "http://[::1", "//"])
def test_an_address_that_is_none_on_the_web_is_not_taken(address: str) -> None:
    assert read(f'<link rel="canonical" href="{address}">').url == "https://news.example/2021/botnet"


def test_nothing_in_a_page_runs() -> None:
    draft = read(
        "", BODY.replace("</article>", "<p onclick='x()'>a<script>alert(1)</script><a href='javascript:x'>b</a></p>")
    )
    assert "onclick" not in draft.body_html
    assert "alert(1)" not in draft.body_html
    assert "javascript:" not in draft.body_html


@pytest.mark.parametrize("html", ["<html></html>", "<p>" * 100_001])
def test_an_empty_page_and_one_of_too_many_elements_are_failures(html: str) -> None:
    assert isinstance(read_page(Capture("/x.html", html.encode(), "", datetime.now(UTC)))[0], Failure)
