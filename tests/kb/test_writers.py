"""Threads that write at one time share a transaction, and each fares as if it were alone."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from ingest.types import Reading
from kb.archive import Archive
from kb.models import Report, Tag
from kb.pipeline import keep_in
from kb.reports.intake.worded import worded
from kb.reports.stories.unsettled import Unsettled
from kb.writers import Step
from tests.drafts import capture, draft
from tests.kb.asking import count


def tag(slug: str) -> Step[str]:
    def step(session: Session, _: Unsettled) -> str:
        session.add(Tag(slug=slug, name=slug))
        session.flush()
        return slug

    return step


def told(archive: Archive, location: str, url: str) -> Step[object]:
    reading = worded(Reading((draft(url),), home=location), archive.names)
    return lambda session, unsettled: keep_in(session, unsettled, capture(location), reading, None)


def fails(error: Exception) -> Callable[[Session, Unsettled], None]:
    def step(session: Session, unsettled: Unsettled) -> None:
        tag("lost")(session, unsettled)
        raise error

    return step


def written_while_another_writes(archive: Archive, *steps: Step[object]) -> list[Future[object]]:
    """What becomes of steps that all wait for one writer, in their order."""
    asked: list[Future[object]] = []

    def first(_: Session, __: Unsettled) -> None:
        for number, step in enumerate(steps, start=1):
            asked.append(pool.submit(archive.writers.together, step))
            while len(archive.writers._waiting) < number:
                pass

    with ThreadPoolExecutor(len(steps)) as pool:
        archive.writers.together(first)
    return asked


def tags(archive: Archive) -> set[str]:
    with archive.reading() as session:
        return set(session.scalars(select(Tag.slug)))


def test_those_who_wait_are_written_together(empty):
    commits = []
    event.listen(empty.sessions.kw["bind"], "commit", commits.append)
    done = written_while_another_writes(empty, *map(tag, "abcd"))
    assert [one.result() for one in done] == list("abcd")
    assert len(commits) == 2
    assert tags(empty) == set("abcd")


def test_one_that_fails_leaves_nothing_and_takes_nobody_with_it(empty):
    before, bad, after = written_while_another_writes(empty, tag("before"), fails(ValueError("no")), tag("after"))
    assert (before.result(), after.result()) == ("before", "after")
    with pytest.raises(ValueError, match="no"):
        bad.result()
    assert tags(empty) == {"before", "after"}


def test_where_the_database_cannot_work_all_are_told_and_none_is_kept(empty):
    full = OperationalError("INSERT", {}, OSError("no room"))
    done = written_while_another_writes(empty, tag("before"), fails(full), tag("after"))
    for one in done:
        with pytest.raises(OperationalError):
            one.result()
    assert tags(empty) == set()


def test_what_is_kept_together_finds_its_story(empty):
    places = [f"https://{name}.example/" for name in ("one", "two", "three")]
    written_while_another_writes(empty, *(told(empty, place, f"{place}worm") for place in places))
    with empty.reading() as session:
        assert len(set(session.scalars(select(Report.lead_id)))) == 1
    assert count(empty, Report) == 3
