"""Tables whose rows are reports."""

from datetime import UTC, datetime

import pytest

from ingest.exchange.tables import FIELDS
from ingest.types import Draft, Failure, Kind
from tests.ingest.exchange.reading import draft, items, values

CSV = (
    "Title,Date,URL,Body,Tags,Severity\n"
    'The worm returns,2024-01-20,https://labs.example/worm,"It calls, by night,\nhxxp://c2[.]worm.example/.",worm,high\n'
    ",2024-01-21,,No title here,,\n"
    "Another,21 January 2024,,<p>It <b>sleeps</b>.</p>,,\n"
    "Too,many,cells,in,this,row,indeed\n"
)


def test_rows_become_drafts_by_the_names_of_their_columns():
    first, untitled, another, crowded = items(CSV, name="/files/one.txt")
    assert isinstance(first, Draft)
    assert (first.item, first.title, first.url, first.tags) == (
        "line 2", "The worm returns", "https://labs.example/worm", ("worm",),
    )  # fmt: skip
    assert first.published == datetime(2024, 1, 20, tzinfo=UTC)
    assert ("domain", "c2.worm.example") in values(first)
    assert "Severity: high" in first.body_text  # what no field takes is not lost
    assert ("published", "line 2, date") in {(one.field, one.where) for one in first.evidence}
    assert isinstance(another, Draft)
    assert another.body_html == "<p>It <b>sleeps</b>.</p>"
    for failure, line, why in ((untitled, "line 4", "no title"), (crowded, "line 6", "7 cells under 6 columns")):
        assert isinstance(failure, Failure)
        assert failure.item == line
        assert why in failure.why


def test_columns_of_other_names_are_mapped():
    text = "Headline of the day;When;Was steht da\nThe worm;2024-01-20;It sleeps.\n"
    columns = {"title": "Headline of the day", "published": "When", "body": "Was steht da"}
    told = draft(text, name="/files/one.txt", columns=columns)
    assert (told.title, told.body_text) == ("The worm", "It sleeps.")
    assert told.published == datetime(2024, 1, 20, tzinfo=UTC)


def test_a_column_that_is_mapped_counts_before_one_with_the_name_of_the_field():
    text = "title,date,seen,body\nThe worm,2024-01-01,2024-02-02,It sleeps.\n"
    assert draft(text, columns={"published": "seen"}).published == datetime(2024, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "columns", "words"),
    [
        ("sha256,comment\nabc,x\n", {}, "none of its columns is called title (they are sha256,comment)"),
        ("title,body\nThe worm,x\n", {"title": "headline"}, "no column called headline; the columns are title, body"),
    ],
)
def test_a_table_without_a_title_or_a_mapped_column_says_which_it_has(text, columns, words):
    (item,) = items(text, name="/files/one.csv", columns=columns)
    assert isinstance(item, Failure)
    assert words in item.why


def test_a_table_of_indicators_is_one_report_that_holds_them_all():
    text = "# Seen by us\n#\nvalue;type;note\nc2[.]worm.example;host;calls home\n192.0.2.7:443;ip;\n\n"
    told = draft(text, name="/files/2022-03-24_the-worm.csv")
    assert (told.title, told.published) == ("2022 03 24 the worm", datetime(2022, 3, 24, tzinfo=UTC))
    assert told.body_text == (
        "Seen by us\n\nvalue | type | note\n\nc2[.]worm.example | host | calls home\n192.0.2.7:443 | ip"
    )
    assert values(told) == {("domain", "c2.worm.example"), ("ipv4", "192.0.2.7")}
    (texts,) = items(text.replace("note", "text"), name="/files/the-worm.csv")
    assert isinstance(texts, Failure), "what has texts is a table of reports, whose titles somebody has to name"


