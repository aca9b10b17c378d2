"""Finding people among very many, beside the same engine's plain full-text query, in a database of its own.

The rows of search are made by the engine itself, with the words of the demo and others as rare as words are; only the
table that search reads is filled. The database is dropped afterwards.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.halls.models import Hall
from hirehall.market.operations.vocabulary import learn
from hirehall.market.queries.find import find_freelancers
from hirehall.market.queries.find_shapes import Asked
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.models import Skill
from hirehall.skills.queries.linking import link
from hirehall.wiring.benches.ground import scratch
from hirehall.wiring.demo import texts

TABLE = "market_freelancer_listing"
BATCH = 50_000
RARE_WORDS = 20_000
ASKED_EACH = 40
TOLD = Callable[[str], None]
NAMED_INDEXES = ("listing_text", "listing_skills", "listing_newest", "listing_by_rate")

FILL = """
INSERT INTO market_freelancer_listing (id, hall_id, person_id, name, handle, headline, summary, city, country,
  rate_minor, rate_currency, availability, hours_per_week, languages, utc_offset_minutes, category_ids, skill_ids,
  skill_names, contracts_finished, reviewed, listed, changed_at, search)
SELECT gen_random_uuid(), %(hall)s, gen_random_uuid(), name, 'm-' || n, headline, left(about, 180), city, country,
  rate, 'EUR', (ARRAY['now', 'now', 'now', 'not'])[1 + n %% 4], 30, ARRAY['en'], 0, category_ids, skill_ids,
  skill_names, (n * 7) %% 12, (n * 5) %% 9, n %% 50 <> 0, now() - (n || ' seconds')::interval,
  setweight(to_tsvector('simple', unaccent(name || ' ' || array_to_string(skill_names, ' '))), 'A') ||
  setweight(to_tsvector('english', unaccent(headline || ' ' || array_to_string(skill_names, ' '))), 'B') ||
  setweight(to_tsvector('english', unaccent(about || ' ' || city)), 'C')
FROM (SELECT n, e.*, f.name, p.city, p.country, 2000 + (random() * 12000)::int AS rate,
    e.words || ' ' || (SELECT string_agg('w' || floor(%(rare)s::int * power(random(), 3))::int, ' ')
      FROM generate_series(1, 12 + 0 * n)) AS about
  FROM generate_series(%(from)s::int, %(to)s::int) AS n
  JOIN bench_entry e ON e.at = 1 + (hashint4(n) & 2147483647) %% %(entries)s::int
  JOIN bench_name f ON f.at = 1 + (hashint4(n + 1) & 2147483647) %% %(names)s::int
  JOIN bench_place p ON p.at = 1 + n %% %(places)s::int) made
"""
PLAIN = """
SELECT *, ts_rank(search, query) AS rank FROM market_freelancer_listing, websearch_to_tsquery('english', %s) query
WHERE hall_id = %s AND listed AND search @@ query ORDER BY rank DESC, id LIMIT 20
"""


def measured(people: int, tell: TOLD) -> list[dict[str, Any]]:
    """Fill, ask, and answer the figures of each kind of question."""
    with scratch("search"):
        hall = Hall.objects.create(slug="bench", name="Bench", currency="EUR", opened_at=clock.now())
        seed_taxonomy(hall.id, by=system("command"))
        began = time.monotonic()
        fill(hall.id, people)
        tell(f"{people:,} people written and indexed in {time.monotonic() - began:.0f} s; {sizes()}")
        return [row for name, kind in questions(hall.id).items() for row in _asked(name, kind)]


def fill(hall_id: UUID, people: int) -> None:
    """Rows of search for so many people; the indexes are made afterwards, as one would after a restore."""
    skills = list(Skill.objects.filter(hall_id=hall_id).order_by("id"))
    learn(hall_id, [(" ".join([row.name, *row.synonyms]), 3) for row in skills])
    with connection.cursor() as cursor:
        entries = _vocabulary(cursor, skills)
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s", [TABLE])
        made = {name: sql for name, sql in cursor.fetchall() if name in NAMED_INDEXES}
        for name in made:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'", [TABLE]
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
        for start in range(1, people + 1, BATCH):
            end = min(people, start + BATCH - 1)
            cursor.execute(FILL, {**entries, "hall": hall_id, "from": start, "to": end, "rare": RARE_WORDS})
        for sql in made.values():
            cursor.execute(sql)
        cursor.execute(f"VACUUM ANALYZE {TABLE}")


def _vocabulary(cursor: Any, skills: list[Skill]) -> dict[str, int]:
    """What people are made of, as small tables; answers how long each is."""
    rng = random.Random(5)
    cursor.execute(
        "CREATE TEMP TABLE bench_entry (at int, headline text, words text, category_ids uuid[], skill_ids uuid[],"
        " skill_names varchar(60)[]); CREATE TEMP TABLE bench_name (at int, name text);"
        " CREATE TEMP TABLE bench_place (at int, city text, country text)"
    )
    by_category: dict[UUID, list[Skill]] = {}
    for skill in skills:
        by_category.setdefault(skill.category_id, []).append(skill)
    lines = [entry for trade in texts.trades() for entry in trade.freelancers]
    entries = 0
    for own in by_category.values():
        for _ in range(250):
            has = rng.sample(own, rng.randint(3, 6)) + rng.sample(skills, 1)
            has = list({one.id: one for one in has}.values())
            line = rng.choice(lines)
            entries += 1
            cursor.execute(
                "INSERT INTO bench_entry VALUES (%s, %s, %s, %s::uuid[], %s::uuid[], %s)",
                [entries, f"{has[0].name}, {line['headline']}"[:120], line["about"],
                 sorted({one.category_id for one in has}), [one.id for one in has], [one.name for one in has]],
            )  # fmt: skip
    names = texts.names(rng, 2_500)
    cursor.executemany("INSERT INTO bench_name VALUES (%s, %s)", list(enumerate(names, 1)))
    places = [(at, place[0], place[1]) for at, place in enumerate(texts.PLACES, 1)]
    cursor.executemany("INSERT INTO bench_place VALUES (%s, %s, %s)", places)
    return {"entries": entries, "names": len(names), "places": len(places)}


def sizes() -> str:
    """How large the table and its indexes are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_size_pretty(pg_table_size(%s)), pg_size_pretty(pg_indexes_size(%s))", [TABLE, TABLE]
        )
        table, indexes = cursor.fetchone()
    return f"table {table}, indexes {indexes}"


