"""Reports that are new, or say something new, find the story they tell, in the transaction that keeps them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy.orm import Session

from kb.reports.names import title_key
from kb.reports.stories import candidates, groups, rulings
from kb.reports.stories.candidates import Bearers
from kb.reports.stories.judge import Called, Telling, one_story, rivals, telling
from kb.reports.stories.sketch import Marks, marks

TOGETHER = 200  # reports whose texts are held together, and asked after once for all of them
AT_ONCE = 25  # reports that are compared together, with the texts of all that they may tell as well
SHORT = 5_000  # characters of a text that is remembered with all that was found in it: fifty times as many bytes
MOST = 50  # reports of one story that another may join: what is told more often is a form letter


def settle(session: Session, ids: Sequence[int], marked: Mapping[int, Marks] = MappingProxyType({})) -> None:
    """Let each of these reports join the story it tells, or leave the one that it tells no longer.

    Of some of them the marks may be known.
    """
    session.flush()
    for at in range(0, len(ids), TOGETHER):
        _settle_some(session, candidates.called(session, ids[at : at + TOGETHER]), marked)


def _settle_some(session: Session, those: Mapping[int, Called], marked: Mapping[int, Marks]) -> None:
    told_with = groups.companions(session, list(those))
    near = _near(session, _marked(session, those, marked), told_with)
    others = candidates.called(session, {other for some in near.values() for other in some})
    compared = {
        id: [others[other] for other in near[id] if other in others and not rivals(one, others[other])]
        for id, one in those.items()
    }
    unsure = [one for id, one in those.items() if compared[id] or id in told_with]
    for at in range(0, len(unsure), AT_ONCE):
        some = unsure[at : at + AT_ONCE]
        tellings = _tellings(session, {other.id: other for one in some for other in (one, *compared[one.id])})
        for one in some:
            alike = [other.id for other in compared[one.id] if one_story(tellings[one.id], tellings[other.id])]
            if alike or one.id in told_with:
                _settle(session, one, alike)


def _tellings(session: Session, those: Mapping[int, Called]) -> dict[int, Telling]:
    """These reports with their texts."""
    texts = candidates.bodies(session, those)
    return {
        id: _known(one, texts[id]) if len(texts[id]) <= SHORT else telling(one, texts[id]) for id, one in those.items()
    }


@lru_cache(1_000)
def _known(one: Called, body: str) -> Telling:
    """What is like one report is like another: its words are parted once."""
    return telling(one, body)


def _marked(session: Session, those: Mapping[int, Called], marked: Mapping[int, Marks]) -> dict[int, Marks]:
    """The marks of these reports, those of which nobody knows them made of their texts."""
    texts = candidates.bodies(session, those.keys() - marked.keys())
    return {
        id: marks(title_key(one.title), one.page, texts[id]) if id in texts else marked[id] for id, one in those.items()
    }


def _near(
    session: Session, marked: Mapping[int, Marks], told_with: Mapping[int, Sequence[int]]
) -> dict[int, list[int]]:
    """Which reports each may tell the same as, those first that it is in a story with."""
    bearers = Bearers(session, marked.values())
    near = {}
    for id, one in marked.items():
        near[id] = list(dict.fromkeys([*told_with.get(id, ()), *bearers.near(id, one)]))
        bearers.add(id, one)
    bearers.write()
    return near


def _settle(session: Session, one: Called, alike: Sequence[int]) -> None:
    others = groups.companions(session, [one.id]).get(one.id, ())
    if others and (not set(alike).isdisjoint(others) or rulings.together(session, one.id, others)):
        groups.elect(session, one.id)
        return
    if others:
        groups.part(session, [one.id])
    for id in alike:
        if _may_join(session, one, groups.members(session, id)):
            groups.join(session, [id, one.id])
            return


def _may_join(session: Session, one: Called, story: Sequence[int]) -> bool:
    """A story holds no two that are called two, and nothing that staff took out of it."""
    if len(story) >= MOST or rulings.apart(session, one.id, story):
        return False
    return not any(rivals(one, other) for other in candidates.called(session, story).values())
