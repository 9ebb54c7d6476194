"""Titles and dates of real reports, held against what the files themselves say."""

import gzip
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from ingest.files import open_file, read_markdown, read_plain
from ingest.types import Draft, Failure, Kind
from tests.bench.pages_against_gold import day, measure, page, same_title, theirs
from tests.shared import shared


def files(name: str, ending: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(shared("corpus", name).glob(f"*.{ending}")):
        if path.name != "SOURCE.txt":
            yield path, path.read_text(encoding="utf-8", errors="replace")


def drafted(item: Draft | Failure) -> Draft:
    assert isinstance(item, Draft)
    return item


def test_vendor_reports_have_their_title_on_line_one_and_their_date_on_line_two() -> None:
    for path, text in files("reports-annoctr", "txt"):
        draft, lines = drafted(read_plain(open_file(path))), text.split("\n")
        form = "%b %d, %Y" if re.match(r"\w{3} ", lines[1]) else "%B %d, %Y"
        assert draft.title == " ".join(lines[0].split()), path.name
        assert draft.published is not None, path.name
        assert draft.published.date() == datetime.strptime(lines[1].strip(), form).date(), path.name  # noqa: DTZ007


def test_short_reports_have_the_date_of_their_first_line_else_of_their_name() -> None:
    for path, text in files("reports-unit42-timely", "txt"):
        draft = drafted(read_plain(open_file(path)))
        stated = re.match(r"\d{4}-\d\d-\d\d(?!\d)", text)
        assert draft.published is not None, path.name
        assert draft.published.date().isoformat() == (stated[0] if stated else path.name[:10]), path.name
        assert not re.match(r"\d{4}-\d\d-\d\d", draft.title), path.name


def test_advisories_have_the_id_date_aliases_and_heading_of_their_file() -> None:
    for path, text in files("archive-rustsec-md", "md"):
        draft = drafted(read_markdown(open_file(path)))
        fields, _, body = text.removeprefix("```toml\n").partition("\n```")
        advisory = tomllib.loads(fields)["advisory"]
        assert (draft.kind, draft.key) == (Kind.ADVISORY, advisory["id"])
        assert draft.published is not None, path.name
        assert draft.published.date().isoformat() == str(advisory["date"])
        heading = re.search(r"^#+ +(.*?)[ #]*$", body, re.MULTILINE)
        assert heading is not None, path.name
        assert plain(draft.title) == plain(heading[1]), path.name
        assert all(alias in draft.body_text for alias in advisory.get("aliases", []))


def test_analyses_have_their_first_heading_and_the_disclosure_date_where_a_day_is_given() -> None:
    for path, text in files("archive-p0-rca-md", "md"):
        draft = drafted(read_markdown(open_file(path)))
        heading = re.search(r"^#+ (.*)$", text, re.MULTILINE)
        stated = re.search(r"\*\*Disclosure.*Date:\*\*[ \t]*(\S.*)$", text, re.MULTILINE)
        assert heading is not None, path.name
        assert plain(draft.title) == plain(heading[1]), path.name
        assert (draft.published is None) == (stated is None), path.name
        if stated and draft.published:
            parts = {f"{draft.published:%d}", str(draft.published.day), f"{draft.published.day:02}"}
            assert f"{draft.published:%Y}" in stated[1], path.name
            assert f"{draft.published:%b}" in stated[1], path.name
            assert parts & set(re.findall(r"\d+", stated[1])), path.name


def plain(heading: str) -> str:
    return re.sub(r"[`*\\\s]+", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading))


def test_nine_of_ten_real_pages_have_the_right_title_and_date() -> None:
    titles, dates = [], []
    for path in sorted(shared("corpus", "html-readability-pages").glob("*/source.html")):
        gold = json.loads((path.parent / "expected-metadata.json").read_text(encoding="utf-8"))
        draft = page(path.read_bytes(), "https://pages.example/test/page.html")
        titles.append(same_title(draft.title, gold["title"]))
        if gold.get("publishedTime"):
            dates.append(draft.published is not None and draft.published.isoformat()[:10] == day(gold["publishedTime"]))
    assert sum(titles) >= 0.9 * len(titles)
    assert sum(dates) >= 0.9 * len(dates)


def test_the_main_text_of_real_pages_is_at_least_as_good_as_trafilatura_takes_it() -> None:
    folder = shared("corpus", "html-article-gold")
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = [
        (gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), truth["url"], truth["articleBody"])
        for name, truth in sorted(gold.items())[:25]
    ]
    best = measure(pages, theirs({"favor_precision": True, "include_comments": False}), rounds=1)
    assert measure(pages, lambda body, url: page(body, url).body_text, rounds=1).f1 >= max(best.f1, 0.95)
