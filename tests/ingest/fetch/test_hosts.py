"""Hosts are asked one thing at a time, with a pause between, by however many threads."""

import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from threading import Lock
from typing import Any

import pytest

from ingest.fetch.client import fetch
from ingest.fetch.hosts import Hosts, Resting
from ingest.fetch.results import Limits
from ingest.fetch.robots import Robots
from tests.ingest.fetch.asking import failure, fetched

FAR = time.monotonic() + 100_000


def test_a_host_is_visited_by_one_thread_at_a_time_with_a_pause_between() -> None:
    hosts, inside, lock, times = Hosts(pause=0.02), [], Lock(), []

    def visit(_: int) -> int:
        with hosts.visit("A.example", 10), lock:
            times.append(time.monotonic())
            inside.append(1)
            most = len(inside)
            inside.pop()
            return most

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(visit, range(8))) == {1}
    assert all(later - earlier >= 0.02 for earlier, later in pairwise(times))


def test_nobody_waits_for_another_host() -> None:
    hosts = Hosts(pause=100)
    with hosts.visit("a.example", 0), hosts.visit("b.example", 0), hosts.visit("c.example", 0):
        pass


@pytest.mark.parametrize("same", ["a.example", "A.Example", "a.example."])
def test_a_turn_that_does_not_come_in_time_says_when_it_will(same: str) -> None:
    hosts = Hosts(pause=100)
    with hosts.visit("a.example", 0), pytest.raises(Resting, match="still busy with another request of ours"):
        hosts.visit(same, 0.01).__enter__()
    begun = time.monotonic()
    with pytest.raises(Resting, match="to be left alone for another 100 seconds") as resting:
        hosts.visit(same, 50).__enter__()
    assert 99 < resting.value.seconds <= 100
    assert time.monotonic() - begun < 5


def test_a_visit_that_fails_ends_all_the_same() -> None:
    hosts = Hosts(pause=0)
    with pytest.raises(ZeroDivisionError), hosts.visit("a.example", 0):
        raise ZeroDivisionError
    with hosts.visit("a.example", 0):
        pass


def test_no_answer_keeps_us_away_for_more_than_a_day() -> None:
    hosts = Hosts()
    with hosts.visit("a.example", 0) as visit:
        visit.rest(10**9)
    with pytest.raises(Resting) as resting:
        hosts.visit("a.example", 0).__enter__()
    assert resting.value.seconds <= 86_400


def test_what_is_remembered_of_very_many_hosts_stays_small() -> None:
    hosts = Hosts(pause=0)
    for number in range(12_000):
        with hosts.visit(f"{number}.example", 0):
            pass
    assert len(hosts._free_at) <= 10_001
    for number in range(50):
        hosts.remember(f"http://{number}.example/robots.txt", Robots("x" * 400_000, until=FAR))
    held = [number for number in range(50) if hosts.robots(f"http://{number}.example/robots.txt")]
    assert held == list(range(31, 50))


def test_requests_of_many_threads_reach_a_server_one_by_one(site: Any) -> None:
    here: list[str] = []
    most: list[int] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        here.append(handler.path)
        most.append(len(here))
        site.over.wait(0.01)
        here.remove(handler.path)
        handler.send_response(200)
        handler.end_headers()

    site.serve("/robots.txt", status=404)
    hosts = Hosts(pause=0.03)
    urls = [site.serve_by(f"/{number}", answer) for number in range(5)]
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda url: fetched(fetch(url, allow=site.allow, hosts=hosts)), urls))
    assert max(most) == 1
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    pages = site.times[1:]
    assert all(later - earlier >= 0.03 for earlier, later in pairwise(pages))


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_wants_a_rest_gets_it_from_every_source(site: Any, status: int) -> None:
    site.serve("/robots.txt", status=404)
    hosts = Hosts(pause=0)
    first = failure(fetch(site.serve("/a", status=status, Retry_After="600"), allow=site.allow, hosts=hosts))
    assert (first.retry_after, first.permanent) == (600.0, False)
    asked = len(site.asked)
    second = failure(fetch(site.serve("/b"), allow=site.allow, hosts=hosts))
    assert second.why == "127.0.0.1 is to be left alone for another 600 seconds; try again after that"
    assert not second.permanent
    assert second.retry_after == pytest.approx(600, abs=5)
    assert len(site.asked) == asked


def test_redirects_within_a_host_are_one_visit(site: Any) -> None:
    site.serve("/robots.txt", status=404)
    site.serve("/a", status=301, Location="/b")
    site.serve("/b", body=b"here")
    assert fetched(fetch(site.url("/a"), allow=site.allow, limits=Limits(seconds=5), hosts=Hosts(pause=1000))).body


def test_waiting_for_our_turn_takes_nothing_from_the_time_of_the_server(site: Any) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        site.over.wait(0.3)
        handler.send_response(200)
        handler.end_headers()

    hosts, url = Hosts(pause=0.6), site.serve_by("/", answer)
    site.serve("/robots.txt", status=404)
    for _ in range(2):
        fetched(fetch(url, allow=site.allow, limits=Limits(seconds=0.8), hosts=hosts))
