"""How well the main text, title and date of real web pages are read.

Run as `python -m tests.bench.pages_against_gold CORPUS`: below CORPUS lie html-readability-pages (a folder a page, with
source.html and expected-metadata.json) and html-article-gold (html/*.html.gz and ground-truth.json with the text).
The measure of text is that of the article extraction benchmark: precision and recall of shingles of four words.
"""

import gzip
import json
import re
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from ingest.files import read_page
from ingest.types import Capture, Draft


def main(corpus: Path) -> None:
    titles(corpus / "html-readability-pages")
    texts(corpus / "html-article-gold")


def titles(folder: Path) -> None:
    right, dated, wanted, wrong = 0, 0, 0, []
    pages = sorted(folder.glob("*/source.html"))
    for path in pages:
        gold = json.loads((path.parent / "expected-metadata.json").read_text(encoding="utf-8"))
        draft = page(path.read_bytes(), "http://fakehost/test/page.html")
        good = same_title(draft.title, gold["title"])
        right += good
        if not good:
            wrong.append((path.parent.name, draft.title, gold["title"]))
        if gold.get("publishedTime"):
            wanted += 1
            hit = draft.published is not None and draft.published.isoformat()[:10] == day(gold["publishedTime"])
            dated += hit
            if not hit:
                wrong.append((path.parent.name, str(draft.published), gold["publishedTime"]))
    print(f"titles {right}/{len(pages)}, dates {dated}/{wanted}", *wrong, sep="\n  ")


def texts(folder: Path) -> None:
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    hits = given = wanted = 0
    seconds = []
    for name, truth in gold.items():
        body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        begun = time.perf_counter()
        draft = page(body, truth["url"])
        seconds.append(time.perf_counter() - begun)
        ours, theirs = shingles(draft.body_text), shingles(truth["articleBody"])
        hits += sum((ours & theirs).values())
        given += sum(ours.values())
        wanted += sum(theirs.values())
    precision, recall = hits / given, hits / wanted
    print(f"text precision {precision:.3f} recall {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}")
    print(f"{len(gold)} pages, mean {sum(seconds) / len(seconds):.2f} s, longest {max(seconds):.2f} s")


def page(body: bytes, url: str) -> Draft:
    draft = read_page(Capture(url, body, "text/html", datetime.now(UTC)))[0]
    assert isinstance(draft, Draft), draft
    return draft


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


if __name__ == "__main__":
    main(Path(sys.argv[1]))
