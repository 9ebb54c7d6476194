"""A small archive that has every sort of page, made from drafts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from ingest.types import Indicator, Kind, Link, Rights
from kb.archive import Archive
from kb.models import Report
from kb.reports import edit
from tests.drafts import draft, statement, take_in
from tests.kb.web import stocked

SOURCE = "https://www.operator.example/statement/10/a-worm-is-loose"
BODY = (
    "On 1 November 2003 the worm W32.Example.E was released by a gang.\n\n"
    "It attacks www.victim.example and reports to 192.0.2.7.\n\nNobody was paid."
)
HTML = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
INDEX = (Link("Myths about lists"), Link("A worm is loose"), Link("Fraud uncovered: bad.list.example"))
FULL = {
    "title": "A worm is loose",
    "body_text": BODY,
    "body_html": HTML,
    "url": SOURCE,
    "lang": "en",
    "author": "Listing team",
    "tags": ("worm", "ddos"),
    "published": datetime(2021, 3, 2, tzinfo=UTC),
    "event_dates": (date(2003, 11, 1),),
    "rights": Rights(
        "The Operator Foundation",
        "The Operator",
        f'Reproduction is permitted provided you quote the source as "The Operator" and provide a link to {SOURCE}',
        SOURCE,
        "1998-2022",
    ),
    "associated": (Link("How lists work", "https://www.operator.example/faq/how-lists-work"), Link("Glossary")),
    "index": INDEX,
    "indicators": (
        Indicator("ipv4", "192.0.2.7", "192.0.2.7", BODY.index("192.0.2.7"), BODY.index("192.0.2.7") + 9),
        Indicator("domain", "www.victim.example", "www.victim.example", 79, 97),
        Indicator("url", "http://192.0.2.7/x?a=1", "hxxp://192.0.2.7/x?a=1", 0, 2),
    ),
}


@contextmanager
def site(folder: Path, **settings: object) -> Iterator[Archive]:
    """Three statements (one revised, one withdrawn), news, a FAQ, a glossary and a contact page."""
    with stocked.archive(folder, **settings) as archive:
        take_in(archive, statement(10, **FULL), location="/files/10")
        take_in(archive, statement(10, **(FULL | later())), location="/files/10")
        take_in(
            archive,
            statement(12, title="Fraud uncovered: bad.list.example", category="Notice"),
            statement(13, title="Withdrawn words"),
            *news(),
            standing(Kind.PAGE, "contacts", "Contacts"),
            standing(Kind.FAQ, "faq-one", "How lists work"),
            standing(Kind.FAQ, "faq-two", "How to be removed"),
            standing(Kind.GLOSSARY, "glossary", "Glossary"),
        )
        withdraw(archive, 13, "It named the wrong network.")
        yield archive


def later() -> dict[str, object]:
    """What changed in the second wording of statement 10."""
    text = BODY.replace("Nobody was paid.", "Nobody was ever paid.")
    return {
        "body_text": text,
        "body_html": HTML.replace("Nobody was paid.", "Nobody was ever paid."),
        "category": "Incident",
        "updated": datetime(2023, 5, 6, tzinfo=UTC),
    }


def news(count: int = 25) -> list[object]:
    """Enough news for two pages, over three years."""
    return [
        draft(
            f"https://news.example/{at}",
            title=f"News of the day {at}",
            body_text=f"Story {at} tells of a botnet and of phishing. " * 3,
            published=datetime(2019 + at % 3, 1, 1 + at, tzinfo=UTC),
            tags=("botnet", "phishing") if at % 2 else ("botnet",),
        )
        for at in range(count)
    ]


def standing(kind: Kind, key: str, title: str) -> object:
    text = f"{title}: what is always true, and where to ask ({key})."
    return draft(f"https://www.operator.example/{key}", kind=kind, key=key, title=title, body_text=text)


def withdraw(archive: Archive, number: int, why: str) -> None:
    with archive.writing() as session:
        report = session.query(Report).filter_by(number=number).one()
        edit.withdraw(session, report, why)
    archive.indexer.drain()
