"""An order in the pool: how it is posted, listed, held by somebody, left again, and called off."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contracts
from hirehall.contracts.operations import WrittenTerms
from hirehall.contracts.states import Origin
from hirehall.engagements.unit import facts, queries
from hirehall.engagements.unit.models import Claim, PoolOrder
from hirehall.engagements.unit.operations.asking import stand_longer
from hirehall.engagements.unit.operations.telling import tell_claim, tell_pool
from hirehall.engagements.unit.operations.wording import clocks_in_words, wanted_in_words
from hirehall.engagements.unit.states import HELD_BY_SOMEBODY, MODEL, Left, Place
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.halls.models import Hall, Policy

WHY_BACK = {
    Left.GIVEN_BACK: "Who was asked gave it back.",
    Left.MISSED: "Nothing was handed in on time.",
    Left.LAPSED: "Nobody decided in time.",
}


def post(
    hall: Hall,
    wanted: queries.Wanted,
    offered: queries.Quoted,
    *,
    words: tuple[str, str],
    client_id: UUID,
    organisation_id: UUID | None,
    policy: Policy,
    direct: queries.Direct | None = None,
    team_id: UUID | None = None,
) -> PoolOrder:
    """The posting of an order and its place before the pool. Its money is asked for next.

    Args:
        words: its title and its instructions.
        direct: from whom it is ordered, where not from whoever claims it.
    """
    title, instructions = words
    terms = WrittenTerms(
        title=title,
        scope=f"{instructions}\n\n{wanted_in_words(wanted, direct)}",
        total=offered.most,
        clocks=clocks_in_words(policy, direct),
    )
    posting = contracts.write_posting(
        terms,
        offered.quote,
        hall_id=hall.id,
        model=MODEL,
        client_id=client_id,
        organisation_id=organisation_id,
        policy=policy,
    )
    return PoolOrder.objects.create(
        posting=posting,
        hall=hall,
        instructions=instructions,
        what=wanted.what,
        least=wanted.least,
        most=wanted.most,
        level=wanted.level,
        hours=wanted.hours,
        price_minor=offered.price_minor,
        team_id=team_id,
        writer_id=direct.writer_id if direct else None,
        to_pool=direct.to_pool if direct else True,
        origin=direct.origin if direct else Origin.MARKETPLACE,
    )


def begin_payment(order: PoolOrder, *, method: str, by: Actor) -> UUID:
    """Ask for the most that the order can cost with its fee."""
    return contracts.ask_for_posting(order.posting, method=method, by=by).id


def place_at(order: PoolOrder, place: Place) -> None:
    """Set where the order stands and stop the clocks of where it stood; the caller's row is saved whole."""
    order.state = place
    if place is not Place.UNPAID:
        order.drop_at = None
    if place is not Place.POOL:
        order.expires_at = None
    if place is not Place.ASKED:
        order.answer_by = None
    if place not in HELD_BY_SOMEBODY:
        order.holder = order.claimed_at = order.due_at = None
    if place is not Place.CLAIMED:
        order.decide_by = None
    order.save()
    posting = order.posting
    posting.version += 1
    posting.save(update_fields=["version"])


def list_order(order: PoolOrder) -> None:
    """Put an order that is paid into the pool, or back into it; its time there starts once."""
    now, policy = clock.now(), order.posting.policy
    if order.listed_at is None:
        order.listed_at = now
    order.expires_at = max(
        order.listed_at + timedelta(days=policy.number("unit.pool_days")), now + timedelta(hours=1)
    )
    place_at(order, Place.POOL)


def ask_writer(order: PoolOrder) -> None:
    """Put a direct order that is paid before who was asked; their time to answer starts."""
    hours = order.posting.policy.number("unit.answer_hours")
    order.answer_by = clock.now() + timedelta(hours=hours)
    place_at(order, Place.ASKED)


def pass_on(order: PoolOrder, *, why: str, by: Actor) -> None:
    """Who was asked has not taken the order on: it goes into the pool, or its money back, as its client chose."""
    if not order.to_pool:
        call_off(order, why=why, by=by)
        return
    list_order(order)
    tell_pool(facts.OrderPassedOn, order.posting, by=by, why=why, expires_at=order.expires_at)


def leave(order: PoolOrder, how: Left, *, by: Actor) -> None:
    """The claim on an order ends without work handed in; the order is in the pool again.

    A direct order whose client wants nobody else goes back instead.
    """
    claim = end_claim(order, how)
    if order.to_pool:
        list_order(order)
    else:
        call_off(order, why=WHY_BACK[how], by=by)
    tell_claim(facts.OrderReturned, order.posting, claim, by=by, how=how.value)


def end_claim(order: PoolOrder, how: Left) -> Claim:
    """Close the claim that stands on the order."""
    claim = order.claims.get(left_at=None)
    claim.left, claim.left_at = how, clock.now()
    claim.save(update_fields=["left", "left_at"])
    return claim


def call_off(order: PoolOrder, *, why: str, by: Actor) -> None:
    """Take an order out of the pool for good; all that is held goes back to the client with its fee."""
    back = contracts.give_back(order.posting, by=by)
    place_at(order, Place.CANCELLED)
    tell_pool(facts.OrderCancelled, order.posting, by=by, amount=back, why=why)


def stand_still(order: PoolOrder) -> None:
    """The bank wants its payment back: nobody claims the order, and no clock of it runs out."""
    if order.frozen_at is None and order.state not in (Place.TAKEN, Place.CANCELLED):
        order.frozen_at = clock.now()
        order.save(update_fields=["frozen_at"])


def run_on(order: PoolOrder) -> None:
    """The bank has decided: each clock has as much time left as when it stood still."""
    if order.frozen_at is None:
        return
    stood = clock.now() - order.frozen_at
    for name in ("drop_at", "answer_by", "expires_at", "decide_by", "due_at"):
        if (at := getattr(order, name)) is not None:
            setattr(order, name, at + stood)
    stand_longer(order, stood)
    order.frozen_at = None
    order.save()


def lose_order(order: PoolOrder, part: int, *, fee: int, by: Actor) -> None:
    """The bank took the money of an order back that is no contract yet: it is over, for whoever held it too."""
    if order.holder_id is not None:
        claim = end_claim(order, Left.CANCELLED)
        tell_claim(facts.OrderReturned, order.posting, claim, by=by, how=Left.CANCELLED.value)
    contracts.lose_posting(order.posting, part, fee=fee, by=by)
    order.frozen_at = None
    place_at(order, Place.CANCELLED)
