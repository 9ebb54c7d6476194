"""bm25s: title and body as one text, its own list of English stop words, English stems, its default weighting."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import bm25s
import Stemmer

from tests.bench.corpus import Report


class Engine:
    def __init__(self, folder: Path) -> None:
        self._folder = folder / "bm25s"
        self._stem = Stemmer.Stemmer("english").stemWords
        self._ranking: Any = None

    def build(self, reports: Iterable[Report]) -> None:
        texts = [f"{report.title} {report.body}" for report in reports]
        ranking = bm25s.BM25()
        ranking.index(self._tokens(texts), show_progress=False)
        ranking.save(self._folder)

    def open(self) -> None:
        self._ranking = bm25s.BM25.load(self._folder)

    def rank(self, words: Sequence[str], depth: int) -> list[int]:
        depth = min(depth, self._ranking.scores["num_docs"])
        rows, scores = self._ranking.retrieve(self._tokens([" ".join(words)]), k=depth, show_progress=False)
        return [int(row) + 1 for row, score in zip(rows[0], scores[0], strict=True) if score > 0]

    def _tokens(self, texts: list[str]) -> Any:
        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stem, show_progress=False)
