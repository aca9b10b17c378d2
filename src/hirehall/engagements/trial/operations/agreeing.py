"""The offer of a trial as terms, and the contract that it becomes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contracts
from hirehall.contracts.models import Contract, Offer, OfferVersion
from hirehall.contracts.operations import WrittenTerms
from hirehall.engagements.trial import facts
from hirehall.engagements.trial.models import Match, Trial
from hirehall.engagements.trial.operations.telling import tell
from hirehall.engagements.trial.states import POT_LEAST, POT_PERCENT, POT_TIMES
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Policy
from hirehall.look.formats import money_text, plural
from hirehall.money.queries import FeeQuote


def clocks_in_words(policy: Policy) -> list[str]:
    """What time and silence mean in a trial, for the agreement and the pages, under the policy that is frozen here."""
    days, window = policy.number("trial.days"), policy.number("trial.window_days")
    percent, hold = policy.number(POT_PERCENT), policy.payout_hold_days
    pot = (
        f"The hall’s guarantee pot then pays the freelancer {percent}% of what they would have got; when it holds"
        f" less, as soon as the hall has filled it. {_pot_conditions(policy)}"
        if percent
        else "The freelancer is not paid then: this hall has no guarantee for it."
    )
    return [
        f"The trial lasts {plural(days, 'day')} from its payment. The whole price is held by the hall meanwhile.",
        f"After that the client has {plural(window, 'day')} to say that they are not content. Silence means content.",
        "A client who is content, or silent, pays the freelancer; whoever goes on does so by a new offer.",
        "A client who is not content says why, and has the whole price and the service fee back.",
        pot,
        f"A trial that is not paid within {plural(policy.number('trial.pay_hours'), 'hour')} does not begin.",
        f"Released money can be paid out {hold} days after its release." if hold else "It can be paid out at once.",
    ]  # fmt: skip


def _pot_conditions(policy: Policy) -> str:
    least, times = policy.number(POT_LEAST), policy.number(POT_TIMES)
    begins = (
        f"It pays nothing for a trial that ends before {least}% of its days have passed. " if least else ""
    )
    return f"{begins}Between the same two it pays {plural(times, 'time')} at most."


def offered_terms(match: Match, quote: FeeQuote, *, policy: Policy) -> WrittenTerms:
    """The terms of a trial with the chosen one, its fees quoted now and frozen."""
    request = match.request
    price = match.price
    assert price is not None  # noqa: S101 - who said yes has named it
    parts = [request.need]
    if match.rate is not None:
        parts.append(
            f"{money_text(match.rate)} an hour, {plural(request.weekly_hours, 'hour')} a week, "
            f"for {plural(policy.number('trial.days'), 'day')}."
        )
    return WrittenTerms(
        title=request.title,
        scope="\n\n".join(parts),
        total=price,
        starts_on=request.starts_on,
        plan=[
            {
                "id": str(new_id()),
                "title": request.title,
                "criteria": [],
                "amount_minor": price.minor,
                "due_on": None,
                "freelancer_fee_minor": quote.freelancer_fee.minor,
                "client_fee_minor": quote.client_fee.minor,
                "quote": quote.as_json(),
                "rate_minor": match.rate_minor,
                "cap_hours": request.weekly_hours or None,
                "pot_least_percent": policy.number(POT_LEAST),
                "pot_per_pair": policy.number(POT_TIMES),
            }
        ],
        clocks=clocks_in_words(policy),
    )


def begin_trial(offer: Offer, last: OfferVersion, match: Match, *, by: Actor) -> tuple[Contract, Trial]:
    """The contract of an accepted trial, its one unit of work, and its room. The client pays next."""
    plan = last.plan[0]
    schedule_id = plan["quote"].get("schedule_id")
    contract, _ = contracts.start_contract(
        offer, last, schedule_id=UUID(schedule_id) if schedule_id else None, by=by
    )
    now = clock.now()
    trial = Trial.objects.create(
        id=UUID(plan["id"]),
        contract=contract,
        request=match.request,
        title=contract.title,
        amount_minor=plan["amount_minor"],
        freelancer_fee_minor=plan["freelancer_fee_minor"],
        client_fee_minor=plan["client_fee_minor"],
        quote=plan["quote"],
        rate_minor=match.rate_minor,
        weekly_hours=match.request.weekly_hours,
        days=contract.policy.number("trial.days"),
        pot_least_percent=plan.get("pot_least_percent", 0),
        pot_per_pair=plan.get("pot_per_pair", 0),
        agreed_at=now,
        pay_by=now + timedelta(hours=contract.policy.number("trial.pay_hours")),
    )
    contracts.open_room(contract, also=offer.made_by_id, by=by)
    tell(
        facts.TrialAgreed,
        contract,
        trial,
        by=by,
        amount=Money(trial.amount_minor, contract.currency),
        pay_by=trial.pay_by,
    )
    return contract, trial
