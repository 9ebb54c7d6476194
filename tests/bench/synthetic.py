"""Reports beyond the real ones, for growth: sentences of real reports in new company."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from random import Random

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def made_up(real: Sequence[str], seed: int = 1) -> Iterator[str]:
    """Endless lines of the corpus, the same for the same seed.

    Each takes title, tags, source, date and length from one real report and its sentences from three, so that words
    and phrases stay as frequent as they are; a hash of its own makes the vocabulary grow as that of real reports does.
    """
    chance = Random(seed)
    number = len(real)
    while True:
        number += 1
        parents = [json.loads(chance.choice(real)) for _ in range(3)]
        sentences = [sentence for parent in parents for sentence in _SENTENCE.split(parent["body"])]
        chance.shuffle(sentences)
        wanted = len(_SENTENCE.split(parents[0]["body"]))
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        body = " ".join([*sentences[:wanted], digest])
        yield json.dumps(parents[0] | {"id": f"made-up-{number}", "body": body}) + "\n"
