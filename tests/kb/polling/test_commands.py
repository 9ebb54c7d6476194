"""`kb source`, `kb poll` and `kb opml` keep their promises to people and to scripts."""

import json

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, func, select

from kb.cli import main
from kb.models import Intake, LedgerItem, Report
from tests.kb.polling.feeds import feed, story
from tests.kb.polling.web import World

HOME = """<html><head><title>The news</title>
<link rel="alternate" type="application/rss+xml" href="/comments.xml" title="Comments">
<link rel="alternate" type="application/atom+xml" title="News" href="/news.xml"></head>
<body><p>Welcome.</p></body></html>"""


@pytest.fixture
def kb(world: World, monkeypatch):
    monkeypatch.setenv("KB_DATA", str(world.archive.settings.data))
    monkeypatch.setenv("KB_FETCH_ALLOW", world.web.host)

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words), catch_exceptions=False)

    return run


@pytest.fixture
def news(world: World) -> str:
    return world.web.put("/news.xml", feed(story(1), story(2)), "application/rss+xml")


def read(result: Result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def rows(world: World, table: type) -> int:
    with world.archive.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_feed_of_a_page_is_found_tried_added_and_polled(world, kb, news):
    home = world.web.put("/", HOME)
    world.web.put("/comments.xml", feed(), "application/rss+xml")
    added = read(kb("source", "add", "--json", "--tag", "worms", home))
    assert (added["kind"], added["place"], added["title"]) == ("feed", news, "The news")
    assert added["others"] == [world.web.url("/comments.xml")]
    polled = read(kb("poll", "--json"))
    assert (polled["sources"], polled["items"], polled["new"], polled["failed"]) == (1, 2, 2, [])
    assert json.loads(kb("search", "--json", "zombies tag:worms").stdout)["total"] == 2
    assert read(kb("poll", "--json"))["sources"] == 0
    assert read(kb("poll", "--json", added["name"]))["sources"] == 1


@pytest.mark.parametrize("command", ["add", "test"])
def test_what_robots_txt_keeps_from_polling_is_no_source(world, kb, news, command):
    world.web.put("/robots.txt", "User-agent: *\nDisallow: /news.xml\n", "text/plain")
    result = kb("source", command, news)
    assert (result.exit_code, "cannot be polled: its robots.txt forbids" in result.stderr) == (1, True)
    assert read(kb("source", "list", "--json")) == []


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("/none", None, "there is nothing at this address"),
        ("/page", "<html><title>x</title><body>Nothing here.</body></html>", "declares no feed"),
        ("/broken", "<rss version='2.0'><channel><item><ti", "the feed ends in the middle"),
    ],
)
def test_what_is_no_source_is_named_and_nothing_is_saved(world, kb, path, body, words):
    if body is not None:
        world.web.put(path, body)
    result = kb("source", "add", world.web.url(path))
    assert result.exit_code == 1
    assert words in result.stderr
    assert read(kb("source", "list", "--json")) == []


def test_a_page_without_a_feed_can_be_watched(world, kb):
    page = world.web.put(
        "/page", f"<html><title>Policy</title><body><p>{'We list what spams. ' * 20}</p></body></html>"
    )
    assert read(kb("source", "add", "--json", "--kind", "page", page))["kind"] == "page"
    assert read(kb("poll", "--json"))["new"] == 1


def test_usual_addresses_are_tried_only_where_the_page_declares_nothing(world, kb):
    world.web.put("/about", "<html><title>About</title><body>About us.</body></html>")
    feed_at = world.web.put("/atom.xml", feed(story(1)), "application/rss+xml")
    assert read(kb("source", "add", "--json", world.web.url("/about")))["place"] == feed_at


def test_a_page_that_lists_statements_is_a_statement_site(world, kb):
    links = "".join(f'<a href="/statement/{n}/title-{n}">Title {n}</a>' for n in range(1, 5))
    place = world.web.put("/statements", f"<html><title>Statements</title><body>{links}</body></html>")
    told = read(kb("source", "test", "--json", place))
    assert (told["kind"], told["place"], len(told["leads_to"])) == ("statements", place, 4)


