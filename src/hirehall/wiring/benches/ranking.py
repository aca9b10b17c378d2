"""How long it takes to rank one brief, beside a plain full-text query of the same people, in the same run."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction

from hirehall.formulas.constants import published
from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall, Policy
from hirehall.market.models import Brief, BriefSkill, FreelancerListing
from hirehall.people.models import Person
from hirehall.ranking.queries import compute
from hirehall.reputation.models import StandingRow
from hirehall.skills.models import Category, Skill, SkillClaim
from hirehall.wiring.benches.ground import times

PLAIN = """
SELECT person_id FROM market_freelancer_listing l, plainto_tsquery('english', 'django shop') q
WHERE l.hall_id = %s AND l.listed AND l.search @@ q ORDER BY ts_rank(l.search, q) DESC, l.id LIMIT 10
"""
SKILLS = (
    "Django",
    "Python",
    "WooCommerce",
    "Accessibility",
    "PostgreSQL",
    "HTML and CSS",
    "Testing",
    "Security",
)
RUNS = 40


def bench(candidates: int) -> dict[str, Any]:
    """Make a hall of so many people, measure, and take all of it back: nothing stays in the database."""
    found: dict[str, Any] = {}
    with transaction.atomic():
        brief = _ground(candidates)
        with connection.cursor() as cursor:
            for table in ("market_freelancer_listing", "skills_skill_claim", "reputation_standing"):
                cursor.execute(f"ANALYZE {table}")
        day = clock.now().date()
        pool = compute(brief, day, first_timers=False).pool
        _plain(brief.hall_id)
        found = {
            "candidates": pool,
            "runs": RUNS,
            "rank_one_brief_ms": times([lambda: compute(brief, day, first_timers=False)] * RUNS),
            "plain_full_text_ms": times([lambda: _plain(brief.hall_id)] * RUNS),
        }
        transaction.set_rollback(True)
    return found


def _plain(hall_id: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [hall_id])
        cursor.fetchall()


def _ground(candidates: int) -> Brief:
    """A hall, its skills, people with three claims each, half of them with a standing, and a brief."""
    drawn, now = np.random.default_rng(1), clock.now()
    hall = Hall.objects.create(slug=f"bench-{new_id().hex[:8]}", name="Bench", currency="EUR", opened_at=now)
    Policy.objects.create(hall=hall, effective_from=now, reason="a measurement")
    field = Category.objects.create(hall=hall, slug="software", name="Software")
    skills = [
        Skill.objects.create(hall=hall, category=field, slug=f"s{at}", name=name)
        for at, name in enumerate(SKILLS)
    ]
    mark = new_id().hex[:8]
    people = [
        Person(
            email=f"{mark}-{at}@bench.invalid",
            name=f"Bench {at}",
            handle=f"{mark}-{at}",
            hat="freelancer",
            joined_at=now,
        )
        for at in range(candidates + 1)
    ]
    client, *people = Person.objects.bulk_create(people, batch_size=2000)
    claims, listings, standings = [], [], []
    for person in people:
        held = [skills[at] for at in drawn.choice(len(skills), 3, replace=False)]
        claims += [SkillClaim(person=person, skill=skill, level=int(drawn.integers(1, 4))) for skill in held]
        listings.append(_listing(hall, field, person, held, drawn))
        if drawn.random() < 0.5:
            standings.append(_standing(field, person, drawn))
    SkillClaim.objects.bulk_create(claims, batch_size=5000)
    FreelancerListing.objects.bulk_create(listings, batch_size=2000)
    StandingRow.objects.bulk_create(standings, batch_size=2000)
    rows = FreelancerListing.objects.filter(hall=hall)
    rows.update(search=SearchVector("headline", "skill_names", config="english"))
    brief = Brief.objects.create(
        hall=hall, client=client, category=field, title="Mend the checkout of a Django shop", currency="EUR",
        budget_min_minor=1_000_00, state="published", published_at=now, made_at=now, changed_at=now,
    )  # fmt: skip
    for position, skill in enumerate(skills[:5]):
        BriefSkill.objects.create(brief=brief, skill=skill, must=position < 4, position=position)
    return brief


def _listing(
    hall: Hall, field: Category, person: Person, held: list[Skill], drawn: np.random.Generator
) -> FreelancerListing:
    return FreelancerListing(
        hall=hall, person=person, name=person.name, handle=person.handle, rate_currency="EUR",
        headline=str(drawn.choice(("A shop that sells", "Django and what lies behind", "Pages for everybody"))),
        rate_minor=int(drawn.integers(20_00, 120_00)), availability=str(drawn.choice(("now", "now", "from_date"))),
        available_from=clock.now().date(), category_ids=[field.id], skill_ids=[one.id for one in held],
        skill_names=[one.name for one in held], contracts_finished=int(drawn.integers(0, 21)), changed_at=clock.now(),
    )  # fmt: skip


def _standing(field: Category, person: Person, drawn: np.random.Generator) -> StandingRow:
    return StandingRow(
        person=person, category_id=field.id, version=published().version, prior=0.0,
        quality=drawn.normal(0, 0.7), precision=drawn.uniform(1, 20), chance=drawn.uniform(0.6, 0.98),
        low=0.5, high=0.99, clients=int(drawn.integers(1, 13)), computed_at=clock.now(),
    )  # fmt: skip
