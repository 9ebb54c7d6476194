"""Why documents are hits or none: the query's own tree, walked for some documents and nothing else."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from index.embedded.searching.clock import Clock, OutOfTime
from index.embedded.searching.compile import Compiler, Meant, Pattern
from index.embedded.searching.found import NOTHING, Found
from index.embedded.searching.leaf import Leaf
from index.embedded.searching.plans import Either, Nowhere, Plan, Remembered
from index.embedded.searching.snapshot import Snapshot
from index.embedded.searching.terms import Near, Scored, Spelled
from index.embedded.searching.weighting import WEIGHTS, contribution
from index.embedded.segments.schema import WORDS, term
from index.explanation import Contribution, Explanation, Part
from index.query import nodes
from index.types import Filters


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands."""

    id: str
    leaf: Leaf
    number: int  # of the document in its segment

    def row(self, found: Found) -> int | None:
        """Its row among the documents found."""
        at = int(np.searchsorted(found.documents, self.number))
        return at if at < len(found) and found.documents[at] == self.number else None


class Explainer:
    """Explains one query for all documents asked for, so that it costs what one search does."""

    def __init__(self, snapshot: Snapshot, ids: Sequence[str], clock: Clock) -> None:
        self._snapshot = snapshot
        self._clock = clock
        self._compiler = Compiler(snapshot, clock)
        self._places = [place for id_ in dict.fromkeys(ids) for place in placed(snapshot, id_)]
        self._matched: dict[tuple[Plan, Leaf], Found] = {}
        self._short = False

    def explain(self, node: nodes.Node, filters: Filters) -> dict[str, Explanation]:
        parts = self._parts(node, 1.0)
        excluded = self._excluded(filters)
        partial = self._short or self._clock.short or bool(self._compiler.notes)
        return {
            place.id: Explanation(
                place.id, hit := part.matched and not by, part.score if hit else 0.0, part, by, partial
            )
            for place, part, by in zip(self._places, parts, excluded, strict=True)
        }

    def _parts(self, node: nodes.Node, factor: float) -> list[Part]:
        """What the node found in each of the documents. Where the factor is 0, nothing is scored."""
        match node:
            case nodes.And(below):
                return [_joined(node, parts, all) for parts in self._each(below, factor)]
            case nodes.Or(below):
                return [_joined(node, parts, any) for parts in self._each(below, factor)]
            case nodes.Not(unwanted):
                return [Part(node, not one.matched, 0.0, (one,)) for one in self._parts(unwanted, 0.0)]
            case nodes.Boost(boosted, times):
                return [Part(node, one.matched, one.score, (one,)) for one in self._parts(boosted, factor * times)]
            case nodes.Prefix() | nodes.Wildcard() | nodes.Fuzzy():
                plan = self._compiler.compile(node)
                return self._leaves(node, plan, self._meant(node, plan), factor)
            case _:
                return self._leaves(node, self._compiler.compile(node), (), factor)

    def _meant(self, node: Pattern, plan: Plan) -> Sequence[Meant]:
        """The words that it stands for; none when time is over."""
        try:
            return [] if isinstance(plan, Nowhere) else self._compiler.meant(node)
        except OutOfTime:
            self._short = True
            return []

    def _each(self, below: Sequence[nodes.Node], factor: float) -> list[tuple[Part, ...]]:
        """For each of the documents what each of the nodes found."""
        columns = [self._parts(node, factor) for node in below]
        return [tuple(column[at] for column in columns) for at in range(len(self._places))]

    def _leaves(self, node: nodes.Node, plan: Plan, meant: Sequence[Meant], factor: float) -> list[Part]:
        """What a node without others below it found."""
        leaves = dict.fromkeys(place.leaf for place in self._places)
        found = {leaf: self._match(plan, leaf) for leaf in leaves}
        return [self._leaf(node, plan, meant, factor, place, found[place.leaf]) for place in self._places]

    def _leaf(
        self, node: nodes.Node, plan: Plan, meant: Sequence[Meant], factor: float, place: Place, found: Found
    ) -> Part:
        row = place.row(found)
        if row is None or found.scores is None or not factor:
            return Part(node, row is not None, 0.0)
        given = [*self._said(plan, place, factor), *self._found(meant, place, factor)]
        return Part(node, True, float(found.scores[row]) * factor, (), tuple(given))

    def _match(self, plan: Plan, leaf: Leaf) -> Found:
        """What a plan finds, asked for once; nothing when time is over."""
        found = self._matched.get((plan, leaf))
        if found is None:
            try:
                found = plan.match(leaf, self._clock)
            except OutOfTime:
                found, self._short = NOTHING, True
            self._matched[plan, leaf] = found
        return found

    def _said(self, plan: Plan, place: Place, factor: float) -> Iterator[Contribution]:
        """What each word gives by the best of its terms."""
        for word in self._words(plan, place):
            given = [one for term in word.terms for one in self._given(term, place, factor)]
            if given:
                yield max(given, key=lambda one: one.score)

    def _words(self, plan: Plan, place: Place) -> Iterator[Spelled]:
        """The words that a plan scores where it finds the document."""
        match plan:
            case Remembered(part):
                yield from self._words(part, place)
            case Spelled():
                yield plan
            case Near(_, places) if place.row(self._match(plan, place.leaf)) is not None:
                yield from places
            case Either(parts):
                for part in parts:
                    yield from self._words(part, place)

    def _given(self, scored: Scored, place: Place, factor: float) -> Iterator[Contribution]:
        """What a term gives to a document that has it."""
        text = place.leaf.segment.texts[scored.field]
        row = text.vocabulary.row(scored.term)
        at = place.row(Found(text.postings(row))) if row is not None else None
        if row is None or at is None:
            return
        often = text.frequency(row)[at : at + 1]
        against = place.leaf.resistance(scored.field)[place.number : place.number + 1]
        yield Contribution(
            field=scored.field,
            term=scored.term.decode(),
            frequency=int(often[0]),
            length=int(text.lengths[place.number]),
            documents=self._snapshot.frequency(scored.field, scored.term),
            rarity=scored.weight / WEIGHTS[scored.field],
            score=float(contribution(often, against, scored.weight)[0]) * factor,
        )

    def _found(self, meant: Sequence[Meant], place: Place, factor: float) -> Iterator[Contribution]:
        """The words of a document that a pattern stands for."""
        at = self._snapshot.leaves.index(place.leaf)
        for one in meant:
            held = place.leaf.segment.fields[WORDS[one.field]]
            rows = (int(row) for row in one.rows[at])
            words = [row for row in rows if place.row(Found(held.postings(row))) is not None]
            if words:
                named = " ".join(held.vocabulary.term(row).decode() for row in words)
                yield Contribution(one.field, named, None, None, None, None, one.score * factor)

    def _excluded(self, filters: Filters) -> list[tuple[str, ...]]:
        """For each of the documents the filters that leave it out."""
        given = [field.name for field in fields(Filters) if getattr(filters, field.name)]
        everything = nodes.Everything()
        found = {}
        for name in given:
            alone = Filters(**{name: getattr(filters, name)})
            found[name] = self._leaves(everything, self._compiler.search(everything, alone), (), 0.0)
        return [tuple(name for name in given if not found[name][at].matched) for at in range(len(self._places))]


def placed(snapshot: Snapshot, id_: str) -> Iterator[Place]:
    """Where the live document of an id stands, if it is held."""
    for leaf in snapshot.leaves:
        ids = leaf.segment.fields["id"]
        row = ids.vocabulary.row(term(id_))
        if row is not None:
            number = int(ids.postings(row)[0])
            if leaf.live is None or leaf.live[number]:
                yield Place(id_, leaf, number)


def _joined(node: nodes.Node, parts: tuple[Part, ...], join: Callable[[Iterable[bool]], bool]) -> Part:
    matched = join(part.matched for part in parts)
    return Part(node, matched, sum(part.score for part in parts) if matched else 0.0, parts)