def test_a_folder_is_told_from_a_maildir(world, kb, tmp_path):
    (tmp_path / "inbox").mkdir()
    for part in ("cur", "new", "tmp"):
        (tmp_path / "mail" / part).mkdir(parents=True)
    assert read(kb("source", "add", "--json", str(tmp_path / "inbox")))["kind"] == "folder"
    assert read(kb("source", "add", "--json", str(tmp_path / "mail")))["kind"] == "maildir"
    assert kb("source", "add", str(tmp_path / "absent")).exit_code == 1


def test_a_trial_shows_what_would_come_and_writes_nothing(world, kb, news):
    told = read(kb("source", "test", "--json", "--exclude", "word:number 2", news))
    assert [(one["title"], one["state"]) for one in told["items"]] == [("Story 1", "new"), ("Story 2", "filtered")]
    assert [rows(world, table) for table in (Report, LedgerItem, Intake)] == [0, 0, 0]
    assert not any(world.archive.captures.folder.rglob("*.gz"))
    kb("source", "add", news)
    kb("poll")
    assert {one["state"] for one in read(kb("source", "test", "--json", "127.0.0.1"))["items"]} == {"unchanged"}
    assert "unchanged" in kb("source", "test", "127.0.0.1").stdout


def test_removing_a_source_keeps_its_reports_and_its_ledger(world, kb, news):
    kb("source", "add", news)
    kb("poll")
    assert kb("source", "remove", "127.0.0.1").exit_code == 0
    assert [rows(world, table) for table in (Report, LedgerItem)] == [2, 2]
    assert read(kb("source", "list", "--json")) == []
    assert kb("source", "remove", "127.0.0.1").exit_code == 1
    kb("source", "add", news)
    assert read(kb("poll", "--json"))["unchanged"] == 2


def test_a_paused_source_is_left_alone_until_it_is_resumed(world, kb, news):
    kb("source", "add", news)
    kb("source", "pause", "127.0.0.1", "--why", "too noisy")
    [told] = read(kb("source", "list", "--json"))
    assert (told["state"], told["paused_why"], told["next_check"]) == ("paused", "too noisy", None)
    assert "too noisy" in kb("source", "list").stdout
    assert read(kb("poll", "--json"))["sources"] == 0
    assert kb("poll", "127.0.0.1").exit_code == 1
    kb("source", "resume", "127.0.0.1")
    assert read(kb("poll", "--json"))["sources"] == 1


def test_a_source_is_added_once(world, kb, news):
    assert kb("source", "add", news).exit_code == 0
    again = kb("source", "add", news)
    assert (again.exit_code, "already polled, as 127.0.0.1" in again.stderr) == (1, True)


def test_a_source_is_named_as_its_name_was_given(kb, news):
    kb("source", "add", "--name", "The Daily News", news)
    assert kb("source", "pause", "The Daily News").exit_code == 0
    [held] = read(kb("source", "list", "--json"))
    assert (held["name"], held["state"]) == ("the-daily-news", "paused")


def test_what_is_one_is_counted_as_one(world, kb):
    place = world.web.put("/one", feed(story(1)), "application/rss+xml")
    assert "1 item, 0 further places" in kb("source", "test", place).stdout
    kb("source", "add", place)
    assert "1 item, 1 new" in kb("poll").stderr
    assert "1 in, 1 out, 1 intake\n" in kb("stats", "--ledger").stdout


def test_an_address_is_the_same_however_its_scheme_is_written_and_whatever_part_of_it_is_meant(kb, news):
    assert read(kb("source", "add", "--json", f"{news.replace('http', 'HTTP', 1)}#newest"))["place"] == news
    assert "already polled" in kb("source", "add", f"{news}#oldest").stderr


@pytest.mark.parametrize("place", ["", " ", "file:///etc/passwd", "news.example/feed", "javascript:alert(1)"])
def test_what_is_neither_an_address_nor_a_folder_is_not_added(kb, world, place):
    result = kb("source", "add", place)
    assert (result.exit_code, "neither a web address nor a folder" in result.stderr) == (1, True)


