"""Outside positions, made the way people make them: through actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.buy_membership import buy_membership
from hirehall.engagements.listing.actions.post_by_mail import ask_by_mail
from hirehall.engagements.listing.actions.put_down_deposit import pay_deposit
from hirehall.engagements.listing.actions.screen_position import (
    dismiss_signal,
    list_position,
    refuse_position,
)
from hirehall.engagements.listing.actions.submit_position import submit_position
from hirehall.engagements.listing.actions.track_position import save_position
from hirehall.engagements.listing.jobs import settle_deposit_now, settle_now
from hirehall.engagements.listing.models import Content, Deposit, Membership, Position, Tracked
from hirehall.foundation.actor import ANONYMOUS, Actor, Hat, system
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall, Policy
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.models import Chargeback, Entry, Payment
from hirehall.money.rails.interface import Charge, Collected, Dispute, Outcome
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.unit import make_editor

WHY = "The employer was telephoned, and says so itself."


SHEET = (
    "Title,Company,Website,Description,Type,Country,Pay from,Pay to,Link\n"
    "Editor for a garden yearbook,Juniper Press,https://juniper-press.example/,"
    '"Edit twelve chapters about gardens, one a month.\n\nWe choose by a short trial text and one call.",'
    "Freelance,Germany,35,45,https://juniper-press.example/work/garden\n"
)


def content(**more: Any) -> Content:
    given: dict[str, Any] = {
        "title": "Editor for a cookery magazine",
        "employer": "Juniper Press",
        "site": "https://juniper-press.example/",
        "description": "Edit recipes and short essays, two days a week. We choose by a short trial text and one call.",
        "apply_url": "https://juniper-press.example/work/editor",
        "pay_min_minor": 35_00,
        "pay_max_minor": 45_00,
        "country": "DE",
    }
    return Content(**{**given, **more})


@dataclass
class Board:
    """A hall that lists positions, with somebody who sends them in, a member, and an editor in a staff session."""

    hall: Hall
    poster: Actor
    member: Actor
    editor: Actor

    def submitted(self, **more: Any) -> Position:
        return submit_position(self.hall.id, by=more.pop("by", self.poster), content=content(**more))

    def listed(self, **more: Any) -> Position:
        position = self.submitted(**more)
        for signal in position.signals.filter(dismissed_at=None):
            dismiss_signal(position.id, signal.id, by=self.editor, reason=WHY)
        return list_position(position.id, by=self.editor, answers=self.checks)

    def refused(self, **more: Any) -> Position:
        return refuse_position(
            self.submitted(**more).id, by=self.editor, reason="The employer does not exist."
        )

    def kept(self, position: Position | None = None, by: Actor | None = None) -> Tracked:
        return save_position((position or self.listed()).id, by=by or self.member)

    def mailed(self, *, email: str = "pia@juniper-press.example", **more: Any) -> str:
        """The signed part of the link that somebody without an account was mailed."""
        row = ask_by_mail(self.hall.id, by=ANONYMOUS, email=email, content=content(**more))
        return queries.mailed_token(row)

    @property
    def checks(self) -> tuple[str, ...]:
        return queries.screening_now(self.hall.id).checks


def switch_on(hall: Hall, **numbers: int) -> None:
    """The hall lists outside positions, from its founding on."""
    for policy in Policy.objects.filter(hall=hall):
        told = {**policy.of_models, "listing.offered": 1, **numbers}
        Policy.objects.filter(id=policy.id).update(of_models=told)


def make_board(
    hall: Hall | None = None, *, poster: str = "Pia Poster", member: str = "Mo Member", **numbers: int
) -> Board:
    hall = hall or make_hall()
    switch_on(hall, **numbers)
    people = (make_person(poster, Hat.CLIENT), make_person(member, Hat.FREELANCER))
    return Board(hall, *map(actor_of, people), make_editor())


def again(position: Position) -> Position:
    return Position.objects.get(id=position.id)


def bought(
    board: Board, *, by: Actor | None = None, method: str = "sandbox.instant", **more: Any
) -> Membership:
    """A membership of the board, paid as far as the rail answers at once."""
    row = buy_membership(board.hall.id, by=by or board.member, method=method, **more)
    assert row.payment_id is not None
    settle_now(row.payment_id)
    row.refresh_from_db()
    return row


def put_down(board: Board, *, paid: bool = True, method: str = "sandbox.instant", **more: Any) -> Deposit:
    """A position that was sent in where a deposit is wanted, and its deposit, paid as far as the rail answers."""
    position = board.submitted(**more)
    row = Deposit.objects.get(position=position)
    if paid:
        asked = pay_deposit(row.id, by=board.poster, method=method)
        assert asked.payment_id is not None
        settle_deposit_now(asked.payment_id)
    return Deposit.objects.get(id=row.id)


def bank_says(
    payment_id: UUID, outcome: Outcome, *, reference: str = "dp_board", minor: int | None = None
) -> UUID:
    """The bank of whoever paid wants it back, or has decided; answers the case."""
    payment = Payment.objects.get(id=payment_id)
    total = payment.total if minor is None else Money(minor, payment.currency)
    dispute = Dispute(reference, total, outcome)
    told = Collected(Outcome.SUCCEEDED, (Charge(payment.reference, payment.total, dispute=dispute),))
    record_collection(payment.id, collected=told, by=system("rail"))
    return Chargeback.objects.get(payment=payment, reference=reference).id


def lost_case(payment_id: UUID) -> UUID:
    """A chargeback that the bank has decided for the payer, and that nobody has settled."""
    return bank_says(payment_id, Outcome.FAILED, reference=f"dp_{payment_id}")


def standing(kind: str) -> int:
    """What an account of the books holds on its side, in minor units."""
    return abs(sum(Entry.objects.filter(account__kind=kind).values_list("amount_minor", flat=True)))
