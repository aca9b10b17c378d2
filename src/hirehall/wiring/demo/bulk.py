"""Many people at once, for measurements: rows are written in batches, past the actions, and say the same.

Money is left to the living demo: nothing here touches the ledger, so its invariants hold as they did.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction

from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.market.models import Brief, BriefSkill, FreelancerListing
from hirehall.market.operations.listings import offset_minutes, summary_of
from hirehall.people.models import ClientProfile, FreelancerProfile, Person
from hirehall.skills.models import Category, Skill, SkillClaim
from hirehall.wiring.demo import texts

BATCH = 2_000
CLIENTS_OF_TEN = 3
BRIEFS_OF_TEN = 2
Progress = Callable[[float, str], None]

LISTING_WORDS = """
UPDATE market_freelancer_listing SET search =
  setweight(to_tsvector('simple', unaccent(name || ' ' || array_to_string(skill_names, ' '))), 'A') ||
  setweight(to_tsvector('english', unaccent(headline || ' ' || array_to_string(skill_names, ' '))), 'B') ||
  setweight(to_tsvector('english', unaccent(summary || ' ' || city)), 'C')
WHERE hall_id = %s AND search IS NULL
"""
BRIEF_WORDS = """
UPDATE market_brief SET search =
  setweight(to_tsvector('simple', unaccent(title || ' ' || array_to_string(skill_names, ' '))), 'A') ||
  setweight(to_tsvector('english', unaccent(title || ' ' || array_to_string(skill_names, ' '))), 'B') ||
  setweight(to_tsvector('english', unaccent(problem || ' ' || outcome)), 'C')
WHERE hall_id = %s AND search IS NULL
"""


def grow(hall: Hall, *, people: int, seed: int, progress: Progress) -> None:
    """Fill the hall up to ``people`` persons: seven freelancers to three clients, and a brief for every five."""
    crowd = _Crowd(hall, random.Random(f"bulk:{seed}"))
    missing = max(0, people - Person.objects.count())
    done = 0
    while done < missing:
        count = min(BATCH, missing - done)
        with transaction.atomic():
            crowd.add(count)
        done += count
        progress(done / missing, f"{done:,} of {missing:,} people")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Crowd:
    def __init__(self, hall: Hall, rng: random.Random) -> None:
        self.hall, self.rng, self.now = hall, rng, clock.now()
        self.trades, self.clients = texts.trades(), texts.clients()
        self.categories = {row.slug: row.id for row in Category.objects.filter(hall=hall)}
        self.skills = {row.name: row for row in Skill.objects.filter(hall=hall)}
        self.names = texts.names(rng, 2_500)
        self.offsets = {zone: offset_minutes(zone, self.now) for _, _, zone, _ in texts.PLACES}

    def add(self, count: int) -> None:
        people = [self._person(is_client=number % 10 < CLIENTS_OF_TEN) for number in range(count)]
        Person.objects.bulk_create(people)
        clients = [who for who in people if who.wears_client]
        ClientProfile.objects.bulk_create(
            [
                ClientProfile(person=who, company=self.rng.choice(self.clients).name, changed_at=self.now)
                for who in clients
            ]
        )
        self._freelancers([who for who in people if who.wears_freelancer])
        self._briefs(clients[: count * BRIEFS_OF_TEN // 10])
        with connection.cursor() as cursor:
            cursor.execute(LISTING_WORDS, [self.hall.id])
            cursor.execute(BRIEF_WORDS, [self.hall.id])

    def _person(self, *, is_client: bool) -> Person:
        identity, place = new_id(), self.rng.choice(texts.PLACES)
        return Person(
            id=identity,
            email=f"{identity.hex}@crowd.example",
            password="!",
            name=self.rng.choice(self.names),
            handle=f"m-{identity.hex}",
            hat="client" if is_client else "freelancer",
            wears_client=is_client,
            wears_freelancer=not is_client,
            time_zone=place[2],
            joined_at=self._earlier(),
        )

    def _earlier(self) -> datetime:
        return self.now - timedelta(seconds=self.rng.randrange(365 * 24 * 3600))

    def _freelancers(self, people: list[Person]) -> None:
        profiles, claims, listings = [], [], []
        for who in people:
            profile, skills = self._profile(who)
            profiles.append(profile)
            claims += [
                SkillClaim(person=who, skill=skill, level=2, position=at) for at, skill in enumerate(skills)
            ]
            listings.append(self._listing(who, profile, skills))
        FreelancerProfile.objects.bulk_create(profiles)
        SkillClaim.objects.bulk_create(claims)
        FreelancerListing.objects.bulk_create(listings)

    def _profile(self, who: Person) -> tuple[FreelancerProfile, list[Skill]]:
        trade = self.rng.choice(self.trades)
        entry = self.rng.choice(trade.freelancers)
        city, country, _, languages = next(place for place in texts.PLACES if place[2] == who.time_zone)
        profile = FreelancerProfile(
            person=who, headline=entry["headline"], about=entry["about"],
            rate_minor=self.rng.randrange(entry["rate"][0], entry["rate"][1] + 1) * 100,
            rate_currency=self.hall.currency, availability=self.rng.choices(["now", "not"], weights=[8, 2])[0],
            languages=languages, city=city, country=country, changed_at=who.joined_at,
        )  # fmt: skip
        return profile, [self.skills[name] for name in entry["skills"] if name in self.skills]

    def _listing(self, who: Person, profile: FreelancerProfile, skills: list[Skill]) -> FreelancerListing:
        return FreelancerListing(
            hall=self.hall, person=who, name=who.name, handle=who.handle, headline=profile.headline,
            summary=summary_of(profile.about), city=profile.city, country=profile.country,
            rate_minor=profile.rate_minor, rate_currency=profile.rate_currency,
            availability=profile.availability, hours_per_week=profile.hours_per_week, languages=profile.languages,
            utc_offset_minutes=self.offsets[who.time_zone],
            category_ids=sorted({skill.category_id for skill in skills}),
            skill_ids=[skill.id for skill in skills], skill_names=[skill.name for skill in skills],
            changed_at=profile.changed_at,
        )  # fmt: skip

    def _briefs(self, clients: list[Person]) -> None:
        briefs, wanted = [], []
        for who in clients:
            trade, client = self.rng.choice(self.trades), self.rng.choice(self.clients)
            entry = self.rng.choice(trade.briefs)
            skills = [self.skills[name] for name in entry["must"] if name in self.skills]
            published = self._earlier()
            budget = self.rng.randrange(entry["budget"][0], entry["budget"][1]) * 100
            brief = Brief(
                id=new_id(), hall=self.hall, client=who, category_id=self.categories[trade.category],
                title=texts.fill(entry["title"], client)[:120], problem=entry["problem"],
                outcome=entry["outcome"], criteria=entry["criteria"], budget_min_minor=budget,
                budget_max_minor=budget, currency=self.hall.currency, state="published", made_at=published,
                changed_at=published, published_at=published, stale_at=self.now + timedelta(days=30),
                skill_ids=[skill.id for skill in skills], skill_names=[skill.name for skill in skills],
            )  # fmt: skip
            briefs.append(brief)
            wanted += [
                BriefSkill(brief=brief, skill=skill, must=True, position=at)
                for at, skill in enumerate(skills)
            ]
        Brief.objects.bulk_create(briefs)
        BriefSkill.objects.bulk_create(wanted)
