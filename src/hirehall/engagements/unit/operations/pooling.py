"""An order in the pool: how it is posted, listed, held by somebody, left again, and called off."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contracts
from hirehall.contracts.operations import WrittenTerms
from hirehall.engagements.unit import facts, queries
from hirehall.engagements.unit.models import Claim, PoolOrder
from hirehall.engagements.unit.operations.telling import tell_claim, tell_pool
from hirehall.engagements.unit.states import HELD_BY_SOMEBODY, LEVELS, MODEL, Left, Place
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.halls.models import Hall, Policy
from hirehall.look.formats import plural


def post(
    hall: Hall,
    wanted: queries.Wanted,
    *,
    title: str,
    instructions: str,
    client_id: UUID,
    organisation_id: UUID | None,
    policy: Policy,
) -> PoolOrder:
    """The posting of an order and its place before the pool. Its money is asked for next."""
    offered = queries.quoted(hall, policy, wanted)
    terms = WrittenTerms(
        title=title,
        scope=f"{instructions}\n\n{wanted_in_words(wanted)}",
        total=offered.most,
        clocks=clocks_in_words(policy),
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


def leave(order: PoolOrder, how: Left, *, by: Actor) -> None:
    """The claim on an order ends without work handed in; the order is in the pool again."""
    claim = end_claim(order, how)
    list_order(order)
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
    for name in ("drop_at", "expires_at", "decide_by", "due_at"):
        if (at := getattr(order, name)) is not None:
            setattr(order, name, at + stood)
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


def wanted_in_words(wanted: queries.Wanted) -> str:
    """What is counted, as a sentence of the agreement."""
    kind = wanted.kind
    between = (
        kind.said(wanted.least)
        if wanted.least == wanted.most
        else f"between {wanted.least:,} and {kind.said(wanted.most)}"
    )
    level = f"level {wanted.level} ({LEVELS[wanted.level]})"
    return f"To be handed in: {between}, at {level}, within {plural(wanted.hours, 'hour')} of the start of the work."


def clocks_in_words(policy: Policy) -> list[str]:
    """What silence and lateness mean, for the agreement and the pages, under the policy that is frozen here."""
    number, hold = policy.number, policy.payout_hold_days
    decide = plural(number("unit.decide_minutes"), "minute")
    silence = plural(number("unit.silence_accepts_after_hours"), "hour")
    check = plural(number("unit.check_days"), "day")
    return [
        f"Who claims the order has {decide} to decide; then it is in the pool again.",
        "The contract begins with the first hand-over. Until then the order can be given back.",
        "A missed date puts it back into the pool by itself; nobody owes anybody anything for that.",
        "Paid is what is counted, at the level’s price. What is held beyond it goes back with its part of the fee.",
        f"A delivery that is not answered within {silence} counts as accepted.",
        f"A revision is handed in within {plural(number('unit.revision_hours'), 'hour')}.",
        "Work is rejected only after a revision was asked, by an editor of the hall, who tells both sides why.",
        f"Without an editor’s decision within {check} the work counts as accepted.",
        f"Released money can be paid out {plural(hold, 'day')} after its release."
        if hold
        else "Released money can be paid out at once.",
    ]  # fmt: skip
