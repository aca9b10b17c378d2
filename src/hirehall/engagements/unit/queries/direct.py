"""Own prices: whose page has some, and what a direct order from somebody costs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hirehall.contracts import queries as contracts
from hirehall.engagements.unit import rules
from hirehall.engagements.unit.models import OwnPrice
from hirehall.engagements.unit.queries.pricing import Direct
from hirehall.engagements.unit.queries.rows import level_of, levels_now
from hirehall.engagements.unit.states import LEVELS, UNITS, UnitKind
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money, zero
from hirehall.foundation.posted import uuid_or_none
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall, Policy
from hirehall.halls.queries import policy_now
from hirehall.people.models import Person
from hirehall.people.queries import PersonCard, public_card

WRITERS, MOST_WRITERS = 24, 100


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One unit on the page of one's own prices: the least it can be, and what it is."""

    kind: UnitKind
    floor: Money | None
    price: Money | None


@dataclass(frozen=True, slots=True)
class PricesPage:
    level: int
    level_word: str
    rows: tuple[OwnRow, ...]


@dataclass(frozen=True, slots=True)
class WriterCard:
    """Somebody from whom one can order directly."""

    person: PersonCard
    level: int
    level_word: str
    prices: tuple[tuple[UnitKind, Money], ...]


def own_prices(hall_id: UUID, person_id: UUID) -> dict[str, int]:
    """The person's prices in a hall by unit. One query."""
    rows = OwnPrice.objects.filter(hall_id=hall_id, person_id=person_id)
    return dict(rows.values_list("what", "price_minor"))


def takes_direct(hall_id: UUID, person_id: UUID) -> bool:
    """Whether one can order from this person directly in the hall."""
    return bool(own_prices(hall_id, person_id)) and level_of(hall_id, person_id) > 0


def prices_page(by: Actor, hall: Hall) -> PricesPage:
    """One's own prices, each with the hall's price at one's level, which is the least. Three queries."""
    person_id = by.require_person()
    level, prices, policy = level_of(hall.id, person_id), own_prices(hall.id, person_id), policy_now(hall.id)
    rows = tuple(
        OwnRow(
            kind,
            Money(rules.price_now(policy, kind.code, level), hall.currency) if level else None,
            Money(prices[kind.code], hall.currency) if kind.code in prices else None,
        )
        for kind in UNITS.values()
    )
    return PricesPage(level, LEVELS.get(level, ""), rows)


def writer_rows(
    hall: Hall, *, what: str = "", after: str = "", limit: int = WRITERS
) -> tuple[list[UUID], str | None]:
    """Who publishes a price here, the lowest of the unit first where one is named; and the cursor of the next page."""
    found = OwnPrice.objects.filter(
        hall=hall, person__is_active=True, person__closed_at=None, what=what if what in UNITS else "word"
    )
    price, _, key = after.partition("~")
    if price.isdigit() and len(price) < 10:
        place = uuid_or_none(key)
        if place is not None:
            found = found.filter(
                Q(price_minor__gt=int(price)) | Q(price_minor=int(price), person_id__gt=place)
            )
    rows = list(
        found.order_by("price_minor", "person_id").values_list("price_minor", "person_id")[: limit + 1]
    )
    more = f"{rows[limit - 1][0]}~{rows[limit - 1][1]}" if len(rows) > limit else None
    return [person_id for _, person_id in rows[:limit]], more


def writer_cards(hall: Hall, person_ids: list[UUID]) -> list[WriterCard]:
    """Cards of these people, in their order, without who has no level any more. Four queries."""
    people, levels, policy = public_card(person_ids), levels_now(hall.id, person_ids), policy_now(hall.id)
    prices: dict[UUID, dict[str, int]] = {}
    for person_id, what, price in OwnPrice.objects.filter(hall=hall, person_id__in=person_ids).values_list(
        "person_id", "what", "price_minor"
    ):
        prices.setdefault(person_id, {})[what] = price
    return [
        WriterCard(
            people[one],
            levels[one],
            LEVELS[levels[one]],
            tuple(
                (kind, Money(_price(policy, kind.code, levels[one], prices[one][kind.code]), hall.currency))
                for kind in UNITS.values()
                if kind.code in prices[one]
            ),
        )
        for one in person_ids
        if levels.get(one) and one in people
    ]


def direct_to(
    hall: Hall,
    policy: Policy,
    what: str,
    writer_id: UUID,
    *,
    client_id: UUID,
    organisation_id: UUID | None,
    to_pool: bool,
) -> tuple[Direct, int]:
    """What a direct order from this person means, and their level. Five queries.

    Raises:
        Refused: ``person.not_found``, ``unit.not_direct``.
    """
    writer = Person.objects.filter(id=writer_id, is_active=True, closed_at=None).first()
    if writer is None:
        raise not_found("person")
    level, own = level_of(hall.id, writer_id), own_prices(hall.id, writer_id).get(what)
    if not level or own is None:
        raise Refused(
            "unit.not_direct",
            f"{writer.name} takes no direct orders of this kind now.",
            because=Because.INVALID,
            field="what",
        )
    price = _price(policy, what, level, own)
    if to_pool:
        return Direct(writer_id, writer.name, to_pool, price, zero(hall.currency)), level
    billed = contracts.billed_before(
        client_id=client_id, organisation_id=organisation_id, freelancer_id=writer_id, agency_id=None,
        hall_id=hall.id, currency=hall.currency,
    )  # fmt: skip
    origin = contracts.how_met(
        hall.id, client_id=client_id, organisation_id=organisation_id, freelancer_id=writer_id, agency_id=None
    )
    return Direct(writer_id, writer.name, to_pool, price, billed, origin), level


def _price(policy: Policy, what: str, level: int, own: int) -> int:
    """One's own price, and at least the hall's at one's level, also where that has risen since."""
    return max(own, rules.price_now(policy, what, level))
