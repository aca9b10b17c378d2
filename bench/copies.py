"""How fast a text finds its copies among others, and how many of them it finds; against reading each of the others.

python -m bench.copies [--texts 10000] [--words 400] [--probes 100]

Measures in a database of its own: on an embedded server that is started for it, or where DATABASE_URL says.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable

from bench.postings import database_of_our_own

VOCABULARY = 20_000


def main() -> None:
    """Measure and print; the time is also a ratio to reading each text of the hall."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--texts", type=int, default=10_000)
    arguments.add_argument("--words", type=int, default=400)
    arguments.add_argument("--probes", type=int, default=100)
    chosen = arguments.parse_args()
    with database_of_our_own():
        _measure(chosen.texts, chosen.words, chosen.probes)


def _measure(count: int, length: int, probes: int) -> None:
    from django.db import connection

    from hirehall.engagements.unit import queries
    from hirehall.engagements.unit.models import KeptText
    from hirehall.engagements.unit.rules import shingles
    from hirehall.foundation import clock
    from hirehall.halls.models import Hall
    from tests.makers.base import make_hall, make_person

    rng = random.Random(11)
    hall: Hall = make_hall(slug="copies")
    person = make_person("Nora Quill")
    texts = [_text(rng, length) for _ in range(count)]
    now, started = clock.now(), time.monotonic()
    sets = [shingles.prints_of(text) for text in texts]
    hashed = time.monotonic() - started
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE unit_text DROP CONSTRAINT a_text_is_of_one_thing")
    KeptText.objects.bulk_create(
        [
            KeptText(
                hall=hall, person=person, text=text, digest=shingles.digest_of(text), prints=sorted(prints), made_at=now
            )
            for text, prints in zip(texts, sets, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE unit_text")
        cursor.execute("SELECT pg_relation_size('text_by_print'), pg_total_relation_size('unit_text')")
        index, table = cursor.fetchone()
    print(f"{count:,} texts of {length} words: {sum(map(len, sets)) / count:.0f} prints each")
    print(f"hashed {count / hashed:,.0f} texts/s; index {index / 2**20:.0f} MB of {table / 2**20:.0f} MB")
    print(f"{'what the new text is':<34}{'found':>7}{'ms each':>9}{'of reading all':>16}")
    for name, change in KINDS.items():
        found = spent = read = 0.0
        for number in range(probes):
            at = rng.randrange(count)
            text = change(rng, texts[at])
            began = time.monotonic()
            new = KeptText(hall=hall, person=person, text=text, digest=shingles.digest_of(text), made_at=now)
            new.prints = sorted(shingles.prints_of(text))
            near = queries.near_texts(new)
            spent += time.monotonic() - began
            digest = shingles.digest_of(texts[at])
            ids = KeptText.objects.filter(digest=digest).values_list("id", flat=True)
            found += any(one.id in set(ids) for one in near) if name != "a text of its own" else bool(near)
            if number < 3:
                began, prints = time.monotonic(), set(new.prints)
                sum(len(prints & other) for other in sets)
                for other in KeptText.objects.values_list("prints", flat=True).iterator():
                    len(prints & set(other))
                read += time.monotonic() - began
        each, all_ = spent / probes, read / min(probes, 3)
        print(f"{name:<34}{found / probes:>7.0%}{1000 * each:>9.1f}{each / all_:>16.3f}")


def _text(rng: random.Random, length: int) -> str:
    """Words as often as a language has them: the first of the vocabulary far more than the last."""
    return " ".join(f"w{int(VOCABULARY ** rng.random())}" for _ in range(length))


def _mended(rng: random.Random, text: str, share: float) -> str:
    words = text.split()
    return " ".join(f"m{rng.randrange(10**6)}" if rng.random() < share else word for word in words)


def _moved(rng: random.Random, text: str) -> str:
    words = text.split()
    parts = [words[at : at + 20] for at in range(0, len(words), 20)]
    rng.shuffle(parts)
    return " ".join(word for part in parts for word in part)


def _lifted(rng: random.Random, text: str, length: int) -> str:
    words, own = text.split(), _text(rng, 400 - length).split()
    at = rng.randrange(len(words) - length)
    return " ".join([*own[:100], *words[at : at + length], *own[100:]])


KINDS: dict[str, Callable[[random.Random, str], str]] = {
    "the same": lambda rng, text: text.upper(),
    "one word in twenty exchanged": lambda rng, text: _mended(rng, text, 0.05),
    "one word in ten exchanged": lambda rng, text: _mended(rng, text, 0.1),
    "one word in five exchanged": lambda rng, text: _mended(rng, text, 0.2),
    "its sentences in another order": _moved,
    "a paragraph of 80 words lifted": lambda rng, text: _lifted(rng, text, 80),
    "a paragraph of 40 words lifted": lambda rng, text: _lifted(rng, text, 40),
    "a text of its own": lambda rng, text: _text(rng, 400),
}

if __name__ == "__main__":
    main()
