"""Records of CVE in version 5 (cveproject.github.io/cve-schema): one vulnerability as a draft."""

import re
from collections.abc import Iterator

from ingest.exchange.observables import ID
from ingest.exchange.scores import score
from ingest.exchange.values import Object, inside, line, moment, objects, prose
from ingest.exchange.writing import Line, Room, Value, Writing
from ingest.files.declared import is_web
from ingest.text import one_line, shortened
from ingest.types import Capture, Draft, Evidence, Kind, Link, Rights

_MOST_LINKS = 100
_LONGEST_TITLE, _LONGEST_SUMMARY, _LONGEST_LINE = 200, 1_000, 5_000  # characters
_TEXTS = {"workarounds": "Workarounds", "solutions": "Solutions", "configurations": "Configurations",
          "exploits": "Exploits"}  # fmt: skip
_FIRST = re.compile(r"(?<=[a-z)\d][.!?])\s+(?=[A-Z])")  # behind the first sentence
_NOTHING = ("", "n/a", "unspecified", "unknown")


def is_cve(document: object) -> bool:
    return isinstance(document, dict) and document.get("dataType") == "CVE_RECORD" and "cveMetadata" in document


def read_cve(document: Object, capture: Capture) -> Draft:
    """One record, known by its id: what its authority says of it, and whatever others add."""
    stated, cna = inside(document, "cveMetadata"), inside(document, "containers", "cna")
    added = objects(inside(document, "containers").get("adp"))
    key, about = line(stated, "cveId"), one_line(_described(cna))
    writing = Writing(Room())
    _tell(writing, stated, cna, added)
    body = writing.finish(capture.url)
    named = line(cna, "title") or _FIRST.split(about, maxsplit=1)[0]
    return Draft(
        item=key or capture.location,
        kind=Kind.ADVISORY,
        title=shortened(": ".join(filter(None, (key, named.removeprefix(key).lstrip(" :-")))), _LONGEST_TITLE)
        or "A vulnerability without a name",
        body_html=body.html,
        body_text=body.text,
        key=key or None,
        url=capture.url,
        author=_authority(stated, cna) or None,
        published=moment(stated, "datePublished", capture.captured_at),
        updated=moment(stated, "dateUpdated", capture.captured_at),
        summary=about[:_LONGEST_SUMMARY] or None,
        rights=Rights(holder=_authority(stated, cna) or None, credit=_authority(stated, cna) or None, url=capture.url),
        associated=tuple(_links([cna, *added]))[:_MOST_LINKS],
        indicators=body.indicators,
        is_searched=True,
        evidence=tuple(_evidence(stated)),
    )


def _tell(writing: Writing, stated: Object, cna: Object, added: list[Object]) -> None:
    writing.prose(_described(cna))
    for name, heading in _TEXTS.items():
        if text := _described(cna, name):
            writing.heading(heading)
            writing.prose(text)
    everybody = [cna, *added]
    writing.section("Affected", _unique(words for one in everybody for words in _affected(one)))
    writing.section("Weakness", _unique(words for one in everybody for words in _weaknesses(one)))
    writing.section("Severity", _unique(score(metric) for one in everybody for metric in objects(one.get("metrics"))))
    writing.section("History", _unique(words for one in everybody for words in _history(one)))
    writing.section("Credits", _unique(line(one, "value") for one in objects(cna.get("credits"))))
    key, state = line(stated, "cveId"), line(stated, "state").lower()
    facts = [Line(f"Id: {key}", (Value(key, ID),))] if key else []
    facts += [Line(f"{name}: {words}") for name, words in (("State", state), ("Assigned by", _authority(stated, cna)))
              if words]  # fmt: skip
    writing.section("Record", facts)


def _described(cna: Object, name: str = "descriptions") -> str:
    """The texts of that name in English, else in whatever language there is; of a rejected record the reasons."""
    texts = objects(cna.get(name)) or (objects(cna.get("rejectedReasons")) if name == "descriptions" else [])
    english = [text for text in texts if line(text, "lang").lower().startswith("en")]
    return "\n\n".join(filter(None, (prose(text, "value") for text in english or texts)))


def _affected(container: Object) -> Iterator[str]:
    """ "Vendor Product: 1.0 before 1.2 (affected)"."""
    for one in objects(container.get("affected")):
        name = " ".join(_known(line(one, "vendor"), line(one, "product", "packageName")))
        versions = "; ".join(filter(None, map(_version, objects(one.get("versions")))))[:_LONGEST_LINE]
        yield ": ".join(filter(None, (name, versions)))


def _version(one: Object) -> str:
    below, up_to = line(one, "lessThan"), line(one, "lessThanOrEqual")
    bound = f"before {below}" if below else f"up to {up_to}" if up_to else ""
    words = " ".join(_known(line(one, "version"), bound))
    return f"{words} ({line(one, 'status')})" if words and line(one, "status") else words


def _known(*words: str) -> list[str]:
    return [word for word in words if word.lower() not in _NOTHING]


def _weaknesses(container: Object) -> Iterator[str]:
    for problem in objects(container.get("problemTypes")):
        for one in objects(problem.get("descriptions")):
            cwe, words = line(one, "cweId"), line(one, "description")
            yield from _known(words if cwe in words else f"{cwe} {words}")


def _history(container: Object) -> Iterator[str]:
    for one in objects(container.get("timeline")):
        yield " — ".join(filter(None, (line(one, "time")[:10], line(one, "value", most=_LONGEST_LINE))))


def _unique(words: Iterator[str]) -> Iterator[Line]:
    return map(Line, dict.fromkeys(filter(None, words)))


def _authority(stated: Object, cna: Object) -> str:
    return line(stated, "assignerShortName") or line(inside(cna, "providerMetadata"), "shortName")


def _links(containers: list[Object]) -> Iterator[Link]:
    found: dict[str, str] = {}
    for reference in (one for container in containers for one in objects(container.get("references"))):
        url = line(reference, "url", most=2_000)
        if is_web(url):
            found.setdefault(url, line(reference, "name", most=200) or url)
    return (Link(name, url) for url, name in found.items())


def _evidence(stated: Object) -> Iterator[Evidence]:
    for field, name in (("key", "cveId"), ("published", "datePublished"), ("updated", "dateUpdated")):
        if quote := line(stated, name):
            yield Evidence(field, f"cveMetadata.{name}", quote[:200])