@pytest.mark.parametrize(
    "before",
    ["sep=,\n", "# A list of worms, as of today\n#\n", "# a, b, c, d\n# ", "sep=,\n# Worms\n# "],
)
def test_what_programs_write_before_a_table_is_no_part_of_it(before):
    text = f'{before}"title","date", "body"\n"The worm", "2024-01-20", "It sleeps, by day"\n,2024-01-21,\n'
    told, untitled = items(text, name="/files/one.csv")
    assert isinstance(told, Draft)
    assert (told.title, told.body_text) == ("The worm", "It sleeps, by day")
    assert told.item == f"line {text[: text.index('The worm')].count(chr(10)) + 1}"
    assert isinstance(untitled, Failure)


def test_the_columns_of_a_table_behind_comments_are_named_where_none_is_the_title():
    (item,) = items("# Worms\n# id,seen\n1,2024-01-20\n", name="/files/one.csv")
    assert isinstance(item, Failure)
    assert "(they are id,seen)" in item.why


def test_a_list_of_json_is_a_table_where_its_objects_have_a_title_and_a_text():
    one, other = items([{"Title": "The worm", "Content": "It sleeps."}, 7])
    assert isinstance(one, Draft)
    assert (one.title, one.body_text, one.item) == ("The worm", "It sleeps.", "entry 1")
    assert isinstance(other, Failure)
    assert (other.item, other.why) == ("entry 2", "it is no JSON object; mend it")
    mapped = draft([{"name": "The worm", "about": "It sleeps."}], columns={"title": "name", "body": "about"})
    assert mapped.body_text == "It sleeps."
    for document in ([{"title": "A playbook", "id": 1}], [], [1]):
        assert "this is JSON, but no" in getattr(items(document)[0], "why", "")


@pytest.mark.parametrize("written", [1705708800, 1705708800.5, 1705708800000, "1705708800"])
def test_a_date_may_be_counted_from_1970(written):
    told = draft([{"title": "The worm", "text": "It sleeps.", "published": written}])
    assert told.published == datetime(2024, 1, 20, tzinfo=UTC)


def test_prose_with_commas_is_no_table():
    told = draft("Title, body and soul\n\nA text about links, dates and tags.", name="/files/one.txt")
    assert told.title == "Title, body and soul"


def test_json_lines_are_rows_and_a_line_that_is_none_fails_alone():
    text = (
        '{"title": "The worm", "content": "It sleeps.", "kind": "news", "tags": ["a", "b"], "id": 7}\n\n'
        '["no object"]\n'
        '{"content": "No title"}\n'
    )
    first, broken, untitled = items(text, name="/files/one.txt")
    assert isinstance(first, Draft)
    assert (first.kind, first.title, first.key, first.tags) == (Kind.NEWS, "The worm", "7", ("a", "b"))
    assert [(item.item, isinstance(item, Failure)) for item in (broken, untitled)] == [
        ("line 3", True),
        ("line 4", True),
    ]


def test_one_line_is_json_lines_when_its_name_says_so():
    assert draft('{"title": "The worm", "text": "It sleeps."}', name="/files/one.jsonl").body_text == "It sleeps."


def test_a_quote_that_never_ends_loses_nothing():
    told = draft('title,body\nThe worm,"It sleeps.\nThe end,is near\n', name="/files/one.csv")
    assert "The end,is near" in told.body_text


def test_every_field_can_be_mapped():
    cells = {field: f"x-{field}" for field in FIELDS} | {
        "url": "https://labs.example/", "published": "2024-01-20", "updated": "2024-01-21", "kind": "news",
        "lang": "de",
    }  # fmt: skip
    text = ",".join(f"c_{field}" for field in FIELDS) + "\n" + ",".join(cells[field] for field in FIELDS) + "\n"
    told = draft(text, columns={field: f"c_{field}" for field in FIELDS})
    assert told.published
    assert told.updated
    assert told.rights
    assert (told.title, told.body_text, told.url, told.key) == ("x-title", "x-body", "https://labs.example/", "x-key")
    assert (told.author, told.tags, told.summary, told.category) == ("x-author", ("x-tags",), "x-summary", "x-category")
    assert (told.kind, told.lang, told.ref) == (Kind.NEWS, "de", "x-ref")
    assert (told.rights.holder, told.rights.credit, told.rights.conditions) == ("x-holder", "x-credit", "x-rights")
