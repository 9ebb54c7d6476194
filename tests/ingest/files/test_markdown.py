"""Markdown with every sort of front matter and with none."""

from datetime import UTC, datetime

import pytest

from ingest.files import read_markdown
from ingest.types import Capture, Draft, Failure, Kind


def read(text: str, name: str = "/archive/notes.md") -> Draft:
    draft = read_markdown(Capture(name, text.encode(), "text/markdown", datetime.now(UTC)))
    assert isinstance(draft, Draft)
    return draft


FIELDS = {
    "yaml": """---
title: "Quoted: title"
date: 2021-05-03
lastmod: 2021-06-04T10:00:00+02:00
tags: [botnet, spam]
authors:
  - name: A. Writer
  - B. Writer
category: Botnets
lang: pt-BR
id: EX-7
kind: faq
description: What it is
url: https://example.org/ex-7
copyright: © 2021 Example Labs. All rights reserved.
credit: Example Labs, by permission
---
""",
    "toml": """+++
title = "Quoted: title"
date = 2021-05-03
updated = 2021-06-04T10:00:00+02:00
keywords = ["botnet", "spam"]
author = "A. Writer, B. Writer"
category = "Botnets"
language = "pt-BR"
key = "EX-7"
kind = "FAQ"
summary = "What it is"
link = "https://example.org/ex-7"
rights = "© 2021 Example Labs. All rights reserved."
credit = "Example Labs, by permission"
+++
""",
}


@pytest.mark.parametrize("sort", FIELDS)
def test_front_matter_gives_the_fields_by_their_common_names(sort: str) -> None:
    draft = read(FIELDS[sort] + "\n# Another heading\n\nBody.")
    assert (draft.title, draft.key, draft.kind, draft.lang) == ("Quoted: title", "EX-7", Kind.FAQ, "pt-BR")
    assert draft.published == datetime(2021, 5, 3, tzinfo=UTC)
    assert draft.updated == datetime(2021, 6, 4, 8, tzinfo=UTC)
    assert (draft.tags, draft.author, draft.category) == (("botnet", "spam"), "A. Writer, B. Writer", "Botnets")
    assert (draft.summary, draft.url) == ("What it is", "https://example.org/ex-7")
    assert draft.rights is not None
    assert (draft.rights.holder, draft.rights.years) == ("Example Labs", "2021")
    assert (draft.rights.credit, draft.rights.url) == ("Example Labs, by permission", "https://example.org/ex-7")
    assert draft.body_text == "Another heading\n\nBody."
    assert {"title", "published", "updated", "kind", "key"} <= {one.field for one in draft.evidence}


ADVISORY = """```toml
[advisory]
id = "EXSEC-2020-0001"
package = "parser"
aliases = ["CVE-2020-11111"]
date = "2020-08-31"
url = "https://example.org/issues/87"
categories = ["memory-corruption"]
withdrawn = "2021-01-01"
[versions]
patched = [">= 0.4.3"]
```

# `Parser<T>` frees __twice_over__ on *bad* input

Details.
"""


def test_an_advisory_is_read_with_its_id_its_date_and_all_that_one_searches_it_by() -> None:
    draft = read(ADVISORY)
    assert (draft.kind, draft.key) == (Kind.ADVISORY, "EXSEC-2020-0001")
    assert draft.title == "Parser<T> frees __twice_over__ on bad input"
    assert draft.published == datetime(2020, 8, 31, tzinfo=UTC)
    assert draft.url == "https://example.org/issues/87"
    assert draft.tags == ("parser", "CVE-2020-11111", "memory-corruption", "withdrawn")
    for words in ("Details.", "CVE-2020-11111", "Package: parser", "Patched versions: >= 0.4.3"):
        assert words in draft.body_text
    assert "frees" not in draft.body_text


UNTITLED = [
    ("## A heading\n\nBody", "A heading", "heading, line 1"),
    ("Setext\n======\n\nBody", "Setext", "heading, line 1"),
    ("# \\<CVE\\>: [Words](https://example.org) and `code`\n\nBody", "<CVE>: Words and code", "heading, line 1"),
    ("First *line* here\n\nBody", "First line here", "first line"),
    ("---\ntags: x\n---\n\n# Later\n\nBody", "Later", "heading, line 5"),
    ("```\nBody\n```", "my notes", "name of the file"),
]


@pytest.mark.parametrize(("text", "title", "where"), UNTITLED)
def test_without_a_declared_title_the_text_gives_one(text: str, title: str, where: str) -> None:
    draft = read(text, "/archive/my-notes.md")
    assert (draft.title, draft.evidence[0].where) == (title, where)
    assert "Body" in draft.body_text


LABELLED = [
    ("**Disclosure or Patch Date:** 13 September 2021", "2021-09-13", None),
    ("Published: 2021-09-13", "2021-09-13", None),
    ("- *Date*: September 13, 2021", "2021-09-13", None),
    ("**Last updated:** 2021-09-13", None, "2021-09-13"),
    ("**Disclosure or Patch Date:**", None, None),
    ("Compilation date: 2021-09-13", None, None),
    ("Published: 03/04/2021", None, None),
]


