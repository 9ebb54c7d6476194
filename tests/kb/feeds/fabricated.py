"""Reports made by hand: ordinary ones, bare ones, and hostile ones."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ingest.types import Kind, Rights
from kb.records import Counted, Report, RevisionNote, Source, Tag
from kb.settings import Settings

SEEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
SETTINGS = Settings(base_url="https://kb.example.org", operator="Breakwater Foundation", contact="desk@example.org")

STATEMENT = Report(
    id=12,
    kind=Kind.STATEMENT,
    number=31,
    ref="S031",
    title="Denial of service attack on the name servers",
    slug="denial-of-service-attack-ns.example",
    category=Counted("report", "Report", 0),
    source=Source("example.org", "Breakwater", "https://example.org/"),
    tags=(Tag("ddos", "DDoS"), Tag("name-servers", "Name Servers")),
    lang="en-GB",
    url="https://example.org/statement/31/denial",
    published=None,
    updated=datetime(2022, 4, 10, tzinfo=UTC),
    first_seen=SEEN,
    changed_at=SEEN,
    summary="Thousands of infected computers took part & failed.",
    withdrawn_at=None,
    also=(),
    author=None,
    body_html='<p>Read <a href="/faq?a=1&amp;b=2" rel="nofollow">the FAQ</a> &amp; <a href="#note">a note</a>.</p>',
    body_text="Read the FAQ & a note.",
    rights=Rights(
        "Breakwater SLU", "Breakwater", "Reproduction is permitted with credit.", "https://example.org/31", "2022"
    ),
    event_dates=(),
    associated=(),
    index=(),
    indicators=(),
    revisions=(RevisionNote(1, "Denial", datetime(2022, 4, 10, tzinfo=UTC), SEEN, "import", None, True),),
    withdrawn_why=None,
    evidence=(),
)
BARE = replace(
    STATEMENT,
    id=13,
    kind=Kind.REPORT,
    number=None,
    ref=None,
    title="Bare",
    slug="bare",
    category=None,
    source=None,
    tags=(),
    lang=None,
    url=None,
    updated=None,
    summary="",
    body_html="",
    body_text="",
    rights=None,
)
HOSTILE_TITLES = (
    "<script>alert(1)</script>",
    "</title><item>]]>",
    "<![CDATA[ & ]]> &amp; &lt;b&gt; &nbsp; &#0;",
    "AT&T < 3 > \"2\" '1'",
    "control \x00\x01\x08\x0b\x0c\x1f\ufffe\uffff \ud800 signs",
    "{{ 7*7 }} {% raw %}",
    "\u202egnp.exe\u202c — 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 — 漢字 — עברית",
    "<b>bold</b>",
    " spaces  and\ttabs\nlines ",
    "x" * 5_000,
)


def hostile() -> list[Report]:
    """Reports whose every word tries to break out of the feed."""
    return [
        replace(
            STATEMENT,
            id=100 + at,
            number=None,
            ref=None,
            kind=Kind.NEWS,
            title=title,
            slug="]]>&<\"'",
            category=Counted("a&b", title, 0),
            source=Source("evil", title, "javascript:alert(1)"),
            tags=(Tag('"><x', title), Tag("]]>", "]]>")),
            lang='en"><script>',
            url="https://evil.example/?a=<&b=\"'>",
            author=title,
            published=SEEN - timedelta(days=at),
            updated=SEEN + timedelta(hours=at),
            summary=title * 2,
            body_html=f"<p>]]&gt; &amp;lt;script&amp;gt; \x00\x0b {'&amp;'.join('abc')}</p>",
            rights=Rights(title, title, title, "javascript:alert(1)", title),
        )
        for at, title in enumerate(HOSTILE_TITLES)
    ]