def test_a_rule_that_is_none_is_wrong_usage(kb, news):
    assert kb("source", "add", news, "--include", "botnet").exit_code == 2


def test_rules_are_changed_and_rehearsed_on_what_came(world, kb, news):
    kb("source", "add", news, "--exclude", "word:number 1")
    assert read(kb("poll", "--json"))["filtered"] == 1
    told = read(kb("source", "rehearse", "--json", "127.0.0.1"))
    assert (told["items"], told["kept"]) == (2, 1)
    told = read(kb("source", "rehearse", "--json", "127.0.0.1", "--exclude", "url:news.example/*"))
    assert (told["items"], told["kept"]) == (2, 0)
    assert "0 of 2 items kept" in kb("source", "rehearse", "127.0.0.1", "--exclude", "word:zombies").stdout
    changed = read(kb("source", "change", "--json", "127.0.0.1", "--drop", "exclude word:number 1", "--tag", "x"))
    assert (changed["rules"], changed["tags"]) == ([], ["x"])
    assert read(kb("poll", "--json", "127.0.0.1"))["new"] == 1
    assert kb("source", "change", "127.0.0.1", "--drop", "nothing").exit_code == 1


def test_the_ledger_proves_its_sums_and_names_what_does_not_add_up(world, kb, news):
    kb("source", "add", news)
    kb("poll")
    told = read(kb("stats", "--ledger", "--json"))
    assert (told["in"], told["out"], told["unbalanced"]) == (2, 2, [])
    assert told["sources"] == [{"source": "127.0.0.1", "intakes": 1, "in": 2, "out": 2}]
    assert "2 in, 2 out: 2 new" in kb("stats", "--ledger").stdout
    with world.archive.writing() as session:
        session.execute(delete(LedgerItem).where(LedgerItem.item == "guid-1"))
    result = kb("stats", "--ledger")
    assert result.exit_code == 1
    assert f"does not add up: {news}: 2 in, 1 out" in result.stderr


def test_a_list_of_feeds_comes_in_and_goes_out_again(world, kb, news, tmp_path):
    written = f"""<opml version="1.0"><body><outline text="Threats"><outline text="Worms">
        <outline text="The news" xmlUrl="{news}" htmlUrl="https://news.example/"/></outline>
        <outline text="Twice" xmlUrl="{news}"/></outline>
        <outline text="No feed" type="link" url="https://news.example/about"/>
        <outline text="Odd" xmlUrl="ftp://news.example/feed"/>
        <outline text="Private" xmlUrl="https://me:secret@news.example/feed"/></body></opml>"""
    (tmp_path / "list.opml").write_text(written, encoding="utf-8")
    result = kb("opml", "import", "--json", str(tmp_path / "list.opml"))
    told = json.loads(result.stdout)
    assert (result.exit_code, told["items"], told["new"], told["duplicate"], len(told["failed"])) == (1, 5, 1, 1, 3)
    assert "secret" not in result.stdout
    [held] = read(kb("source", "list", "--json"))
    assert (held["place"], held["title"], held["tags"]) == (news, "The news", ["Threats", "Worms"])
    (tmp_path / "out.opml").write_text(kb("opml", "export").stdout, encoding="utf-8")
    kb("source", "remove", held["name"])
    assert read(kb("opml", "import", "--json", str(tmp_path / "out.opml")))["new"] == 1
    [again] = read(kb("source", "list", "--json"))
    assert {key: again[key] for key in ("place", "title", "tags")} == {
        key: held[key] for key in ("place", "title", "tags")
    }
    assert kb("opml", "import", str(tmp_path / "absent.opml")).exit_code == 1


def test_what_was_repaired_in_a_feed_is_told_when_it_is_tried_and_polled(world, kb):
    broken = world.web.put("/broken.xml", feed(story(1)).replace("</channel>", ""), "application/rss+xml")
    [note] = read(kb("source", "test", "--json", broken))["notes"]
    assert note.startswith("it is malformed")
    assert f"note: {note}" in kb("source", "test", broken).stderr
    kb("source", "add", broken)
    assert read(kb("poll", "--json"))["notes"] == [f"{broken}: {note}"]