@pytest.mark.parametrize(("line", "published", "updated"), LABELLED)
def test_a_date_counts_when_a_label_near_the_top_says_which_it_is(
    line: str, published: str | None, updated: str | None
) -> None:
    draft = read(f"# Title\n\nWords.\n\n{line}\n\nBody")
    assert (draft.published and draft.published.date().isoformat()) == published
    assert (draft.updated and draft.updated.date().isoformat()) == updated


def test_raw_html_is_sanitised_and_what_only_looks_like_it_is_kept_as_words() -> None:
    draft = read("# T\n\nA `Vec<u8>` or Vec<T> <b>bold</b> <img src=x onerror=alert(1)>\n\n<script>alert(1)</script>\n")
    assert "Vec&lt;T&gt;" in draft.body_html
    assert "<b>bold</b>" in draft.body_html or "<strong>bold</strong>" in draft.body_html
    assert "onerror" not in draft.body_html
    assert "alert(1)" not in draft.body_html


def test_tables_and_fenced_code_are_kept() -> None:
    draft = read("# T\n\n|a|b|\n|-|-|\n|c|d|\n\n```c\nint x;\n  y;\n```\n")
    assert "<td>c</td>" in draft.body_html
    assert "int x;\n  y;" in draft.body_text


BOMBS = {
    "aliases": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
    "python objects": "a: !!python/object/apply:os.system ['true']",
    "depth": "a: " + "[" * 20_000,
    "no such day": "date: 2021-99-99",
    "bad yaml": "a: b: c: d",
    "length": "a: " + "x" * 70_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_hostile_front_matter_neither_raises_nor_hides_the_text(bomb: str) -> None:
    draft = read(f"---\n{BOMBS[bomb]}\n---\n\n# Title\n\nBody")
    assert "Body" in draft.body_text
    assert draft.published is None


def test_front_matter_that_is_no_good_yaml_is_taken_line_by_line() -> None:
    assert read("---\ntitle: Botnet: the return\ndate: 2021-05-03\n---\nBody").title == "Botnet: the return"


def test_only_an_address_on_the_web_is_taken_as_one() -> None:
    assert read("---\ntitle: T\nurl: javascript:alert(1)\nlink: /local\n---\nBody").url is None


def test_a_statement_in_markdown_has_its_number() -> None:
    draft = read("---\ntitle: T\nkind: statement\nref: S010\n---\nBody")
    assert (draft.kind, draft.ref, draft.number) == (Kind.STATEMENT, "S010", 10)


@pytest.mark.parametrize("text", ["\n \n", "![" * 100_000])
def test_what_holds_no_words_or_far_too_much_markup_is_a_failure(text: str) -> None:
    assert isinstance(read_markdown(Capture("/x.md", text.encode(), "", datetime.now(UTC))), Failure)


WITH_STARS = [
    "Unsoundness of Cell<*64> on targets that support Atomic*64",
    "Calls of libfoo_*_init and libfoo*free and libbar*free",
]


@pytest.mark.parametrize("title", WITH_STARS)
def test_stars_within_words_of_a_title_stand_for_anything(title: str) -> None:
    assert read(f"# {title}\n\nText.").title == title


def test_emphasis_in_a_title_is_no_part_of_it() -> None:
    assert read("# A *very* **grave** flaw, *truly*\n\nText.").title == "A very grave flaw, truly"


SITE = """---
title: The worm
pubDatetime: 2021-05-03
updatedDate: 2021-06-04
---
## Signs {#signs}
{: .wide}

It calls[^1] by night{: .note}. {% include box.html id="x" %}See [more]({{ site.baseurl }}/more) {{< figure src="a" >}}.
`{% include x %}` and `{: .y}` stay, and {{ 7*7 }}, {a: b} and \\{% raw %}.

{% highlight python %}
# no heading {: .z}
{% endhighlight %}
"""


def test_what_builds_a_site_is_no_part_of_the_text_but_stays_in_listings() -> None:
    told = read(SITE)
    assert told.body_text == (
        "Signs\n\nIt calls[^1] by night. See more . {% include x %} and {: .y} stay, and {{ 7*7 }}, {a: b} and "
        "{% raw %}.\n\n# no heading {: .z}"
    )
    assert (told.published, told.updated) == (datetime(2021, 5, 3, tzinfo=UTC), datetime(2021, 6, 4, tzinfo=UTC))
    assert read("It is {% include x %} that runs.").body_text == "It is {% include x %} that runs."


def test_a_labelled_date_may_end_in_a_line_break() -> None:
    told = read("# The worm\n\n**Published:** `May 3, 2021`<br>\n**Updated:** 4 June 2021\\\n**Level:** high\n")
    assert (told.published, told.updated) == (datetime(2021, 5, 3, tzinfo=UTC), datetime(2021, 6, 4, tzinfo=UTC))


def test_lines_with_fields_may_stand_before_the_text() -> None:
    told = read("Title: The worm: again\nDate: 2021-05-03 10:20\nTags: worm, mail\nAuthor: A. Writer\n\nIt calls.\n")
    assert (told.title, told.author, told.tags) == ("The worm: again", "A. Writer", ("worm", "mail"))
    assert (told.published, told.body_text) == (datetime(2021, 5, 3, 10, 20, tzinfo=UTC), "It calls.")
    assert read("Title: not alone\n\nIt calls.\n").title == "Title: not alone"
