"""The life of a week: planned, held, charged; each step in the caller's transaction, on rows that are locked."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import F

from hirehall.contracts import operations as contracts
from hirehall.contracts import queries as contract_queries
from hirehall.contracts.models import Contract
from hirehall.contracts.states import EndedBy, Side
from hirehall.engagements.hourly import facts, rules
from hirehall.engagements.hourly.models import Arrangement, Entry, Week
from hirehall.engagements.hourly.operations.telling import tell
from hirehall.engagements.hourly.states import FINAL, State
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.money import operations as money


def move_to(week: Week, state: State) -> None:
    """Set the state and what follows from it; the caller's row is saved whole."""
    week.state = state
    week.version += 1
    if state in FINAL:
        week.closed_at = clock.now()
    week.save()


def plan_week(contract: Contract, moment: datetime) -> Week:
    """A planned week around that moment, with its calendar under the contract's policy. It has no money yet."""
    week = Week(contract=contract, amount_minor=0)
    rules.date_week(week, rules.monday_of(moment))
    price(week)
    week.save(force_insert=True)
    return week


def first_moment(starts_on: date | None) -> datetime:
    """When a contract that begins now takes its first week."""
    now = clock.now()
    return max(now, datetime.combine(starts_on, time.min, UTC)) if starts_on else now


def planned_week(contract: Contract) -> Week | None:
    """The one week that is still planned: the latest, or a new one after the last.

    None while the latest one's payment is under way: it may come back as planned, and there is never a second.
    """
    last = contract.weeks.select_for_update(no_key=True).order_by("-starts_at").first()
    if last is not None and last.state == State.FUNDING:
        return None
    if last is None or last.state != State.PLANNED:
        return plan_week(contract, max(last.ends_at, rules.monday_of(clock.now())) if last else clock.now())
    last.contract = contract
    return last


def price(week: Week) -> None:
    """Quote what is to be paid for a full week at the terms in force, besides what rolled in. Repeats itself."""
    contract = week.contract
    plan = contract_queries.terms_in_force(contract).plan[0]
    week.rate_minor, week.cap_minutes = plan["rate_minor"], plan["cap_hours"] * 60
    own = week.money(max(0, plan["rate_minor"] * plan["cap_hours"] - week.funded_minor))
    is_first = not contract.weeks.filter(funded_at__isnull=False).exists()
    week.amount_minor = week.funded_minor + own.minor
    week.freelancer_fee_minor, week.client_fee_minor = week.rolled_fee_minor, week.client_fee_paid_minor
    if own:
        pricing = contract_queries.pricing_of(contract, schedule_id=contract.schedule_id)
        quote = pricing.quote(own, first=is_first)
        week.freelancer_fee_minor += quote.freelancer_fee.minor
        week.client_fee_minor += quote.client_fee.minor
        week.quote = quote.as_json()


def begin_hold(contract: Contract, week: Week, *, method: str, by: Actor) -> Week:
    """Ask the rail for what a full week costs, besides what rolled in; a week that needs nothing opens at once."""
    _move_on_to_now(week)
    price(week)
    if not week.to_fund:
        open_week(contract, week, by=by)
        return week
    payment = money.begin_payment(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        unit_id=week.id,
        payer_id=contract.client_id,
        organisation_id=contract.organisation_id,
        payee_id=contract.freelancer_id,
        policy_id=contract.policy_id,
        amount=week.to_fund,
        client_fee=week.fee_to_pay,
        method=method,
        by=by,
    )
    week.payment_id = payment.id
    move_to(week, State.FUNDING)
    contracts.touch(contract)
    tell(facts.HoldBegun, contract, week, by=by, payment_id=payment.id, amount=week.to_fund)
    return week


def open_week(contract: Contract, week: Week, *, by: Actor) -> None:
    """The week's money is held: time can be logged, and the week after it is planned."""
    week.funded_at = week.funded_at or clock.now()
    move_to(week, State.OPEN)
    contracts.touch(contract)
    tell(facts.WeekHeld, contract, week, by=by, amount=week.held)
    if contract.arrangement.takes_new_weeks:
        planned_week(contract)


def begin_review(contract: Contract, week: Week, *, by: Actor) -> None:
    """What was logged is fixed; what was not worked leaves the week."""
    minutes = sum(week.entries.values_list("minutes", flat=True))
    move_to(week, State.REVIEW)
    pass_on(contract, week, week.held - _at_most(week, week.worth(minutes)), by=by, may_wait=True)
    week.save()
    tell(
        facts.ReviewBegun,
        contract,
        week,
        by=by,
        minutes=minutes,
        amount=week.worth(minutes),
        review_until=week.review_until,
    )


