"""The sample archive is whole, agrees with itself, and names nothing outside the reserved names and ranges."""

import re
from calendar import timegm
from collections.abc import Iterator
from datetime import date
from ipaddress import IPv4Network, IPv6Address, ip_address, ip_network
from pathlib import Path

import feedparser
import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from kb.paths import PACKAGE

SAMPLES = PACKAGE / "samples"
STATEMENTS = sorted((SAMPLES / "statements").iterdir())
PAGES = sorted((SAMPLES / "pages").iterdir())
FEED = SAMPLES / "news" / "feed.xml"
EVERYTHING = [*STATEMENTS, *PAGES, FEED]

SITE = "https://www.breakwater.example"
CATEGORIES = {"Report", "Policy", "Legal", "Notice", "Answer"}
PAGE_KEYS = {"about", "contacts", "legal", "privacy", "glossary", "listing-policy"}
DOCUMENTATION = [
    ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]  # RFC 5737, RFC 3849
RETURN_CODES = IPv4Network("127.0.0.0/8")  # what a DNSBL answers with: RFC 5782, section 2.3
RESERVED_HOST = re.compile(r"(?:^|\.)(?:example|test|example\.org|example\.net)$")  # RFC 2606
FILE_ENDINGS = {"exe", "dll", "php", "zip", "doc", "sh", "dat", "txt", "json", "xml", "gif", "css", "ico"}

NOTICE = re.compile(
    r'Copyright © 2024 Breakwater Blocklist Foundation\. Reproduction from "(?P<title>[^"]+)" is permitted provided '
    r'you quote the source as "The Breakwater Project" and provide a link to the source url: (?P<url>https://\S+)'
)
DEFANGED = [
    (re.compile(r"hxxp", re.I), "http"),
    (re.compile(r" ?(?:\[\.\]|\[dot\]|\(dot\)|\{dot\}) ?", re.I), "."),
    (re.compile(r" ?(?:\[@\]|\[at\]|\(at\)|\{at\}) ?", re.I), "@"),
]


def name(path: Path) -> str:
    return path.name


every_statement = pytest.mark.parametrize("path", STATEMENTS, ids=name)
every_document = pytest.mark.parametrize("path", EVERYTHING, ids=name)


def plain(path: Path) -> str:
    """A statement as its reader sees it; the feed and the Markdown as they are; all without defanging."""
    text = path.read_text(encoding="utf-8")
    for pattern, written in DEFANGED:
        text = pattern.sub(written, text)
    return re.sub(r'xmlns:\w+="[^"]*"', "", text)


