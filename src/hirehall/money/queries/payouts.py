"""The freelancer's way out: destinations, payouts, and what waits for them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, QuerySet
from django.utils.crypto import salted_hmac

from hirehall.foundation.actor import Actor, Hat, require_operator
from hirehall.foundation.addresses import at_hall, here
from hirehall.foundation.refused import not_found
from hirehall.foundation.turns import Turn
from hirehall.money.models import Destination, Payment, Payout
from hirehall.money.queries.payments import visible_to as payments_visible_to
from hirehall.money.states import PaymentStatus, PayoutStatus


def destinations_of(person_id: UUID, hall_id: UUID) -> list[Destination]:
    """The person's saved destinations, oldest first."""
    return list(
        Destination.objects.filter(person_id=person_id, hall_id=hall_id, removed_at=None).order_by("id")
    )


def people_paid_alike() -> list[tuple[str, list[UUID]]]:
    """Who has the payout account that somebody else has too: a keyed hash of its number, and the people. One query.

    The number itself leaves nothing here; the hash says only that two are the same.
    """
    shared = (
        Destination.objects.filter(removed_at=None)
        .exclude(number="")
        .values("number")
        .annotate(people=ArrayAgg("person_id", distinct=True))
        .annotate(many=Count("person_id", distinct=True))
        .filter(many__gt=1)
    )
    return [
        (salted_hmac("hirehall.linked", row["number"], algorithm="sha256").hexdigest(), row["people"])
        for row in shared
    ]


def destination_for(actor: Actor, destination_id: UUID, *, lock: bool = False) -> Destination:
    """One of the actor's own destinations that is still in use.

    Raises:
        Refused: ``destination.not_found``.
    """
    if actor.person_id is None or actor.is_staff:
        raise not_found("destination")
    mine = Destination.objects.filter(
        at_hall(actor), person_id=actor.person_id, removed_at=None
    ).select_related("hall")
    if lock:
        mine = mine.select_for_update(no_key=True, of=["self"])
    found = mine.filter(id=destination_id).first()
    if found is None:
        raise not_found("destination")
    return found


def payouts_for(actor: Actor, hall_id: UUID, *, after: UUID | None = None, limit: int = 50) -> list[Payout]:
    """The actor's payouts in a hall, newest first. One query."""
    if actor.person_id is None or actor.is_staff:
        return []
    mine = Payout.objects.filter(person_id=actor.person_id, hall_id=hall_id).select_related("destination")
    if after is not None:
        mine = mine.filter(id__lt=after)
    return list(mine.order_by("-id")[:limit])


def payout_for(actor: Actor, payout_id: UUID) -> Payout:
    """One of the actor's own payouts.

    Raises:
        Refused: ``payout.not_found``.
    """
    return _payout(Payout.objects.select_related("destination", "hall"), actor, payout_id)


def locked_payout_for(actor: Actor, payout_id: UUID) -> Payout:
    """The same, locked for a change.

    Raises:
        Refused: ``payout.not_found``.
    """
    locked = Payout.objects.select_for_update(no_key=True, of=["self"]).select_related("destination")
    return _payout(locked, actor, payout_id)


def owns_payout(by: Actor, payout_id: UUID) -> bool:
    return Payout.objects.filter(id=payout_id, person_id=by.require_person()).exists()


def payout_to_mend(operator: Actor, payout_id: UUID) -> Payout:
    """Anybody's payout, locked for an operator's change.

    Raises:
        Refused: ``staff.session_needed``, ``payout.not_found``.
    """
    locked = Payout.objects.select_for_update(no_key=True, of=["self"]).select_related("destination")
    found = locked.filter(at_hall(operator), id=payout_id).first()
    require_operator(operator, hall_id=found.hall_id if found else None)
    if found is None:
        raise not_found("payout")
    return found


def locked_destination_of(payout: Payout) -> Destination:
    """Where a payout goes, locked, so that its owner cannot remove it meanwhile; read again after the lock."""
    return Destination.objects.select_for_update(no_key=True).get(id=payout.destination_id)


def _payout(payouts: QuerySet[Payout], actor: Actor, payout_id: UUID) -> Payout:
    if actor.person_id is None or actor.is_staff:
        raise not_found("payout")
    found = payouts.filter(at_hall(actor), person_id=actor.person_id, id=payout_id).first()
    if found is None:
        raise not_found("payout")
    return found


def waiting_payouts(hall_id: UUID, *, limit: int = 100) -> list[Payout]:
    """Payouts that wait for the rail or came back, oldest first; for the operator's desk. One query."""
    waiting = [PayoutStatus.REQUESTED, PayoutStatus.SENDING, PayoutStatus.FAILED]
    return list(
        Payout.objects.filter(hall_id=hall_id, status__in=waiting)
        .select_related("person", "destination")
        .order_by("id")[:limit]
    )


def turns_for(actor: Actor) -> list[Turn]:
    """What waits for this person: a payout that came back, a payment that they have not finished. One query."""
    if actor.person_id is None or actor.is_staff:
        return []
    if actor.hat is Hat.FREELANCER:
        failed = Payout.objects.filter(
            at_hall(actor), person_id=actor.person_id, status=PayoutStatus.FAILED
        ).order_by("id")
        return [_came_back(payout) for payout in failed[:10]]
    begun = payments_visible_to(actor).filter(status=PaymentStatus.PENDING).exclude(next_href="")
    return [_unfinished(payment) for payment in begun.order_by("id")[:10]]


def _came_back(payout: Payout) -> Turn:
    return Turn(
        title=f"Try your payout of {payout.amount.text()} again",
        text=f"{payout.reason} The money is in your balance.",
        href=here(f"/money/payouts/{payout.id}/"),
        button="See the payout",
        tone="warn",
    )


def _unfinished(payment: Payment) -> Turn:
    return Turn(
        title=f"Finish your payment of {payment.total.text()}",
        text="The bank waits for your answer. Nothing is charged until you give it.",
        href=payment.next_href,
        button="Go to the bank",
        tone="warn",
    )
