"""How the site says things: dates, names of kinds, numbers, defanged indicators, citations."""

import re
from datetime import date, datetime, time
from urllib.parse import unquote

from markupsafe import Markup, escape

from kb.records import FullText, Report, RevisionNote

KINDS = {
    "statement": ("Statement", "Statements"),
    "report": ("Report", "Reports"),
    "news": ("News", "News"),
    "advisory": ("Advisory", "Advisories"),
    "faq": ("FAQ", "FAQs"),
    "glossary": ("Glossary", "Glossary"),
    "page": ("Page", "Pages"),
}
FOLLOWED = {
    "feed": "Feed",
    "statements": "List of statements",
    "page": "Page",
    "sitemap": "Sitemap",
}
INDICATORS = {
    "malware": "Malware",
    "actor": "Actors",
    "technique": "Techniques",
    "ipv4": "IPv4 addresses",
    "ipv6": "IPv6 addresses",
    "cidr": "Networks",
    "asn": "Autonomous systems",
    "domain": "Domains",
    "url": "URLs",
    "email": "Mail addresses",
    "md5": "MD5 hashes",
    "sha1": "SHA-1 hashes",
    "sha256": "SHA-256 hashes",
    "sha512": "SHA-512 hashes",
    "file": "File names",
    "registry": "Registry keys",
    "bitcoin": "Bitcoin addresses",
    "ethereum": "Ethereum addresses",
    "monero": "Monero addresses",
    "litecoin": "Litecoin addresses",
    "dogecoin": "Dogecoin addresses",
    "dash": "Dash addresses",
    "zcash": "Zcash addresses",
    "tron": "Tron addresses",
    "ripple": "Ripple addresses",
    "cve": "Vulnerabilities",
    "attack": "ATT&CK identifiers",
}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_JOINT = re.compile(r"(?<=[^\s/:])(/+|[?=_]|\.(?=[^\W\d]))(?=[^\s/])")
_HOST = re.compile(r"^([a-z][a-z0-9+.-]*://)?([^/?#]*)", re.IGNORECASE)  # a scheme, where there is one, and a host


def spelled(day: date) -> str:
    """`10 April 2022`, whatever the machine's locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day(value: date | None) -> Markup:
    """A `<time>` element: people read the day, machines all that is known."""
    if value is None:
        return Markup("")
    return Markup('<time datetime="{}">{}</time>').format(machine(value), spelled(value))


def moment(value: datetime) -> Markup:
    """A `<time>` element of a day and the time in it: `10 April 2022, 14:05 UTC`."""
    said = f"{spelled(value)}, {value:%H:%M} UTC"
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(timespec="seconds"), said)


def machine(value: date) -> str:
    """ISO 8601; an instant at midnight is a day, since that is all its source said."""
    if not isinstance(value, datetime):
        return value.isoformat()
    return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="seconds")


def kind(slug: str, many: bool = False) -> str:
    """What people call a kind of report."""
    return KINDS.get(slug, (slug, slug))[many]


def followed_by(kind: str) -> str:
    """What of a source is looked at again and again."""
    return FOLLOWED.get(kind, kind)


def inside(label: str) -> str:
    """A label within a sentence: lower case, unless it is an abbreviation."""
    return label if label[1:2].isupper() else label.lower()


def host(address: str, path: bool = False) -> str:
    """An address as people say it: without scheme and `www.`, and with its path only where that is wanted."""
    named = _HOST.sub(lambda found: found[2].removeprefix("www."), address)
    return unquote(named).rstrip("/") if path else re.split("[/?#]", named)[0]


def breakable(text: str) -> Markup:
    """Words with addresses in them that may break behind each part, and not in the middle of a word."""
    return Markup(_JOINT.sub(r"\1<wbr>", str(escape(text))))  # noqa: S704 - escaped here


def on_web(address: str | None) -> bool:
    """Whether an address may stand behind a link: what came from outside may say `javascript:`."""
    return bool(address) and str(address).startswith(("http://", "https://"))


def reason(note: RevisionNote) -> str:
    """Why the archive has this revision."""
    match note.reason:
        case "edit":
            return "edited by staff"
        case "article":
            return "text of the article"
    return "changed at its source" if note.number > 1 else "first import"


def whose_text(text: FullText) -> str:
    """Whether a report is told by the article itself or by the feed, and why."""
    if text.chosen == "article":
        return f"the article: {text.why}"
    if text.chosen == "feed":
        return f"its feed: {text.why}"
    if text.waiting:
        return "its feed; the article is still to be fetched"
    return f"its feed; the article could not be fetched: {text.why}"


def grouped(number: int) -> str:
    """Thousands parted by a thin space that does not break."""
    return f"{number:,}".replace(",", "\u202f")


def took(milliseconds: float) -> str:
    return f"{milliseconds:.0f} ms" if milliseconds >= 1 else "under 1 ms"


def defang(value: str, type: str) -> str:
    """An indicator that no program takes for a link: `hxxp://www[.]example[.]org/x`, `billing[at]example[.]org`."""
    if type == "url":
        return _HOST.sub(lambda found: _hxxp(found[1] or "") + _dots(found[2]), value)
    if type == "email":
        return _dots(value.replace("@", "[at]"))
    return _dots(value) if type in ("domain", "ipv4", "cidr") else value


def citation(report: Report, address: str) -> str:
    """Who said it, when, under which title and where: one line to paste into a footnote."""
    holder = (report.rights and (report.rights.credit or report.rights.holder)) or (
        report.author or (report.source and report.source.name) or "Author unknown"
    )
    dated = spelled(report.date) if report.date else "no date"
    ref = f" {report.ref}." if report.ref else ""
    return f"{holder} ({dated}). “{report.title}”.{ref} {address}"


def notice(report: Report) -> Markup:
    """The reproduction notice as it stands, its source URL made a link."""
    rights = report.rights
    if rights is None or not rights.conditions:
        return Markup("")
    text = escape(rights.conditions)
    if rights.url and on_web(rights.url):
        link = Markup('<a href="{}" rel="noopener">{}</a>').format(rights.url, breakable(rights.url))
        text = Markup(str(text).replace(str(escape(rights.url)), str(link), 1))  # noqa: S704 - both sides are escaped
    return text


def _hxxp(scheme: str) -> str:
    return re.sub("^http", "hxxp", scheme, flags=re.IGNORECASE)


def _dots(text: str) -> str:
    return text.replace(".", "[.]")