def lines(path: Path) -> list[str]:
    """The lines of a statement in either form, blank ones left out."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        soup = BeautifulSoup(text, "html.parser")
        for image in soup.find_all("img", alt=True):
            image.replace_with(image["alt"])
        for cell in soup.find_all(["br", "td", "tr", "p"]):
            cell.append("\n")
        text = soup.get_text()
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def labelled(path: Path, label: str) -> str:
    (found,) = (line.removeprefix(label).strip() for line in lines(path) if line.startswith(label))
    return found


def notice(path: Path) -> re.Match[str]:
    found = NOTICE.search(" ".join(lines(path)))
    assert found, f"{path.name} has no reproduction notice"
    return found


def index_titles(path: Path) -> list[str]:
    shown = lines(path)
    start = shown.index("Statements Index") + 1
    end = next(at for at, line in enumerate(shown) if line.startswith("Copyright ©"))
    return shown[start:end]


def front_matter(path: Path) -> dict[str, object]:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert len(body.split()) > 150
    found = yaml.safe_load(head)
    assert isinstance(found, dict)
    return found


def addresses(text: str) -> Iterator[str]:
    """IPv4 and IPv6 addresses and ranges; a run of numbers that goes on as a host name is none."""
    yield from re.findall(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?!\w|\.\w)", text)
    for word in re.findall(r"(?<![\w:])[0-9a-f:]{5,}(?:/\d{1,3})?(?![\w:])", text, re.I):
        try:
            IPv6Address(word.split("/")[0])
        except ValueError:
            continue  # a time of day
        yield word


def hosts(text: str) -> Iterator[str]:
    for word in re.findall(r"(?<![\w.-])(?:[a-z0-9_-]+\.)+[a-z]{2,}(?![\w-])", text, re.I):
        if word.rsplit(".")[-1].lower() not in FILE_ENDINGS and not word.startswith("W32."):
            yield word.lower()


def test_twelve_statements_stand_in_two_forms() -> None:
    assert sorted(path.suffix for path in STATEMENTS) == [".html"] * 8 + [".txt"] * 4


def test_statements_span_the_categories_and_the_years() -> None:
    assert {labelled(path, "Category:") for path in STATEMENTS} == CATEGORIES
    years = {date.fromisoformat(labelled(path, "Updated:")).year for path in STATEMENTS}
    assert (min(years), max(years)) == (2009, 2024)


@every_statement
def test_a_statement_has_every_part_of_the_page_in_its_order(path: Path) -> None:
    shown = lines(path)
    title = notice(path)["title"]
    parts = ["Statement", "Category:", "Updated:", "Statement Ref:", "Blocklist Help", "Associated Documents"]
    parts += ["Statements Index", "Copyright ©", "© 2009-2024", "Legal | Privacy"]
    places = [next(at for at, line in enumerate(shown) if line.startswith(part)) for part in parts]
    assert places == sorted(places)
    assert "Bookmark and Share" in " ".join(shown[: places[0]])
    assert title in " ".join(shown[: places[0]])


@every_statement
def test_number_ref_file_and_source_url_agree(path: Path) -> None:
    number, slug = path.stem.split("-", 1)
    assert labelled(path, "Statement Ref:") == f"S0{number}"
    assert notice(path)["url"] == f"{SITE}/organization/statement/{number}/{slug}"


@every_statement
def test_a_statement_says_enough_and_not_too_much(path: Path) -> None:
    shown = lines(path)
    start, end = shown.index("Associated Documents"), shown.index("Statements Index")
    assert 250 <= len(" ".join(shown[start:end]).split()) <= 700


def test_all_statements_carry_one_index_of_which_one_title_is_not_held() -> None:
    indexes = {tuple(index_titles(path)) for path in STATEMENTS}
    assert len(indexes) == 1
    (titles,) = indexes
    held = {notice(path)["title"] for path in STATEMENTS}
    assert len(titles) == len(set(titles)) == 13
    assert set(titles) - held == {"Case Dismissed: Zenquill Offers v. The Breakwater Project"}
    assert held < set(titles)


@pytest.mark.parametrize("path", [path for path in STATEMENTS if path.suffix == ".html"], ids=name)
def test_legacy_html_is_balanced_and_leans_on_no_ids_or_classes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for tag in ("table", "tr", "td", "th", "font", "p", "ul", "li", "a", "b", "h3", "div"):
        assert len(re.findall(rf"<{tag}[ >]", text)) == text.count(f"</{tag}>"), tag
    for element in BeautifulSoup(text, "html.parser").find_all(True):
        assert isinstance(element, Tag)
        assert not {"id", "class"} & set(element.attrs)


@every_document
def test_links_within_the_site_lead_to_what_the_archive_knows(path: Path) -> None:
    known = {notice(statement)["url"] for statement in STATEMENTS}
    known |= {str(front_matter(page)["url"]) for page in PAGES}
    known.add(f"{SITE}/organization/statement/38/case-dismissed-zenquill-offers-v.-the-breakwater-project")
    linked = set(re.findall(rf'{SITE}/(?:organization|faq)/[^\s"<>)]+', path.read_text(encoding="utf-8")))
    assert linked <= known


@every_document
def test_addresses_are_from_the_documentation_ranges(path: Path) -> None:
    for found in addresses(plain(path)):
        net = ip_network(found)  # strict: a range has no host bits
        first = ip_address(net.network_address)
        assert first in RETURN_CODES or any(first in allowed for allowed in DOCUMENTATION), found
    for asn in re.findall(r"\bAS(\d+)", plain(path)):
        assert asn == "0" or 64496 <= int(asn) <= 64511, asn  # RFC 5398; AS0 is RFC 7607


@every_document
def test_hosts_are_below_the_reserved_names(path: Path) -> None:
    assert {host for host in hosts(plain(path)) if not RESERVED_HOST.search(host)} == set()


@every_document
def test_hashes_have_the_length_of_their_algorithm(path: Path) -> None:
    assert {len(found) for found in re.findall(r"\b[0-9a-f]{20,}\b", plain(path))} <= {32, 40, 64}


def test_the_archive_has_indicators_of_every_kind() -> None:
    text = " ".join(plain(path) for path in EVERYTHING)
    for kind in (
        r"\b[0-9a-f]{32}\b",
        r"\b[0-9a-f]{40}\b",
        r"\b[0-9a-f]{64}\b",
        r"CVE-\d{4}-\d{4,}",
        r"\bT\d{4}\.\d{3}",
    ):
        assert re.search(kind, text), kind
    assert {"/" in found for found in addresses(text)} == {True, False}


def test_the_feed_reads_without_repair() -> None:
    feed = feedparser.parse(FEED.read_bytes())
    assert not feed.bozo
    assert (feed.version, len(feed.entries)) == ("rss20", 12)
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [f"{SITE}/news/feed.xml"]
    assert len({entry.id for entry in feed.entries}) == 12


def test_each_post_has_a_true_date_an_author_tags_and_its_text() -> None:
    entries = feedparser.parse(FEED.read_bytes()).entries
    times = [timegm(entry.published_parsed) for entry in entries]
    assert times == sorted(times, reverse=True)
    for entry in entries:
        assert 2021 <= entry.published_parsed.tm_year <= 2024
        weekday = date(*entry.published_parsed[:3]).strftime("%a")
        assert entry.published.startswith(f"{weekday}, ")
        assert entry.author == "Breakwater listing team"
        assert entry.tags
        assert 80 <= len(BeautifulSoup(entry.content[0].value, "html.parser").get_text(" ").split()) <= 250


def test_pages_say_what_they_are_and_have_a_key_of_their_own() -> None:
    heads = [front_matter(path) for path in PAGES]
    keys = {str(head["key"]) for head in heads}
    assert len(keys) == len(PAGES)
    assert keys >= PAGE_KEYS
    assert sum(key.startswith("faq-") for key in keys) == 3
    for path, head in zip(PAGES, heads, strict=True):
        assert path.stem == head["key"]
        assert head["kind"] in {"faq", "glossary", "page"}
        assert isinstance(head["updated"], date)
        assert head["title"]
        assert str(head["url"]).endswith(f"/{head['slug']}")


def test_the_glossary_gives_each_term_once_in_order() -> None:
    text = (SAMPLES / "pages" / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^## (.+)$", text, re.M)
    assert len(terms) >= 25
    assert terms == sorted(set(terms), key=str.lower)
