"""One vulnerability of a CSAF advisory in words (CSAF 2.0, section 3.2.3)."""

from collections.abc import Iterator

from ingest.exchange.csaf.products import Products
from ingest.exchange.scores import score
from ingest.exchange.values import Object, inside, line, lines, objects, pairs, prose
from ingest.exchange.writing import Line, Writing
from ingest.text import one_line

_LONGEST_LINE = 5_000  # characters
_ALL = "all products named above"
_DAYS = {"discovery_date": "Discovered", "disclosure_date": "Disclosed", "release_date": "Released"}


def tell(writing: Writing, vulnerability: Object, products: Products) -> None:
    """Its heading and notes; then score, weakness, products, remedies, threats and who was involved, each in a line."""
    cve = line(vulnerability, "cve")
    ids = [cve] if cve else [line(one, "text") for one in objects(vulnerability.get("ids"))][:3]
    title = line(vulnerability, "title")
    writing.heading(": ".join(dict.fromkeys(filter(None, (*ids, title)))) or "Vulnerability")
    notes(writing, vulnerability)
    writing.items([*_facts(vulnerability, cve), *_statuses(vulnerability, products), *_flags(vulnerability, products)])
    for field, heading in (("remediations", "Remediation"), ("threats", "Threat")):
        writing.section(heading, (_remedy(one, products) for one in objects(vulnerability.get(field))), 3)
    writing.section("Involved", map(_involved, objects(vulnerability.get("involvements"))), 3)
    writing.section("Acknowledgments", acknowledged(vulnerability), 3)


def notes(writing: Writing, holder: Object, without: str = "") -> None:
    """The notes of an advisory or vulnerability, each below its title; not those of one category."""
    above = ""
    for note in objects(holder.get("notes")):
        text, category = prose(note, "text"), line(note, "category")
        if not text or category == without:
            continue
        heading = line(note, "title") or category.replace("_", " ").capitalize() or "Note"
        if heading != above:  # some publishers make each paragraph a note
            writing.heading(heading, 3)
            above = heading
        writing.prose(text)


def acknowledged(holder: Object) -> Iterator[Line]:
    """Whom the publisher thanks, and for what."""
    for one in objects(holder.get("acknowledgments")):
        who = ", ".join([*lines(one.get("names")), *lines(one.get("organization"))])
        if words := ": ".join(filter(None, (who, one_line(prose(one, "summary"))[:_LONGEST_LINE]))):
            yield Line(words)


def _facts(vulnerability: Object, cve: str) -> Iterator[Line]:
    for one in objects(vulnerability.get("ids")) if cve else ():
        yield Line(": ".join(filter(None, (line(one, "system_name"), line(one, "text")))) or "An id without words")
    for field, words in _DAYS.items():
        if day := line(vulnerability, field)[:10]:
            yield Line(f"{words}: {day}")
    for cwe in objects(vulnerability.get("cwe")) + objects(vulnerability.get("cwes")):
        yield Line(f"Weakness: {' '.join(filter(None, (line(cwe, 'id'), line(cwe, 'name'))))}")
    scores = objects(vulnerability.get("scores")) + objects(vulnerability.get("metrics"))
    told = (score(inside(one, "content") or one) for one in scores)  # in CSAF 2.1 one stands a level further in
    yield from (Line(words) for words in dict.fromkeys(filter(None, told)))


def _statuses(vulnerability: Object, products: Products) -> Iterator[Line]:
    for status, listed in pairs(vulnerability.get("product_status")):
        if ids := lines(listed):
            yield Line(f"{status.replace('_', ' ').capitalize()}: {_named(ids, products)}")


def _flags(vulnerability: Object, products: Products) -> Iterator[Line]:
    """Why a vulnerability does no harm to a product: "Component not present: Pump 1"."""
    for flag in objects(vulnerability.get("flags")):
        ids = [*lines(flag.get("product_ids")), *products.of_groups(lines(flag.get("group_ids")))]
        if label := line(flag, "label").replace("_", " ").capitalize():
            yield Line(f"{label}: {_named(ids, products)}" if ids else label)


def _involved(one: Object) -> Line:
    """ "Vendor: contact attempted — no answer"."""
    party = ": ".join(filter(None, (line(one, "party"), line(one, "status")))).replace("_", " ").capitalize()
    words = (party, line(one, "date")[:10], one_line(prose(one, "summary"))[:_LONGEST_LINE])
    return Line(" — ".join(filter(None, words)))


def _remedy(one: Object, products: Products) -> Line:
    """What to do, and for which products where it is not for all of them."""
    ids = [*lines(one.get("product_ids")), *products.of_groups(lines(one.get("group_ids")))]
    details, url = one_line(prose(one, "details"))[:_LONGEST_LINE], line(one, "url", most=2_000)
    scope = f"({'; '.join(products.called(ids))})" if ids and not products.are_all(ids) else ""
    words = f"{line(one, 'category').replace('_', ' ').capitalize()}: {details}"
    return Line(" ".join(filter(None, (words, "" if url in details else url, scope))))


def _named(ids: list[str], products: Products) -> str:
    return _ALL if len(ids) > 1 and products.are_all(ids) else "; ".join(products.called(ids))
