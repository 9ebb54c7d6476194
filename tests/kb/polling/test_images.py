"""The images of what comes from the web are fetched within bounds, kept as copies, and served by the archive."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from kb import pipeline
from kb.exports.json import report_json
from kb.feeds.build import item as feed_item
from kb.models import Image, Report, ReportImage, Revision
from kb.polling import images
from kb.polling.errands import LEASE
from kb.polling.poll import Poller
from kb.reports import edit
from kb.reports.edit import Correction
from kb.reports.marked import MOST_IMAGES
from kb.sources.records import SourceKind
from kb.web import create_app
from tests.ingest.images.making import claiming, image
from tests.kb.polling.articles import SUMMARY, TEXT, TITLE, held, page, serve
from tests.kb.polling.feeds import STORY, feed, item
from tests.kb.polling.web import World

WORDS = "What was found in the routers is told here, with a map and with what was seen on the screens. " * 4


def show(*addresses: str) -> str:
    pictures = "".join(f'<p>{WORDS}</p><p><img src="{address}" alt="map of routers"></p>' for address in addresses)
    return f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{pictures}</article></body></html>"


@pytest.fixture
def watched(world: World) -> World:
    """A page with one image, polled once; the image is still to be fetched."""
    world.web.put("/map.png", image("PNG"), "image/png")
    world.add(world.web.put("/page", show("/map.png")), SourceKind.PAGE)
    world.poll()
    return world


def client(world: World) -> FlaskClient:
    return create_app(world.archive).test_client()


def shown(world: World) -> list[str]:
    return re.findall(r'<img src="([^"]*)"', held(world).body_html)


def rows(world: World, table: type) -> int:
    with world.archive.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_image_stands_as_words_until_it_was_fetched_and_is_shown_then(watched):
    before = held(watched)
    assert "[image: map of routers]</a>" in before.body_html
    assert watched.images() == [None]
    after = held(watched)
    assert re.search(
        rf'<a href="{watched.web.url("/map.png")}" rel="[^"]*"><img src="/image/[0-9a-f]{{64}}\.webp" '
        r'alt="map of routers" width="120" height="80" loading="lazy"></a>',
        after.body_html,
    )
    assert (after.body_text, len(after.revisions)) == (before.body_text, 1), "no revision comes of it"
    assert watched.images() == []


def test_the_copy_is_served_for_ever_with_a_type_that_is_not_guessed(watched):
    watched.images()
    [path] = shown(watched)
    answer = client(watched).get(path)
    assert (answer.status_code, answer.content_type, answer.data[8:12]) == (200, "image/webp", b"WEBP")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    again = client(watched).get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert path in client(watched).get(held(watched).path).get_data(as_text=True)
    assert path in client(watched).get(f"{held(watched).path}/revisions/1").get_data(as_text=True)


def test_nothing_but_copies_of_images_is_served_by_digest(watched):
    watched.images()
    with watched.archive.reading() as session:
        page_of_it = session.scalar(select(Revision.capture_id))
        assert page_of_it
    stored = [file.name.removesuffix(".gz") for file in watched.archive.captures.folder.rglob("*.gz")]
    answers = {digest: client(watched).get(f"/image/{digest}.webp").status_code for digest in stored}
    assert sorted(answers.values()) == [200, 404]
    for odd in ("x", "0" * 64, "../archive", "%2e%2e%2farchive", "a" * 5000):
        assert client(watched).get(f"/image/{odd}.webp").status_code == 404


def test_feeds_and_json_show_the_copy_too(watched):
    watched.images()
    [path] = shown(watched)
    settings = watched.archive.settings
    assert f'src="{settings.base_url}{path}"' in feed_item(held(watched), settings).content_html
    assert path in str(report_json(held(watched), settings)["body_html"])


def test_the_images_of_an_article_are_fetched_and_those_of_the_summary_are_not(world):
    for name in ("map", "thumb"):
        world.web.put(f"/{name}.png", image("PNG"), "image/png")
    picture = f'<p><img src="/map.png" alt="map of routers"></p><p>{TEXT[0]}</p>'
    world.web.put("/article", page(*TEXT).replace("</article>", f"{picture}</article>"))
    serve(world, text=f'<img src="{world.web.url("/thumb.png")}" alt="thumb">{SUMMARY}')
    world.add(world.web.url("/feed"))
    world.poll()
    assert world.articles() == ["revised"]
    assert world.images() == [None]
    assert [path for path, _ in world.web.asked if path.endswith(".png")] == ["/map.png"]
    assert len(shown(world)) == 1


def test_the_images_of_what_a_feed_tells_whole_are_fetched(world):
    world.web.put("/map.png", image("JPEG"), "image/jpeg")
    told = f'<p>{STORY}</p><img src="{world.web.url("/map.png")}" alt="map">'
    world.add(world.web.put("/feed", feed(item(title=TITLE, guid="1", text=told)), "application/rss+xml"))
    world.poll()
    assert (world.images(), len(shown(world))) == ([None], 1)


def test_an_address_that_a_person_imports_has_its_images_fetched_and_a_file_has_not(world, tmp_path):
    world.web.put("/map.png", image("PNG"), "image/png")
    (tmp_path / "saved.html").write_text(show(world.web.url("/map.png")).replace(TITLE, "Saved"), encoding="utf-8")
    pipeline.take_in_file(world.archive, tmp_path / "saved.html")
    assert world.images() == []
    pipeline.take_in_url(world.archive, world.web.put("/page", show("/map.png")))
    assert world.images() == [None]


def test_an_image_that_two_reports_show_is_fetched_once(watched):
    watched.add(watched.web.put("/other", show("/map.png").replace(TITLE, "Other")), SourceKind.PAGE, name="other")
    watched.poll("other")
    assert watched.images() == [None]
    assert (rows(watched, Image), rows(watched, ReportImage)) == (1, 2)


@pytest.mark.parametrize(
    ("body", "media_type", "status", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", 200, "not a PNG, JPEG, GIF or WebP image"),
        (b"<html>Log in</html>", "image/png", 200, "not a PNG, JPEG, GIF or WebP image"),
        (claiming(60_000, 60_000), "image/png", 200, "40 million pixels"),
        (b"\x89PNG" + bytes(5_100_000), "image/png", 200, "5,000,000 bytes"),
        (b"", "image/png", 410, "removed for good"),
    ],
)
def test_what_cannot_be_shown_stays_as_words_and_is_not_asked_for_again(watched, body, media_type, status, why):
    watched.web.put("/map.png", body, media_type, status)
    [told] = watched.images()
    assert why in told
    watched.clock.forward(days=30)
    if "bytes" not in why:
        assert watched.images() == []
    assert "[image: map of routers]</a>" in held(watched).body_html


def test_a_server_that_fails_is_asked_again_later(watched):
    watched.web.put("/map.png", "", status=503)
    assert watched.images() != [None]
    assert watched.images() == []
    watched.web.put("/map.png", image("PNG"), "image/png")
    watched.clock.forward(minutes=16)
    assert watched.images() == [None]


def test_only_the_first_images_of_a_report_are_fetched(world):
    for n in range(MOST_IMAGES + 5):
        world.web.put(f"/{n}.png", image("PNG", size=(40 + n, 40)), "image/png")
    world.add(world.web.put("/page", show(*(f"/{n}.png" for n in range(MOST_IMAGES + 5)))), SourceKind.PAGE)
    world.poll()
    assert (world.images(), len(shown(world))) == ([None] * MOST_IMAGES, MOST_IMAGES)


def test_a_report_whose_images_take_much_room_gets_no_more(watched):
    watched.images()
    with watched.archive.writing() as session:
        session.scalars(select(Image)).one().size = images.MOST_BYTES + 1
    watched.web.put("/more.png", image("PNG"), "image/png")
    watched.web.put("/page", show("/map.png", "/more.png"))
    watched.poll()
    assert (watched.images(), len(shown(watched))) == ([], 1)


def test_a_withdrawn_report_takes_its_images_along_unless_another_shows_them(watched):
    watched.images()
    [path] = shown(watched)
    with watched.archive.writing() as session:
        edit.withdraw(session, session.scalars(select(Report)).one(), "by request")
    assert client(watched).get(path).status_code == 404
    watched.add(watched.web.put("/other", show("/map.png").replace(TITLE, "Other")), SourceKind.PAGE, name="other")
    watched.poll("other")
    assert client(watched).get(path).status_code == 200


def test_images_of_a_withdrawn_report_are_not_fetched(watched):
    with watched.archive.writing() as session:
        edit.withdraw(session, session.scalars(select(Report)).one(), "by request")
    assert watched.images() == []
    assert all(path != "/map.png" for path, _ in watched.web.asked)


def test_staff_who_edit_what_they_see_keep_the_images(watched):
    watched.images()
    with watched.archive.writing() as session:
        report = session.scalars(select(Report)).one()
        assert edit.correct(session, report, Correction(body=held(watched).body_html + "<p>And a note.</p>"))
    assert len(shown(watched)) == 1


def test_a_worker_that_dies_over_an_image_loses_nothing(watched):
    def dies(*_: object):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(images.fetch_due(Poller(watched.archive, dies, watched.clock, lambda: 0.0)))
    assert watched.images() == []
    watched.clock.forward(seconds=LEASE.total_seconds())
    assert watched.images() == [None]
