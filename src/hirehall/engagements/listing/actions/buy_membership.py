"""A member buys a membership of the board; what the rail then says about its payment."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.listing import facts, rules
from hirehall.engagements.listing.models import Membership
from hirehall.engagements.listing.operations import memberships as operations
from hirehall.engagements.listing.queries import memberships as queries
from hirehall.engagements.listing.rules import memberships as member_rules
from hirehall.engagements.listing.states import MemberState
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall
from hirehall.halls.operations import require_member
from hirehall.look.formats import day_text
from hirehall.money import operations as money
from hirehall.money import queries as money_queries
from hirehall.people.models import Person

TOO_LATE = "Nobody waits for this payment of a membership any more."


@action("listing.buy_membership", scope=Scope.MONEY_WRITE)
def buy_membership(
    hall_id: UUID,
    *,
    by: Actor,
    method: str = "sandbox.instant",
    at_once: bool = False,
    renews: bool = False,
    seen: Money | None = None,
    seen_days: tuple[int, int] | None = None,
) -> Membership:
    """A member buys the next membership, at the price and for the days of the policy in force.

    Args:
        at_once: use it from its first moment on; it cannot be taken back then, and the member says so here.
        renews: renew it by itself, until the member says otherwise.
        seen: what the member was shown as its price; another one is refused.
        seen_days: how long it lasts and how long it can be taken back, as shown; others are refused.
    """
    person_id = rules.require_person(by)
    contract_operations.require_nobody_suspended(person_id, hold=True)
    who = Person.objects.select_for_update(no_key=True).get(id=person_id)
    require_member(hall_id, by=by)
    hall = Hall.objects.get(id=hall_id)
    sale = queries.sale_at(hall)
    if sale is None:
        raise Refused(
            "membership.not_sold", "The board of this hall is free to read.", because=Because.NOT_FOUND
        )
    if queries.paying_of(person_id, hall_id) is not None:
        raise Refused("membership.under_way", "You are paying for one already. Wait for that payment first.")
    from_ = queries.may_buy_from(queries.latest_of(person_id, hall_id))
    if from_ is not None:
        raise Refused(
            "membership.runs", f"Yours runs. The next one can be bought from {day_text(from_.date())} on."
        )
    member_rules.require_price(seen, sale.price)
    member_rules.require_days(seen_days, (sale.days, sale.back_days))
    row = Membership(hall=hall, person=who, method=method, at_once=at_once, renews=renews)
    return operations.ask_for(row, sale, by=by)


@action("listing.settle_membership")
def settle_membership(payment_id: UUID, *, by: Actor) -> Membership:
    """The rail has the money: the membership runs, once. A payment that nobody waits for goes back in full."""
    member_rules.require_rail(by)
    row = queries.membership_to_move(money_queries.payment(payment_id).unit_id, by=by)
    payment = money_queries.payment(payment_id)
    if payment.funded_at is not None:
        return row
    if row.state != MemberState.PAYING or row.payment_id != payment.id:
        money.return_payment(payment, reason=TOO_LATE, by=by)
        operations.note(facts.MembershipPaymentReturned, row, by=by)
        return row
    money.post_funding(payment)
    last = queries.latest_of(row.person_id, row.hall_id)
    operations.run(row, queries.membership_to_move(last.id, by=by) if last else None)
    assert row.begins_at is not None  # noqa: S101 - set just now
    assert row.ends_at is not None  # noqa: S101 - set just now
    renewed = row.renewal_of_id is not None
    operations.note(
        facts.MembershipPaid, row, by=by, begins_at=row.begins_at, ends_at=row.ends_at, renewed=renewed
    )
    operations.earn_if_due(row, by=by)
    row.save()
    return row


@action("listing.fail_membership")
def fail_membership(payment_id: UUID, *, by: Actor, reason: str = "") -> Membership:
    """The rail could not collect its price: nothing was bought, and another try is a new one."""
    member_rules.require_rail(by)
    row = queries.membership_to_move(money_queries.payment(payment_id).unit_id, by=by)
    if row.state != MemberState.PAYING or row.payment_id != payment_id:
        return row
    row.state, row.reason = MemberState.FAILED, reason[:300]
    row.version += 1
    row.save()
    renewed = row.renewal_of_id is not None
    operations.note(facts.MembershipUnpaid, row, by=by, reason=row.reason, renewed=renewed)
    return row
