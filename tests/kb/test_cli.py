"""The command line keeps its promises to people and to scripts."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from kb.cli import main

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>News of the list</title>
<link>https://news.example/</link><description>d</description>
<item><title>First story</title><link>https://news.example/1</link><guid>g1</guid>
<description>A botnet of zombies.</description><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item>
<item><title>Second story</title><link>https://news.example/2</link><guid>g2</guid>
<description>A fizzer among zombies.</description><pubDate>Wed, 06 Mar 2024 10:00:00 GMT</pubDate></item>
</channel></rss>"""


@pytest.fixture
def kb(settings, monkeypatch):
    """Run `kb` on an archive of one's own."""
    monkeypatch.setenv("KB_DATA", str(settings.data))

    def run(*words: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, list(words), input=stdin, catch_exceptions=False)

    assert run("init").exit_code == 0
    return run


@pytest.fixture
def feed(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(FEED, encoding="utf-8")
    return path


@pytest.fixture
def filled(kb, feed):
    assert kb("import", str(feed)).exit_code == 0
    return kb


def read(result: Result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_sums_of_an_import_account_for_every_item(kb, feed, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    result = kb("import", "--json", str(feed), str(tmp_path / "broken.pdf"), str(tmp_path / "absent.txt"))
    assert result.exit_code == 1
    sums = json.loads(result.stdout)
    assert set(sums) == {"items", "new", "revised", "unchanged", "duplicate", "filtered", "failed"}
    assert (sums["items"], sums["new"], len(sums["failed"])) == (4, 2, 2)
    assert sums["items"] == sum(value for value in list(sums.values())[1:6]) + len(sums["failed"])
    assert [failure["item"].rpartition("/")[2] for failure in sums["failed"]] == ["broken.pdf", "absent.txt"]
    assert all(len(failure["why"]) > 20 for failure in sums["failed"])


def test_a_folder_is_taken_in_whole_and_what_fails_is_named(kb, feed, tmp_path):
    folder = tmp_path / "inbox"
    (folder / "deeper").mkdir(parents=True)
    (folder / "deeper" / "feed.xml").write_text(FEED, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    result = kb("import", str(folder))
    assert result.exit_code == 1
    assert "empty.txt" in result.stderr
    assert "2 new" in result.stdout
    assert "1 failed" in result.stdout


def test_what_the_archive_itself_keeps_is_not_taken_in(filled, settings, feed):
    beside = settings.data / "notes.txt"
    beside.write_text("A note\n\nThat happens to lie in the data folder.\n", encoding="utf-8")
    sums = read(filled("import", "--json", str(settings.data.parent)))
    assert (sums["new"], sums["unchanged"], sums["items"]) == (1, 2, 3)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("ftp://files.example/a.txt", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("HTTP://127.0.0.1:8118/", "not a public address"),
    ],
)
def test_an_address_of_any_sort_is_no_path(kb, place, words):
    result = kb("import", "--json", place)
    [failure] = json.loads(result.stdout)["failed"]
    assert (result.exit_code, failure["item"]) == (1, place)
    assert words in failure["why"]


def test_a_feed_without_entries_is_no_item(kb, tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text('<rss version="2.0"><channel><title>t</title></channel></rss>', encoding="utf-8")
    assert read(kb("import", "--json", str(path)))["items"] == 0


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://[::1]/", "http://169.254.169.254/latest", "http://user:pw@/"]
)
def test_a_refused_address_is_one_sentence_and_exit_1(kb, url):
    result = kb("import", "--json", url)
    assert result.exit_code == 1
    [failure] = json.loads(result.stdout)["failed"]
    assert failure["why"].count("\n") == 0
    assert "Traceback" not in result.output


def test_a_search_prints_the_promised_names(filled):
    found = read(filled("search", "--json", "zombies"))
    assert set(found) == {"query", "total", "partial", "took_ms", "notes", "hits", "facets"}
    assert (found["query"], found["total"], found["partial"], found["notes"]) == ("zombies", 2, False, [])
    assert set(found["hits"][0]) == {"id", "ref", "kind", "title", "url", "date", "score", "snippet"}
    assert found["hits"][0]["ref"] is None
    assert found["hits"][0]["date"].startswith("2024-03-0")


def test_a_leading_minus_excludes_without_quoting(filled):
    assert [hit["title"] for hit in read(filled("search", "--json", "zombies", "-fizzer"))["hits"]] == ["First story"]
    assert [hit["title"] for hit in read(filled("search", "--json", "--", "zombies -fizzer"))["hits"]] == [
        "First story"
    ]


def test_no_hits_are_no_failure(filled):
    result = filled("search", "unheard-of")
    assert (result.exit_code, result.stdout.splitlines()[-1].startswith("no reports in")) == (0, True)


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (["--sort", "oldest"], ["First story", "Second story"]),
        (["--sort", "newest"], ["Second story", "First story"]),
        (["--from", "2024-03-06"], ["Second story"]),
        (["--to", "2024-03-05"], ["First story"]),
        (["--from", "2024-04"], []),
        (["--kind", "statement"], []),
        (["--source", "news.example", "--sort", "oldest", "--size", "1", "--page", "2"], ["Second story"]),
    ],
)
def test_a_search_is_narrowed_by_options(filled, options, titles):
    assert [hit["title"] for hit in read(filled("search", "--json", *options))["hits"]] == titles


def test_a_shown_report_has_the_promised_names(filled):
    shown = read(filled("show", "--json", "https://news.example/1"))
    promised = [
        *("id", "ref", "number", "kind", "title", "slug", "category", "tags", "lang", "source", "url", "published"),
        *("updated", "first_seen", "summary", "body_text", "body_html", "rights", "associated", "index"),
        *("indicators", "revisions"),
    ]
    assert [name for name in promised if name not in shown] == []
    assert (shown["title"], shown["published"], shown["updated"]) == ("First story", "2024-03-05T10:00:00Z", None)


def test_an_unknown_report_is_one_sentence(filled):
    result = filled("show", "S099")
    assert result.exit_code == 1
    assert "no report is known as 'S099'" in result.output


def test_a_correction_is_a_revision_that_a_second_import_leaves_alone(filled, feed):
    assert read(filled("edit", "report/1", "--title", "Better title", "--note", "a slip", "--json")) == {
        "changed": True,
        "revision": 2,
    }
    assert read(filled("import", "--json", str(feed)))["unchanged"] == 2
    shown = read(filled("show", "--json", "report/1"))
    assert shown["title"] == "Better title"
    assert [(note["number"], note["reason"], note["note"]) for note in shown["revisions"]] == [
        (2, "edit", "a slip"),
        (1, "import", None),
    ]
    assert read(filled("show", "--json", "--revision", "1", "report/1"))["title"] == "First story"
    assert read(filled("search", "--json", "title:better"))["total"] == 1
    assert read(filled("show", "--json", "first-story"))["id"] == 1


def test_a_new_text_is_read_from_a_file_and_cleaned(filled):
    assert filled("edit", "report/1", "--body-file", "-", stdin="<p>New <script>x()</script>words</p>").exit_code == 0
    shown = read(filled("show", "--json", "report/1"))
    assert shown["body_text"] == "New words"
    assert "script" not in shown["body_html"]


def test_a_correction_that_changes_nothing_writes_no_revision(filled):
    result = filled("edit", "report/1", "--title", "First story")
    assert "nothing to change" in result.output
    assert len(read(filled("show", "--json", "report/1"))["revisions"]) == 1


def test_a_withdrawn_report_leaves_search_and_keeps_its_page(filled, feed):
    assert filled("withdraw", "report/1", "--why", "wrong party named").exit_code == 0
    assert read(filled("search", "--json", "zombies"))["total"] == 1
    assert read(filled("show", "--json", "report/1"))["withdrawn"] is not None
    filled("import", str(feed))
    assert read(filled("search", "--json", "zombies"))["total"] == 1
    assert filled("withdraw", "report/1", "--undo").exit_code == 0
    assert read(filled("search", "--json", "zombies"))["total"] == 2


def test_tags_by_staff_outlive_an_import(filled, feed):
    assert filled("tag", "report/1", "Data breach", "worm").exit_code == 0
    assert filled("tag", "report/1", "--remove", "worm").exit_code == 0
    filled("import", str(feed))
    assert read(filled("show", "--json", "report/1"))["tags"] == ["Data breach"]
    for query in ('tag:"data breach"', "tag:data-breach", "#data-breach", "tag:data*"):
        assert read(filled("search", "--json", query))["total"] == 1, query


def test_stats_count_what_there_is(filled):
    told = read(filled("stats", "--json"))
    assert (told["reports"], told["stories"], told["kinds"]) == (2, 2, {"news": 2})
    assert (told["indexed"], told["waiting"]) == (2, 0)
    assert told["ledger"]["new"] == 2


def test_reindexing_changes_nothing_that_is_found(filled):
    before = read(filled("search", "--json", "zombies"))["hits"]
    assert read(filled("reindex", "--json")) == {"indexed": 2}
    assert read(filled("search", "--json", "zombies"))["hits"] == before


def test_what_waits_is_indexed_once_and_the_worker_ends(filled):
    assert filled("work", "--once").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["import"],
        ["import", ""],
        ["search", "--sort", "sideways"],
        ["edit", "report/1"],
        ["tag", "report/1"],
        ["unknown"],
    ],
)
def test_wrong_usage_is_exit_2(filled, words):
    assert filled(*words).exit_code == 2


def test_a_wrong_setting_is_named(filled, monkeypatch):
    monkeypatch.setenv("KB_FEED_SIZE", "many")
    result = filled("stats")
    assert result.exit_code == 2
    assert "KB_FEED_SIZE" in result.output


def test_without_an_archive_every_command_says_how_to_make_one(kb, tmp_path, monkeypatch):
    monkeypatch.setenv("KB_DATA", str(tmp_path / "nowhere"))
    for words in (["stats"], ["search", "x"], ["show", "S010"], ["reindex"]):
        result = kb(*words)
        assert result.exit_code == 1
        assert "kb init" in result.output


HEAVY = ("trafilatura", "flask", "werkzeug", "alembic", "feedparser", "bs4", "nh3", "httpx2", "waitress", "jinja2")


def test_a_search_needs_no_reader_and_no_web_server(filled):
    """A command that only reads starts fast, since it loads nothing that it does not use."""
    script = (
        "import sys; from kb.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        f"print(*sorted(set(sys.modules) & set({HEAVY!r})), file=sys.stderr)"
    )
    for words in (["search", "zombies"], ["show", "report/1"], ["stats"]):
        told = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, check=True, text=True)
        assert told.stderr.strip() == "", words
