"""Links that carry a report elsewhere: to people, without any script, and to programs, as other formats."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from kb.web.siblings import FORMS


@dataclass(frozen=True, slots=True)
class Link:
    name: str
    href: str


def share_links(title: str, address: str) -> list[Link]:
    """Mail first; then the services whose share pages are plain addresses."""
    services = {
        "Bluesky": ("https://bsky.app/intent/compose", {"text": f"{title} {address}"}),
        "LinkedIn": ("https://www.linkedin.com/sharing/share-offsite/", {"url": address}),
        "Hacker News": ("https://news.ycombinator.com/submitlink", {"u": address, "t": title}),
        "Reddit": ("https://www.reddit.com/submit", {"url": address, "title": title}),
        "X": ("https://x.com/intent/post", {"url": address, "text": title}),
    }
    mail = f"mailto:?{urlencode({'subject': title, 'body': address}, quote_via=quote)}"
    return [Link("Mail", mail), *(Link(name, f"{base}?{urlencode(given)}") for name, (base, given) in services.items())]


def siblings(path: str) -> list[Link]:
    """The same report in other formats: its permalink with an ending."""
    return [Link(form.name, f"{path}.{ending}") for ending, form in FORMS.items()]
