"""The command line with the formats that programs exchange: tables by their columns, web archives in and out."""

import io
import json

import pytest
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from kb.cli import main
from tests.ingest.exchange.documents import ADVISORY, BUNDLE

PAGE = "<html><head><title>The {} worm</title></head><body><p>It returns to the {} garden.</p></body></html>"


@pytest.fixture
def kb(settings, monkeypatch):
    """Run `kb` on an archive of one's own; `data` names another one."""

    def run(*words: str, data: str = str(settings.data)) -> Result:
        monkeypatch.setenv("KB_DATA", data)
        return CliRunner().invoke(main, list(words), catch_exceptions=False)

    assert run("init").exit_code == 0
    return run


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("red", "blue"):
        (folder / f"{name}.html").write_text(PAGE.format(name, name), encoding="utf-8")
    return folder


def sums(result: Result) -> dict[str, object]:
    told = json.loads(result.stdout)
    return {name: len(count) if name == "failed" else count for name, count in told.items() if count}


def test_columns_of_any_name_are_mapped_by_an_option(kb, tmp_path):
    table = tmp_path / "reports.csv"
    table.write_text("Headline,Words\nThe red worm,It sleeps.\n,It has no title.\n", encoding="utf-8")
    mapped = kb("import", "--json", "--map", "title=Headline,body=Words", str(table))
    assert mapped.exit_code == 1
    assert sums(mapped) == {"items": 2, "new": 1, "failed": 1}
    assert json.loads(mapped.stdout)["failed"][0]["item"] == "line 3"
    assert "The red worm" in kb("search", "sleeps").output


@pytest.mark.parametrize("columns", ["title", "title=", "nonsense=Headline"])
def test_a_mapping_that_says_nothing_is_wrong_usage(kb, columns):
    assert kb("import", "--map", columns, "x.csv").exit_code == 2


@pytest.mark.parametrize("name", ["all.warc", "all.warc.gz"])
def test_what_is_exported_as_a_web_archive_is_the_same_when_it_is_imported(kb, pages, tmp_path, name):
    warc, other = tmp_path / name, str(tmp_path / "other")
    assert sums(kb("import", "--json", str(pages))) == {"items": 2, "new": 2}
    told = kb("export", "--warc", str(warc))
    assert (told.exit_code, told.output) == (0, f"2 captures in {warc}\n")
    assert sums(kb("import", "--json", str(warc))) == {"items": 2, "unchanged": 2}
    kb("init", data=other)
    assert sums(kb("import", "--json", str(warc), data=other)) == {"items": 2, "new": 2}
    assert "The red worm" in kb("search", "garden", data=other).output
    again = tmp_path / f"again-{name}"
    kb("export", "--warc", str(again), data=other)  # the documents, not the web archive that they came in
    assert payloads(again.read_bytes()) == payloads(warc.read_bytes())


def payloads(warc: bytes) -> list[tuple[str, bytes]]:
    records = ArchiveIterator(io.BytesIO(warc))
    return [
        (one.rec_headers["WARC-Target-URI"], one.content_stream().read())
        for one in records
        if one.rec_type != "warcinfo"
    ]


def test_a_capture_that_is_lost_is_named_and_all_others_are_written(kb, pages, settings, tmp_path):
    kb("import", str(pages))
    next((settings.data / "captures").glob("*/*.gz")).unlink()
    told = kb("export", "--warc", str(tmp_path / "all.warc"))
    assert told.exit_code == 1
    assert "restore it from a backup" in told.output
    assert "1 capture in" in told.output


def test_an_export_that_fails_leaves_no_half_of_a_file(kb, tmp_path):
    (tmp_path / "all.warc").write_bytes(b"older")
    assert kb("export", "--warc", str(tmp_path / "nowhere" / "all.warc")).exit_code == 1
    assert kb("export", "--warc", str(tmp_path / "all.warc")).exit_code == 0
    assert sorted(path.name for path in tmp_path.glob("*all*")) == ["all.warc"]
    assert (tmp_path / "all.warc").read_bytes() != b"older"


RETELLINGS = {
    "b.json": json.dumps(BUNDLE), "a.json": json.dumps(ADVISORY),
    "t.csv": "title,url,body\nThe worm returns,https://labs.example/worm,In short.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", RETELLINGS)
def test_what_a_bundle_advisory_or_table_says_of_a_page_does_not_take_its_place(kb, tmp_path, name):
    page = tmp_path / "page.md"
    page.write_text("---\ntitle: The page\nurl: https://labs.example/worm\n---\nThe whole article.", encoding="utf-8")
    other = tmp_path / "other.md"
    other.write_text("---\ntitle: The page\nurl: https://labs.example/adv-1\n---\nIts whole text.", encoding="utf-8")
    told = tmp_path / name
    told.write_text(RETELLINGS[name], encoding="utf-8")
    assert sums(kb("import", "--json", str(page), str(other), str(told))) == {"items": 3, "new": 3}
    assert sums(kb("import", "--json", str(told), str(page), str(other))) == {"items": 3, "unchanged": 3}


def test_an_export_needs_to_know_where_to(kb):
    assert kb("export").exit_code == 2


def test_what_is_left_out_of_a_web_archive_is_told(kb, pages, tmp_path):
    kb("import", str(pages))
    archive = tmp_path / "all.warc"
    kb("export", "--warc", str(archive))
    crawled = tmp_path / "crawled.warc"
    crawled.write_bytes(b"WARC/1.1\r\nWARC-Type: request\r\nContent-Length: 0\r\n\r\n\r\n\r\n" + archive.read_bytes())
    told = json.loads(kb("import", "--json", str(crawled)).stdout)
    [note] = told["notes"]
    assert note.startswith(f"{crawled}: records that hold no document to read: ")
    assert f"note {note}" in kb("import", str(crawled)).stderr
    assert "notes" not in json.loads(kb("import", "--json", str(pages)).stdout)
