"""Milestones as they are planned: checked against the policy, priced by frozen quotes, laid out, changed by consent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.operations import WrittenTerms, chosen_clauses
from hirehall.contracts.queries import Pricing, lane_in_words
from hirehall.engagements.milestone import rules
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations.closing import cancel, move_to
from hirehall.engagements.milestone.states import State
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money, zero
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Policy
from hirehall.money.queries import FeeQuote

PAID_OUT_AT_ONCE = "Released money can be paid out as soon as it is released."


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMilestone:
    """One milestone as somebody wrote it. ``id`` names an existing one in a change of terms."""

    title: str
    amount: Money
    criteria: tuple[str, ...] = ()
    due_on: date | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealTerms:
    """The words around the milestones. ``clause_ids`` choose among the hall's clauses; None keeps what stands."""

    title: str
    scope: str
    starts_on: date | None = None
    ends_on: date | None = None
    note: str = ""
    clause_ids: tuple[UUID, ...] | None = None


def written_terms(
    terms: DealTerms,
    milestones: tuple[PlannedMilestone, ...],
    *,
    currency: str,
    policy: Policy,
    pricing: Pricing,
    kept: dict[UUID, dict[str, Any]] | None = None,
) -> WrittenTerms:
    """Check and price what somebody wrote, and put the clocks of the policy into words.

    Args:
        kept: plan units that stay as they are agreed, by milestone id; others are quoted anew.
    Raises:
        Refused: naming the field that is wrong.
    """
    title = contract_rules.require_text(
        terms.title, field="title", least=3, most=contract_rules.LONGEST_TITLE
    )
    scope = contract_rules.require_text(
        terms.scope, field="scope", least=10, most=contract_rules.LONGEST_SCOPE
    )
    note = contract_rules.require_text(terms.note, field="note", least=0, most=contract_rules.LONGEST_NOTE)
    _require_dates(terms)
    checked = _require_milestones(milestones, currency=currency, policy=policy)
    quotes = pricing.quotes([milestone.amount for milestone in checked])
    plan: list[dict[str, Any]] = []
    for milestone, quote in zip(checked, quotes, strict=True):
        same = (kept or {}).get(milestone.id) if milestone.id else None
        plan.append(same if same and _same(same, milestone) else _priced(milestone, quote))
    return WrittenTerms(
        title=title,
        scope=scope,
        note=note,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        clauses=chosen_clauses(pricing.hall_id, terms.clause_ids),
        plan=plan,
        clocks=[*clocks_in_words(policy), *_lane_words(pricing, checked)],
        total=sum((milestone.amount for milestone in checked), zero(currency)),
    )


def _lane_words(pricing: Pricing, milestones: list[PlannedMilestone]) -> list[str]:
    waives = pricing.waives([milestone.amount for milestone in milestones])
    return lane_in_words(pricing.lane) if pricing.lane and waives else []


def clocks_in_words(policy: Policy) -> list[str]:
    """What silence means, for the agreement and the pages, under the policy that is frozen with the terms."""
    share = policy.chargeback_freelancer_percent
    delivery, refund = policy.silence_accepts_after_days, policy.refund_answer_days
    hold = policy.payout_hold_days
    return [
        f"A delivery that is neither accepted nor sent back within {delivery} days counts as accepted; it is paid.",
        f"A refund request that the freelancer does not answer within {refund} days is granted.",
        f"Released money can be paid out {hold} days after its release." if hold else PAID_OUT_AT_ONCE,
        f"An offer or a counter-offer that is not answered within {policy.offer_valid_days} days expires.",
        _chargebacks(share),
    ]


def _chargebacks(share: int) -> str:
    """Who bears it when the client's bank takes a payment back that was released already."""
    begins = (
        "If the client’s bank takes a payment back for good, what is still held is the client’s again, and "
    )
    if not share:
        return begins + "what was released stays the freelancer’s: the hall bears it."
    if share == 100:
        return begins + "the freelancer gives back what they were paid of it, from their next payouts."
    return (
        begins + f"the freelancer gives back {share}% of what they were paid of it, from their next payouts."
    )


def lay_out(contract: Contract, plan: list[dict[str, Any]]) -> list[Milestone]:
    """The milestones of a new contract, from the plan of its first terms."""
    rows = [_row(contract, unit, position) for position, unit in enumerate(plan, start=1)]
    Milestone.objects.bulk_create(rows)
    return rows


def adopt_plan(contract: Contract, plan: list[dict[str, Any]], *, by: Actor) -> None:
    """Make the milestones match a plan that both sides have agreed on.

    Only planned milestones change or are cancelled; what holds or held money stays as it is.

    Raises:
        Refused: ``terms.milestone_moved`` when one of those changed state since the proposal.
    """
    rows = {milestone.id: milestone for milestone in contract.milestones.select_for_update(no_key=True)}
    wanted = {UUID(unit["id"]) for unit in plan}
    for milestone in [row for row in rows.values() if row.id not in wanted]:
        if milestone.state in (State.CANCELLED, State.ACCEPTED, State.REFUNDED):
            continue
        _require_still_planned(milestone)
        cancel(contract, milestone, by=by)
    position = max((row.position for row in rows.values()), default=0)
    for unit in plan:
        known = rows.get(UUID(unit["id"]))
        if known is None:
            position += 1
            _row(contract, unit, position).save(force_insert=True)
        elif _differs(known, unit):
            _require_still_planned(known)
            _rewrite(known, unit)


