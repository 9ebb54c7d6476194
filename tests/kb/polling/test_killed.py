"""A worker that is killed while it polls loses no item and keeps none twice."""

import os
import random
import signal
import subprocess
import sys

from sqlalchemy import func, select

from kb import archive, ledger
from kb.models import Outbox, PolledSource, Report
from kb.polling.poll import poll_due
from tests.kb.polling.feeds import feed, story
from tests.kb.polling.web import World

SOURCES, ITEMS = 6, 20
KILLS = int(os.environ.get("KILLS", "3"))  # 50 take some minutes


def serve(world: World, grown: int) -> None:
    """Feeds that grow by two items each round."""
    for n in range(SOURCES):
        site = f"https://site{n}.example"
        items = [
            story(i + 1, title=f"Story {n}/{i}", link=f"{site}/{i}", text=f"Told by {n}, number {i}. " * 150, date=None)
            for i in range(ITEMS + 2 * grown)
        ]
        world.web.put(f"/{n}", feed(*items).replace("https://news.example", site), "application/rss+xml")


def make_due(world: World) -> None:
    with world.archive.writing() as session:
        for row in session.scalars(select(PolledSource)):
            row.next_check_at = row.added_at


def test_a_worker_killed_at_random_moments_leaves_the_ledger_whole(world):
    serve(world, 0)
    for n in range(SOURCES):
        world.add(world.web.url(f"/{n}"), name=f"site {n}")
    settings = world.archive.settings
    env = os.environ | {"KB_DATA": str(settings.data), "KB_FETCH_ALLOW": world.web.host}
    rng = random.Random(7)
    for round_ in range(KILLS):
        serve(world, round_)
        make_due(world)
        while world.web.answered.acquire(blocking=False):
            pass
        worker = subprocess.Popen([sys.executable, "-m", "kb", "work"], env=env, stderr=subprocess.DEVNULL)
        for _ in range(rng.randint(1, SOURCES)):
            assert world.web.answered.acquire(timeout=60)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        with world.archive.reading() as session:
            assert ledger.unbalanced(session) == []
            assert session.scalar(select(func.count(Report.id))) == ledger.states(session)["new"]
    make_due(world)
    list(poll_due(world.poller))
    with archive.opened(settings) as opened:
        opened.indexer.drain()
        with opened.reading() as session:
            assert session.scalar(select(func.count(Report.id))) == SOURCES * (ITEMS + 2 * (KILLS - 1))
            assert session.scalar(select(func.count(Outbox.id))) == 0
            assert ledger.unbalanced(session) == []
        assert opened.index.check() == SOURCES * (ITEMS + 2 * (KILLS - 1))
