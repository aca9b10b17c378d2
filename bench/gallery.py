"""What a page of the gallery costs with few pieces and with many, at its beginning and far down.

    python -m bench.gallery [--pieces 10000]

Measures in a database of its own, see ``bench.postings``. The pieces are written in bulk; what is read is what the wall
reads. Prints the ratio to the same page among a hundred pieces: one that grows with the wall would be seen there.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench.postings import database_of_our_own

FEW, ROUNDS, MAKERS, PER_CHUNK = 100, 40, 200, 1000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pieces", type=int, default=10_000)
    chosen = arguments.parse_args()
    with database_of_our_own():
        _show(chosen.pieces)


def _show(pieces: int) -> None:
    from hirehall.foundation import clock
    from hirehall.foundation.actor import system
    from hirehall.halls.models import Member
    from hirehall.portfolio import queries
    from hirehall.portfolio.queries import WallAsked
    from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
    from hirehall.skills.models import Skill
    from tests.makers.base import actor_of, make_hall, make_person

    hall = make_hall()
    seed_taxonomy(hall.id, by=system("bench"))
    makers = [make_person(f"Maker {number}") for number in range(MAKERS)]
    Member.objects.bulk_create(
        Member(hall=hall, person=who, how="open", joined_at=clock.now()) for who in makers
    )
    looker = actor_of(make_person("Looker"))
    skills = list(Skill.objects.filter(hall=hall))
    one = skills[7]
    asked = {
        "newest": WallAsked(),
        "most liked": WallAsked(sort="liked"),
        "one field": WallAsked(category_id=one.category_id),
        "one skill": WallAsked(skill_id=one.id),
        "one colour": WallAsked(colour="teal"),
    }
    measured: dict[int, dict[str, float]] = {}
    made = 0
    for many in (FEW, pieces):
        _fill(hall, makers, skills, many - made)
        made = many
        measured[many] = {
            name: _milliseconds(lambda what=what: queries.wall(looker, hall.id, what))
            for name, what in asked.items()
        }
        deep = _after_most(lambda after: queries.wall(looker, hall.id, WallAsked(after=after), limit=100))
        measured[many]["last page"] = _milliseconds(
            lambda deep=deep: queries.wall(looker, hall.id, WallAsked(after=deep))
        )
    for name, few in measured[FEW].items():
        lots = measured[pieces][name]
        print(
            f"{name:12} {FEW}: {few:6.2f} ms   {pieces}: {lots:6.2f} ms   ratio {lots / few:.2f}", flush=True
        )


def _fill(hall: Any, makers: list[Any], skills: list[Any], many: int) -> None:
    from django.db import connection

    from hirehall.files.models import StoredFile
    from hirehall.foundation import clock
    from hirehall.foundation.ids import new_id
    from hirehall.look.swatches import SWATCHES
    from hirehall.skills.models import PortfolioPiece, Showing

    rng = random.Random(many)
    for begin in range(0, many, PER_CHUNK):
        files, pieces, showings = [], [], []
        for _ in range(min(PER_CHUNK, many - begin)):
            maker, skill, likes = rng.choice(makers), rng.choice(skills), int(rng.paretovariate(1.2)) - 1
            picture = StoredFile(
                id=new_id(), purpose="portfolio", name="a.webp", media_type="image/webp", size_bytes=1, sha256="0" * 64,
                uploaded_by_id=maker.id, width=1200, height=900, public=True, drawn="drawn", stored_at=clock.now(),
                colours=["149691"],
            )  # fmt: skip
            piece = PortfolioPiece(
                person=maker,
                title="A piece of work",
                image_file_ids=[picture.id],
                alts=[""],
                made_at=clock.now(),
            )
            files.append(picture)
            pieces.append(piece)
            showings.append(
                Showing(
                    hall=hall, piece=piece, person=maker, category_id=skill.category_id, skill_ids=[skill.id],
                    colours=rng.sample(list(SWATCHES), k=2), pictured=True, state="shown", likes=likes,
                    warm=min(likes, 9), changed_at=clock.now(),
                )
            )  # fmt: skip
        StoredFile.objects.bulk_create(files)
        PortfolioPiece.objects.bulk_create(pieces)
        Showing.objects.bulk_create(showings)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _after_most(page: Callable[[str], Any]) -> str:
    """The cursor of the last page."""
    after, found = "", page("")
    while found.next:
        after = found.next
        found = page(after)
    return after


def _milliseconds(read: Callable[[], Any]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        read()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