def charge(contract: Contract, week: Week, *, by: Actor) -> None:
    """Pay what is not disputed, pass on what is not needed; the state moves with the posting, once."""
    entries = list(week.entries.all())
    agreed, disputed_minutes = sum(row.paid_minutes for row in entries), rules.open_minutes(entries)
    due = week.worth(agreed) - week.money(week.released_minor)
    paid = _at_most(week, due) if due.minor > 0 else week.money(0)
    net = contracts.release(contract, week, paid, by=by) if paid else paid
    most = week.worth(agreed + disputed_minutes) - week.money(week.released_minor)
    kept = _at_most(week, most) if disputed_minutes else week.money(0)
    rest = week.held - kept
    pass_on(contract, week, rest, by=by)
    move_to(week, State.DISPUTED if disputed_minutes else State.RELEASED)
    contracts.touch(contract)
    tell(facts.WeekCharged, contract, week, by=by, amount=paid, net=net, rest=rest, disputed=kept)


def pass_on(contract: Contract, week: Week, rest: Money, *, by: Actor, may_wait: bool = False) -> None:
    """What is not needed: into the next week as far as that one needs it, the other part back to the client.

    Args:
        may_wait: leave it where it is while the next week's own payment is under way.
    """
    if not rest:
        return
    if contract.arrangement.takes_new_weeks:
        following = planned_week(contract)
        if following is None and may_wait:
            return
        if following is not None:
            rest = rest - _roll(contract, week, following, rest, by=by)
    if rest:
        contracts.refund(contract, week, rest, by=by)


def cut_short(week: Week, *, review_hours: int) -> None:
    """A week that ends now by notice: its review begins at once."""
    now = clock.now()
    week.edit_until = min(week.edit_until, now)
    week.review_until = min(week.review_until, now + timedelta(hours=review_hours))


def reprice(contract: Contract) -> None:
    """New terms are in force: they count for the week that is still planned, and for those after it."""
    for week in contract.weeks.select_for_update(no_key=True).filter(state=State.PLANNED):
        week.contract = contract
        price(week)
        week.version += 1
        week.save()


def give_back_planned(contract: Contract, week: Week, *, by: Actor) -> None:
    """A planned week that never comes: what rolled in goes back, and it is cancelled."""
    if week.held:
        contracts.refund(contract, week, week.held, by=by)
    move_to(week, State.CANCELLED)
    tell(facts.WeekCancelled, contract, week, by=by)


def end_if_settled(contract: Contract, arrangement: Arrangement, *, by: Actor) -> None:
    """After notice: the contract ends with its last week."""
    if arrangement.notice_at is None or contract.weeks.exclude(state__in=list(FINAL)).exists():
        return
    contracts.end(
        contract, EndedBy.NOTICE, by=by, side=Side(arrangement.notice_side), note=arrangement.notice_note
    )


def stop_clocks_for(contract: Contract, stood: timedelta) -> None:
    """Nothing could be answered while the contract stood still, so its clocks get that time back."""
    weeks = Week.objects.filter(contract=contract, state__in=[State.OPEN, State.CLOSED, State.REVIEW])
    weeks.update(edit_until=F("edit_until") + stood, review_until=F("review_until") + stood)
    Entry.objects.filter(week__contract=contract, answer_by__isnull=False).update(
        answer_by=F("answer_by") + stood
    )


def _roll(contract: Contract, week: Week, following: Week, rest: Money, *, by: Actor) -> Money:
    """Move on what the planned week needs; it is priced before and after, so that its fees hold both parts."""
    _move_on_to_now(following)
    price(following)
    rolled = min(rest, following.to_fund)
    if rolled:
        following.amount_minor = following.funded_minor
        following.freelancer_fee_minor = following.rolled_fee_minor
        following.client_fee_minor = following.client_fee_paid_minor
        contracts.roll_on(contract, week, following, amount=rolled, by=by)
        following.rolled_fee_minor = following.freelancer_fee_minor
        price(following)
    following.save()
    return rolled


def _at_most(week: Week, wanted: Money) -> Money:
    return min(wanted, week.held)


def _move_on_to_now(week: Week) -> None:
    """A week that is dated anew may be tried again."""
    if rules.move_on_to_now(week):
        week.tried_at = None