def _rewrite(milestone: Milestone, unit: dict[str, Any]) -> None:
    milestone.title, milestone.criteria = unit["title"], unit["criteria"]
    milestone.due_on = date.fromisoformat(unit["due_on"]) if unit["due_on"] else None
    milestone.amount_minor = unit["amount_minor"]
    milestone.freelancer_fee_minor = unit["freelancer_fee_minor"]
    milestone.client_fee_minor = unit["client_fee_minor"]
    milestone.quote = unit["quote"]
    move_to(milestone, State.PLANNED)


def _require_still_planned(milestone: Milestone) -> None:
    if milestone.state != State.PLANNED or milestone.funded_minor:
        raise Refused(
            "terms.milestone_moved",
            f"“{milestone.title}” {rules.WORDS[State(milestone.state)]}; it can no longer be changed by new terms.",
        )


def _differs(milestone: Milestone, unit: dict[str, Any]) -> bool:
    due_on = milestone.due_on.isoformat() if milestone.due_on else None
    return (milestone.title, milestone.criteria, due_on, milestone.own_amount.minor) != (
        unit["title"],
        unit["criteria"],
        unit["due_on"],
        unit["amount_minor"],
    )


def _same(unit: dict[str, Any], milestone: PlannedMilestone) -> bool:
    due_on = milestone.due_on.isoformat() if milestone.due_on else None
    return (unit["title"], tuple(unit["criteria"]), unit["due_on"], unit["amount_minor"]) == (
        milestone.title,
        milestone.criteria,
        due_on,
        milestone.amount.minor,
    )


def _row(contract: Contract, unit: dict[str, Any], position: int) -> Milestone:
    return Milestone(
        id=UUID(unit["id"]),
        contract=contract,
        position=position,
        title=unit["title"],
        criteria=unit["criteria"],
        due_on=date.fromisoformat(unit["due_on"]) if unit["due_on"] else None,
        amount_minor=unit["amount_minor"],
        freelancer_fee_minor=unit["freelancer_fee_minor"],
        client_fee_minor=unit["client_fee_minor"],
        quote=unit["quote"],
    )


def _priced(milestone: PlannedMilestone, quote: FeeQuote) -> dict[str, Any]:
    return {
        "id": str(milestone.id or new_id()),
        "title": milestone.title,
        "criteria": list(milestone.criteria),
        "amount_minor": milestone.amount.minor,
        "due_on": milestone.due_on.isoformat() if milestone.due_on else None,
        "freelancer_fee_minor": quote.freelancer_fee.minor,
        "client_fee_minor": quote.client_fee.minor,
        "quote": quote.as_json(),
    }


def _require_dates(terms: DealTerms) -> None:
    if terms.starts_on and terms.ends_on and terms.ends_on < terms.starts_on:
        raise _invalid("contract.invalid", "The end comes before the start.", "ends_on")


def _require_milestones(
    milestones: tuple[PlannedMilestone, ...], *, currency: str, policy: Policy
) -> list[PlannedMilestone]:
    if not milestones:
        raise _invalid("milestone.none_planned", "Plan at least one milestone.", "milestones")
    if len(milestones) > policy.milestones_per_contract:
        raise _invalid(
            "milestone.too_many",
            f"This hall allows {policy.milestones_per_contract} milestones in one contract.",
            "milestones",
        )
    checked = [_checked(milestone, currency) for milestone in milestones]
    total = sum(milestone.amount.minor for milestone in checked)
    if total > policy.largest_amount_minor:
        most = Money(policy.largest_amount_minor, currency)
        raise _invalid(
            "contract.above_policy", f"This hall allows contracts of up to {most.text()}.", "milestones"
        )
    return checked


def _checked(milestone: PlannedMilestone, currency: str) -> PlannedMilestone:
    text = contract_rules.require_text
    title = text(milestone.title, field="milestone_title", least=3, most=contract_rules.LONGEST_TITLE)
    if milestone.amount.currency != currency:
        raise _invalid("contract.currency_mismatch", f"All milestones are in {currency} here.", "currency")
    if milestone.amount.minor <= 0:
        raise _invalid("milestone.amount_not_positive", f"“{title}” needs an amount.", "amount")
    if len(milestone.criteria) > rules.MOST_CRITERIA:
        raise _invalid(
            "milestone.too_many_criteria", f"At most {rules.MOST_CRITERIA} criteria each.", "criteria"
        )
    if milestone.due_on and milestone.id is None and milestone.due_on < clock.now().date():
        raise _invalid("milestone.due_in_the_past", f"“{title}” is due on a day that has passed.", "due_on")
    criteria = tuple(
        text(line, field="criterion", least=3, most=rules.LONGEST_CRITERION)
        for line in milestone.criteria
        if line.strip()
    )
    return PlannedMilestone(
        title=title, amount=milestone.amount, criteria=criteria, due_on=milestone.due_on, id=milestone.id
    )


def _invalid(code: str, sentence: str, field: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field=field)
