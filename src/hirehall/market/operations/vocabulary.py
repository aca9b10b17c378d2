"""The words of a hall that typos are measured against: few, so that a trigram look-up stays cheap."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from hirehall.foundation.ids import new_id
from hirehall.market.models import Word

WORD = re.compile(r"[^\W_]{3,40}")


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case without accents, three letters and more, each once."""
    bare = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return list(dict.fromkeys(WORD.findall(bare)))


def learn(hall_id: UUID, texts: Iterable[tuple[str, int]]) -> None:
    """Add the words of the texts to the hall's vocabulary. ``texts`` is (text, weight)."""
    weights: dict[str, int] = {}
    for text, weight in texts:
        for word in plain_words(text):
            weights[word] = max(weight, weights.get(word, 0))
    Word.objects.bulk_create(
        [
            Word(id=new_id(), hall_id=hall_id, word=word, weight=weight)
            for word, weight in sorted(weights.items())
        ],
        ignore_conflicts=True,
    )
