"""Reports that are new, or say something new, find the story they tell, in the transaction that keeps them."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy.orm import Session

from kb.reports.stories import candidates, groups, rulings
from kb.reports.stories.judge import Telling, one_story, rivals
from kb.reports.stories.sketch import sketch

AT_ONCE = 50  # reports whose texts are held together
MOST = 50  # reports of one story that another may join: what is told more often is a form letter


def settle(session: Session, ids: Sequence[int]) -> None:
    """Let each of these reports join the story it tells, or leave the one that it tells no longer."""
    session.flush()
    for at in range(0, len(ids), AT_ONCE):
        for telling in candidates.tellings(session, candidates.called(session, ids[at : at + AT_ONCE])):
            _settle(session, telling)


def _settle(session: Session, telling: Telling) -> None:
    numbers = sketch(telling.runs)
    near = candidates.near(session, telling, numbers)
    candidates.remember(session, telling.id, numbers)
    others = [id for id in groups.members(session, telling.id) if id != telling.id]
    if others and (rulings.together(session, telling.id, others) or any(_alike(session, telling, others))):
        groups.elect(session, telling.id)
        return
    if others:
        groups.part(session, [telling.id])
    for id in _alike(session, telling, near):
        if _may_join(session, telling, groups.members(session, id)):
            groups.join(session, [id, telling.id])
            return


def _alike(session: Session, telling: Telling, ids: Iterable[int]) -> Iterator[int]:
    """Those of the reports that tell the same; the texts of none are read that are called something else."""
    those = candidates.called(session, ids)
    compared = {id: those[id] for id in ids if id in those and not rivals(telling, those[id])}
    return (other.id for other in candidates.tellings(session, compared) if one_story(telling, other))


def _may_join(session: Session, telling: Telling, story: Sequence[int]) -> bool:
    """A story holds no two that are called two, and nothing that staff took out of it."""
    if len(story) >= MOST or rulings.apart(session, telling.id, story):
        return False
    return not any(rivals(telling, one) for one in candidates.called(session, story).values())
