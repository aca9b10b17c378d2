"""Hourly terms as they are written: a rate and a weekly cap, checked, priced, and their calendar put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hirehall.contracts import rules as contract_rules
from hirehall.contracts.operations import WrittenTerms, chosen_clauses
from hirehall.contracts.queries import Pricing
from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class HourTerms:
    """A deal by the hour. ``clause_ids`` choose among the hall's clauses; None keeps what stands."""

    title: str
    scope: str
    rate: Money
    cap_hours: int
    starts_on: date | None = None
    note: str = ""
    clause_ids: tuple[UUID, ...] | None = None


def written_terms(terms: HourTerms, *, currency: str, policy: Policy, pricing: Pricing) -> WrittenTerms:
    """Check and price what somebody wrote: the quote is for one full week at the cap.

    Raises:
        Refused: naming the field that is wrong.
    """
    text = contract_rules.require_text
    _require_rate_and_cap(terms, currency, policy)
    amount = Money(terms.rate.minor * terms.cap_hours, terms.rate.currency)
    if amount.minor > policy.largest_amount_minor:
        most = Money(policy.largest_amount_minor, currency)
        raise _invalid(
            "contract.above_policy", f"This hall allows weeks of up to {most.text()}.", "cap_hours"
        )
    if terms.starts_on and terms.starts_on < clock.now().date():
        raise _invalid("contract.invalid", "The start is a day that has passed.", "starts_on")
    return WrittenTerms(
        title=text(terms.title, field="title", least=3, most=contract_rules.LONGEST_TITLE),
        scope=text(terms.scope, field="scope", least=10, most=contract_rules.LONGEST_SCOPE),
        note=text(terms.note, field="note", least=0, most=contract_rules.LONGEST_NOTE),
        starts_on=terms.starts_on,
        clauses=chosen_clauses(pricing.hall_id, terms.clause_ids),
        plan=[_plan(terms, amount, pricing)],
        clocks=calendar_in_words(policy),
        total=amount,
    )


def calendar_in_words(policy: Policy) -> list[str]:
    """The week's calendar and what silence means, under the policy that is frozen with the terms."""
    edit, review = policy.number("hourly.edit_hours"), policy.number("hourly.review_hours")
    hold, answer = policy.number("hourly.hold_hours"), policy.number("hourly.dispute_answer_days")
    share = policy.chargeback_freelancer_percent
    lost = (
        f" of what was paid out the freelancer gives back {share}%." if share else " the hall bears the rest."
    )
    return [
        "A week runs from Monday 00:00 to the next Monday 00:00, UTC.",
        f"The money for a full week is held in advance, {hold} hours before it starts.",
        "What is not worked rolls on to a later week or goes back to the client.",
        f"Time of a week can be corrected until {edit} hours after its end.",
        f"A week is under review until {review} hours after its end; what the client has not disputed then is paid.",
        f"A disputed entry that the freelancer does not answer for within {answer} days is taken off.",
        "A contested entry stays held until both sides agree on its minutes.",
        "Either side may end the contract at any time: the open week closes, and no further time is taken.",
        "A client who ends it pays the undisputed time at once; else it is paid when its review ends.",
        "New terms count from the next week whose money is not held yet.",
        "If the client’s bank takes a payment back for good, what is still held is the client’s again;"
        + lost,
    ]


def _plan(terms: HourTerms, amount: Money, pricing: Pricing) -> dict[str, Any]:
    quote = pricing.quote(amount)
    return {
        "id": str(new_id()),
        "title": f"Up to {terms.cap_hours} hours a week at {terms.rate.text()} an hour",
        "criteria": [],
        "due_on": None,
        "amount_minor": amount.minor,
        "freelancer_fee_minor": quote.freelancer_fee.minor,
        "client_fee_minor": quote.client_fee.minor,
        "quote": quote.as_json(),
        "rate_minor": terms.rate.minor,
        "cap_hours": terms.cap_hours,
    }


def _require_rate_and_cap(terms: HourTerms, currency: str, policy: Policy) -> None:
    if terms.rate.currency != currency:
        raise _invalid("contract.currency_mismatch", f"The rate is in {currency} here.", "rate")
    if terms.rate.minor <= 0:
        raise _invalid("hourly.rate_not_positive", "An hour needs a rate above nothing.", "rate")
    most = policy.number("hourly.largest_cap_hours")
    if not 1 <= terms.cap_hours <= most:
        raise _invalid("hourly.bad_cap", f"The weekly cap is between 1 and {most} hours.", "cap_hours")


def _invalid(code: str, sentence: str, field: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field=field)
