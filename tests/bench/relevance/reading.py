"""Reading a judged collection from a folder, in whichever of the known forms it is."""

from pathlib import Path

from tests.bench.relevance import glasgow, jsonl, smart, trec
from tests.bench.relevance.collection import Collection, Unreadable


def read(folder: Path) -> Collection:
    """Raises Unreadable where documents, queries or judgements are missing, or a file of them is not in its form."""
    for form in (jsonl, smart, glasgow, trec):
        documents = form.documents(folder)
        if not documents:
            continue
        collection = Collection(folder.name, tuple(documents), form.queries(folder), form.judgements(folder))
        if not collection.asked:
            raise Unreadable(f"{folder}: no query of which a document is judged relevant")
        return collection
    raise Unreadable(f"{folder}: no documents as JSON lines, in the form of SMART, of Glasgow's NPL, or of TREC")
