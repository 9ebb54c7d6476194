"""Judged collections are read in every form they come in, and what is wrong with one is named."""

from pathlib import Path

import pytest

from tests.bench.relevance.collection import Unreadable
from tests.bench.relevance.reading import read

JSONL = {
    "docs.jsonl": '{"id": "1", "title": "On worms", "body": "They dig."}\n{"id": "2", "title": "", "body": "None"}\n',
    "queries.jsonl": '{"id": "7", "text": "worms dig"}\n{"id": "8", "text": "never judged"}\n',
    "qrels.tsv": "7\t1\t1\n7\t2\t0\n",
}
BEIR = {
    "corpus.jsonl": '{"_id": "1", "title": "On worms", "text": "They dig."}\n{"_id": "2", "text": "None"}\n',
    "queries.jsonl": '{"_id": "7", "text": "worms dig"}\n{"_id": "8", "text": "never judged"}\n',
    "qrels/test.tsv": "query-id\tcorpus-id\tscore\n7\t1\t1\n7\t2\t0\n",
}
SMART = {
    "CISI.ALL": ".I 1\n.T\nOn\nworms\n.A\nSomebody\n.W\nThey dig.\n.X\n1\t5\t1\n.I 2\n.T\n.W\nNone\n",
    "CISI.QRY": ".I 7\n.W\nworms\ndig\n.I 8\n.W\nnever judged\n",
}
ARTICLE = "<DOC>\n<DOCNO> {} </DOCNO>\n<HEADLINE>{}</HEADLINE>\n<TEXT>\n<P>{}</P>\n</TEXT>\n</DOC>\n"
TOPIC = "<top>\n<num> Number: {}\n<title> {}\n<desc> Description:\nSomething longer.\n</top>\n"
FORMS = {
    "JSON lines": JSONL,
    "BEIR": BEIR,
    "CISI": SMART | {"CISI.REL": "     7      1\t0\t0.000000\n"},
    "CACM": SMART | {"qrels.text": "07 1  0 0\n"},
    "Medline": SMART | {"MED.REL": "7 0 1 1\n"},
    "Cranfield, queries by place": SMART | {"cranqrel": "1 1 2\n1 2 -1\n"},
    "NPL": {
        "doc-text": "1\nOn worms\nThey dig.\n   /\n2\nNone\n   /\n",
        "query-text": "7\nWORMS DIG\n/\n8\nNEVER JUDGED\n/\n",
        "rlv-ass": "7\n     1\n   /\n",
    },
    "TREC": {
        "articles": ARTICLE.format("1", "On worms", "They dig.") + ARTICLE.format("2", "", "None"),
        "topics.txt": TOPIC.format("007", "worms dig") + TOPIC.format("008", "never judged"),
        "qrels.txt": "7 0 1 1\n7 0 2 0\n",
    },
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_collection(form, tmp_path):
    collection = read(folder(tmp_path, FORMS[form]))
    assert [one.id for one in collection.documents] == ["1", "2"]
    first, second = (f"{one.title} {one.body}".strip() for one in collection.documents)
    assert (first, second) == ("On worms They dig.", "None")
    assert collection.queries == {"7": "worms dig", "8": "never judged"}
    assert {document for document, grade in collection.judgements["7"].items() if grade > 0} == {"1"}


def test_only_queries_with_a_relevant_document_are_asked(tmp_path):
    assert read(folder(tmp_path, JSONL)).asked == ["7"]


@pytest.mark.parametrize(
    ("files", "wrong"),
    [
        ({}, "no documents"),
        (JSONL | {"qrels.tsv": "7\t2\t0\n"}, "no query"),
        (JSONL | {"qrels.tsv": "7 1 1\n"}, "qrels.tsv, line 1"),
        (JSONL | {"docs.jsonl": '{"id": "1", "body": "x"}\n{"id"\n'}, "docs.jsonl, line 2"),
        (FORMS["CISI"] | {"CISI.REL": "7\n"}, "CISI.REL, row 1"),
        (FORMS["TREC"] | {"qrels.txt": "7 0 1 1\n7 1\n"}, "qrels.txt, line 2"),
        (FORMS["NPL"] | {"rlv-ass": "7\n 1\n"}, "rlv-ass: the last entry, 7,"),
    ],
)
def test_what_is_wrong_is_named(files, wrong, tmp_path):
    with pytest.raises(Unreadable, match=wrong):
        read(folder(tmp_path, files))


def folder(place: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = place / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="latin-1")
    return place
