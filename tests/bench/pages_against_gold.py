"""How well the main text, title and date of real web pages are read, beside trafilatura at each of its settings.

Run as `python -m tests.bench pages`: below CORPUS lie html-readability-pages (a folder a page, with source.html and
expected-metadata.json) and html-article-gold (html/*.html.gz and ground-truth.json with the text). The measure of text
is that of the article extraction benchmark: precision and recall of shingles of four words.
"""

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import trafilatura

from ingest.files import read_page
from ingest.types import Capture, Draft

FOCUSES = {"": {}, "recall": {"favor_recall": True}, "precision": {"favor_precision": True}}
SPEEDS = {"": {}, "fast": {"fast": True}}
PARTS = {
    "": {},
    "no comments": {"include_comments": False},
    "no comments or tables": {"include_comments": False, "include_tables": False},
    "no comments, with links and pictures": {
        "include_comments": False, "include_formatting": True, "include_links": True, "include_images": True,
    },
}  # fmt: skip

Reader = Callable[[bytes, str], str]  # from a page and its address to its text


def main(corpus: Path) -> None:
    titles_and_dates(corpus / "html-readability-pages")
    texts(corpus / "html-article-gold")


def titles_and_dates(folder: Path) -> None:
    right = alike = dated = wanted = 0
    wrong = []
    pages = sorted(folder.glob("*/source.html"))
    for path in pages:
        gold = json.loads((path.parent / "expected-metadata.json").read_text(encoding="utf-8"))
        draft = page(path.read_bytes(), "http://fakehost/test/page.html")
        right += same_title(draft.title, gold["title"])
        alike += similar_title(draft.title, gold["title"])
        if not similar_title(draft.title, gold["title"]):
            wrong.append(f"{path.parent.name}: {draft.title!r} should be {gold['title']!r}")
        if gold.get("publishedTime"):
            wanted += 1
            hit = draft.published is not None and draft.published.isoformat()[:10] == day(gold["publishedTime"])
            dated += hit
            if not hit:
                wrong.append(f"{path.parent.name}: {draft.published} should be {gold['publishedTime']}")
    print(f"titles equal, or one within the other: {alike}/{len(pages)} = {alike / len(pages):.3f}")
    print(f"titles equal but for the name of the site: {right}/{len(pages)} = {right / len(pages):.3f}")
    print(f"days of publication: {dated}/{wanted} = {dated / wanted:.3f}", *wrong, sep="\n  ")


@dataclass(frozen=True, slots=True)
class Figures:
    precision: float
    recall: float
    pages_a_second: float
    longest: float  # seconds

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def texts(folder: Path) -> None:
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    bodies = {name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in gold}
    print(f"\n| {len(gold)} pages | precision | recall | F1 | pages/s | longest |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, reader in readers():
        told = measure([(bodies[key], truth["url"], truth["articleBody"]) for key, truth in gold.items()], reader)
        measures = f"{told.precision:.4f} | {told.recall:.4f} | {told.f1:.4f}"
        print(f"| {name} | {measures} | {told.pages_a_second:.1f} | {told.longest:.2f} s |", flush=True)


def readers() -> Iterator[tuple[str, Reader]]:
    """Ours gives title, dates, links and pictures with the text; trafilatura is asked for the plain text alone."""
    yield "ours", lambda body, url: page(body, url).body_text
    for focus, speed, parts in product(FOCUSES, SPEEDS, PARTS):
        options = FOCUSES[focus] | SPEEDS[speed] | PARTS[parts]
        name = ", ".join(filter(None, (focus, speed, parts))) or "as it comes"
        yield f"trafilatura, {name}", theirs(options)


def theirs(options: dict[str, bool]) -> Reader:
    return lambda body, url: trafilatura.extract(body, url=url, **options) or ""


def measure(pages: list[tuple[bytes, str, str]], reader: Reader, rounds: int = 2) -> Figures:
    """The text of each page; of the times of some rounds the fastest counts."""
    hits = given = wanted = 0
    best = [float("inf")] * len(pages)
    for round_ in range(rounds):
        for at, (body, url, truth) in enumerate(pages):
            begun = time.perf_counter()
            text = reader(body, url)
            best[at] = min(best[at], time.perf_counter() - begun)
            if round_ == 0:
                ours, true = shingles(text), shingles(truth)
                hits += (ours & true).total()
                given += ours.total()
                wanted += true.total()
    return Figures(hits / given, hits / wanted, len(pages) / sum(best), max(best))


def page(body: bytes, url: str) -> Draft:
    draft = read_page(Capture(url, body, "text/html", datetime.now(UTC)))[0]
    assert isinstance(draft, Draft), draft
    return draft


def similar_title(ours: str, gold: str) -> bool:
    """Equal after case folding, or one contains the other."""
    one, other = (" ".join(words.casefold().split()) for words in (ours, gold))
    return bool(one) and (one in other or (bool(other) and other in one))


def same_title(ours: str, gold: str) -> bool:
    """Equal but for spaces; or the gold one, which is often the whole title element, has the name of a site besides."""
    short, long = (" ".join(words.split()) for words in (ours, gold))
    rest = long.replace(short, "", 1).strip() if short in long else "?"
    return short == long or bool(re.match(r"[\[(|/»:–—-]", rest) or re.search(r"[|/»:–—-]$", rest))


def day(written: str) -> str:
    moment = datetime.fromisoformat(written)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()[:10]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))