Kind = tuple[list[Callable[[], Any]], list[Callable[[], Any]]]


def questions(hall_id: UUID) -> dict[str, Kind]:
    """For each kind of question, ways to ask ours and, where words are asked, the plain query for the same words."""
    rng = random.Random(9)
    skills = list(Skill.objects.filter(hall_id=hall_id).order_by("name"))
    some = [rng.choice(skills) for _ in range(ASKED_EACH)]
    rare = [f"w{round(RARE_WORDS * rng.random())}" for _ in range(ASKED_EACH)]
    wants = ("help with {}", "somebody who knows {}", "{} for a small shop", "I need {} by next week")

    def ours(**asked: Any) -> Callable[[], Any]:
        return lambda: find_freelancers(hall_id, Asked(**asked))

    def plain(text: str) -> Callable[[], Any]:
        return lambda: _plain(hall_id, text)

    def meant(text: str) -> Callable[[], Any]:
        def ask() -> Any:
            found = link(hall_id, text, limit=1)
            return find_freelancers(hall_id, Asked(skills=tuple(one.skill.id for one in found)))

        return ask

    common = [one.name.split()[0].lower() for one in some]
    pairs = [f"{one.name.split()[0]} {word}".lower() for one, word in zip(some, rare, strict=True)]
    sentences = [rng.choice(wants).format(one.name) for one in some]
    return {
        "newest first": ([ours(most_minor=10_000 + at) for at in range(ASKED_EACH)], []),
        "a field of work": (
            [ours(category=one.category_id, most_minor=9_000 + at) for at, one in enumerate(some)],
            [],
        ),
        "one skill": ([ours(skills=(one.id,)) for one in some], []),
        "by rate": ([ours(sort="rate", skills=(one.id,)) for one in some], []),
        "a common word": ([ours(text=word) for word in common], [plain(word) for word in common]),
        "a rare word": ([ours(text=word) for word in rare], [plain(word) for word in rare]),
        "two words": ([ours(text=text) for text in pairs], [plain(text) for text in pairs]),
        "a misspelt word": ([ours(text=_misspelt(word, rng)) for word in common], []),
        "a sentence": ([meant(text) for text in sentences], [plain(text) for text in sentences]),
    }


def _misspelt(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, max(2, len(word) - 1))
    return word[:at] + word[at + 1 :] if len(word) > 4 else word


def _plain(hall_id: UUID, text: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [text, hall_id])
        return list(cursor.fetchall())


def _asked(name: str, kind: Kind) -> Iterator[dict[str, Any]]:
    for way, asks in zip(("hirehall", "plain full text"), kind, strict=True):
        if not asks:
            continue
        asks[0]()
        spent = sorted(_milliseconds(ask) for ask in asks)
        yield {
            "question": name, "way": way, "asked": len(spent),
            "ms_p50": round(spent[len(spent) // 2], 1), "ms_p95": round(spent[len(spent) * 95 // 100], 1),
        }  # fmt: skip


def _milliseconds(ask: Callable[[], Any]) -> float:
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)
