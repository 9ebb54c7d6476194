"""A small invented archive that the contract is tested on, and the words to ask an index about it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from index.port import SearchIndex
from index.query.nodes import Node, Query
from index.types import Document, Filters

EVERY_DOCUMENT = Filters()
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)


def day(year: int, month: int = 1, of_month: int = 1) -> datetime:
    return datetime(year, month, of_month, tzinfo=UTC)


def plain(id_: str, body: str = "Nothing to see.", **fields: object) -> Document:
    """A document of which only what the test is about is said."""
    base = Document(id=id_, title=f"Report {id_}", body=body, kind="report", first_seen=BEGIN)
    return replace(base, **fields)


def many(count: int, begin: int = 0) -> list[Document]:
    """Documents n0, n1 …: each has the words `common` and `unique<n>`, every second one `even`."""
    return [
        plain(f"n{n}", f"common unique{n} {'even' if n % 2 == 0 else 'odd'}", first_seen=BEGIN + timedelta(minutes=n))
        for n in range(begin, begin + count)
    ]


ARCHIVE = (
    Document(
        id="botnet",
        title="Zombie botnet floods the blocklist",
        body="A distributed denial of service attack by thousands of zombies. The worm W32.Gribble.B opened them. "
        "Its controller was irc.bots[.]example, the mirror hxxp://198.51.100[.]7/foo.exe.",
        kind="statement",
        ref="S010",
        number=10,
        category="Report",
        source="blocklist",
        lang="en-GB",
        tags=("Worm", "ddos"),
        indicators=(
            ("ipv4", "198.51.100.7"),
            ("domain", "irc.bots.example"),
            ("url", "http://198.51.100.7/foo.exe"),
        ),
        first_seen=day(2022, 4, 11),
        updated=day(2022, 4, 10),
    ),
    Document(
        id="advisory",
        title="Patch CVE-2021-44228 now",
        body="Remote attackers run code. Upgrade the logging library; the service restarts twice.",
        kind="advisory",
        category="Advisory",
        source="vendor",
        lang="en",
        tags=("patch",),
        indicators=(("cve", "CVE-2021-44228"), ("ipv6", "2001:db8::17"), ("cidr", "203.0.113.0/25")),
        first_seen=day(2021, 12, 20),
        published=day(2021, 12, 10),
        updated=day(2022, 1, 5),
    ),
    Document(
        id="news",
        title="Der Wurm ist zurück",
        body="A worm, another worm and once more a worm: zombie hosts send spam, says abuse@bots.example.",
        kind="news",
        source="paper",
        lang="de",
        tags=("worm",),
        indicators=(("email", "abuse@bots.example"), ("domain", "bots.example"), ("domain", "notbots.example")),
        first_seen=day(2023, 5, 2),
        published=day(2023, 5, 1),
    ),
    Document(
        id="page",
        title="About",
        body="Who runs the archive, and the service it gives.",
        kind="page",
        lang="en",
        first_seen=day(2020, 1, 1),
    ),
)


def found(index: SearchIndex, node: Node, filters: Filters = EVERY_DOCUMENT) -> set[str]:
    """The ids of all documents that match; count and total must agree with them."""
    results = index.search(Query(node), filters, size=10_000)
    ids = {hit.id for hit in results.hits}
    assert len(results.hits) == len(ids) == results.total == index.count(Query(node), filters)
    return ids


def ranked(hits: Iterable[object]) -> list[str]:
    return [hit.id for hit in hits]  # type: ignore[attr-defined]
