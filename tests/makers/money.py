"""Money for a story: a client pays, it reaches escrow, is released, and waits in a freelancer's balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Hat, system
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall, Policy
from hirehall.money import operations
from hirehall.money.actions.save_destination import save_destination
from hirehall.money.fees.actions.close_vote import call_off_vote
from hirehall.money.fees.actions.draft_schedule import draft_schedule
from hirehall.money.fees.actions.record_replay import record_replay
from hirehall.money.fees.operations import FOUNDING_RULES
from hirehall.money.models import Destination, Earning, FeeVote, Payment, Refund
from hirehall.money.queries import Replay
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_hall, make_person

ENGAGEMENT = system("engagement")


@dataclass
class Deal:
    """A hall, two sides and one contract with one unit of work, as money sees them."""

    hall: Hall
    client: Person
    freelancer: Person
    contract_id: UUID = field(default_factory=new_id)
    unit_id: UUID = field(default_factory=new_id)

    @property
    def as_client(self) -> Actor:
        return actor_of(self.client)

    @property
    def as_freelancer(self) -> Actor:
        return actor_of(self.freelancer)


def make_deal(*, name: str = "Ada", currency: str = "EUR", **policy: int) -> Deal:
    hall = Hall.objects.first() or make_hall(currency=currency, **policy)
    return Deal(
        hall, make_person(f"{name} Client", Hat.CLIENT), make_person(f"{name} Freelancer", Hat.FREELANCER)
    )


def open_vote(hall: Hall, voters: Sequence[Person], *, ended: bool = False, **numbers: int) -> FeeVote:
    """A vote of these people on founding fees, by the hall's policy of five days; ``ended``: called off at once."""
    rules = {"fees.vote_days": 5, **{f"fees.vote_{name}": number for name, number in numbers.items()}}
    Policy.objects.filter(hall=hall).update(of_models=rules)
    draft = draft_schedule(
        hall.id, by=ENGAGEMENT, rules=FOUNDING_RULES, wanted_from=clock.now(), note="As they were."
    )
    record_replay(draft.id, by=ENGAGEMENT, replay=Replay(draft.read()))
    with transaction.atomic():
        vote = operations.open_fee_vote(draft.id, voters=[who.id for who in voters], by=ENGAGEMENT)
    return call_off_vote(vote.id, by=ENGAGEMENT, reason="A trial.") if ended else vote


def begin(
    deal: Deal,
    amount: int = 1_000_00,
    *,
    client_fee: int = 30_00,
    currency: str = "EUR",
    method: str = "sandbox.instant",
    unit_id: UUID | None = None,
) -> Payment:
    """The client's intent, committed; the rail has not been called yet."""
    with transaction.atomic():
        return operations.begin_payment(
            hall_id=deal.hall.id,
            contract_id=deal.contract_id,
            unit_id=unit_id or deal.unit_id,
            payer_id=deal.client.id,
            organisation_id=None,
            payee_id=deal.freelancer.id,
            amount=Money(amount, currency),
            client_fee=Money(client_fee, currency),
            method=method,
            by=deal.as_client,
        )


def settle(payment: Payment) -> Payment:
    """What an engagement does when its payment has come in."""
    payment.refresh_from_db()
    with transaction.atomic():
        operations.post_funding(payment)
    return payment


def fund(deal: Deal, amount: int = 1_000_00, **how: object) -> Payment:
    """Begun, paid at the rail and in escrow."""
    payment = begin(deal, amount, **how)  # type: ignore[arg-type]
    jobs.drain()
    return settle(payment)


def release(
    deal: Deal,
    amount: int = 1_000_00,
    *,
    fee: int | None = None,
    currency: str = "EUR",
    available_at: datetime | None = None,
    key: str | None = None,
    unit_id: UUID | None = None,
) -> Earning:
    """Out of escrow; a fifth of it is the hall's unless said otherwise, and it is available at once."""
    with transaction.atomic():
        return operations.release(
            hall_id=deal.hall.id,
            contract_id=deal.contract_id,
            unit_id=unit_id or deal.unit_id,
            freelancer_id=deal.freelancer.id,
            amount=Money(amount, currency),
            fee=Money(amount // 5 if fee is None else fee, currency),
            available_at=available_at or clock.now(),
            key=key or f"release:{new_id()}",
            by=ENGAGEMENT,
        )


def refund(
    deal: Deal,
    amount: int,
    *,
    fee_back: int = 0,
    currency: str = "EUR",
    key: str | None = None,
    unit_id: UUID | None = None,
) -> list[Refund]:
    with transaction.atomic():
        return operations.refund(
            hall_id=deal.hall.id,
            contract_id=deal.contract_id,
            unit_id=unit_id or deal.unit_id,
            amount=Money(amount, currency),
            client_fee_back=Money(fee_back, currency),
            key=key or f"refund:{new_id()}",
            reason="Agreed by both sides.",
            by=ENGAGEMENT,
        )


def save_practice_account(deal: Deal, number: str = "SANDBOX-PAYS") -> Destination:
    return save_destination(
        deal.hall.id, kind="sandbox", holder=deal.freelancer.name, number=number, by=deal.as_freelancer
    )
