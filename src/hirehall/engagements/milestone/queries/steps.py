"""Page models of single steps: fund, deliver, review, release a part, refund, end. Each says what money does."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.states import AskState, Side
from hirehall.engagements.milestone import rules
from hirehall.engagements.milestone.models import Delivery, Milestone, RefundRequest
from hirehall.engagements.milestone.queries.cards import DeliveryCard, delivery_card
from hirehall.engagements.milestone.queries.rows import milestone_for
from hirehall.engagements.milestone.states import State
from hirehall.files import queries as files
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found


@dataclass(frozen=True, slots=True)
class FundingPage:
    """What the client pays for one milestone, and to whom it goes when."""

    milestone: Milestone
    contract: Contract
    freelancer_name: str
    amount: Money
    client_fee: Money
    total: Money
    freelancer_gets: Money
    commission: Money
    can: bool
    why_not: str
    silence_days: int
    is_under_way: bool
    pending_href: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One milestone with everything that was handed over and asked for."""

    milestone: Milestone
    contract: Contract
    side: Side
    deliveries: list[DeliveryCard]
    last: DeliveryCard | None
    held: Money
    net: Money
    commission: Money
    hold_days: int
    silence_days: int
    following: str
    can_answer: bool


@dataclass(frozen=True, slots=True)
class RefundPage:
    """A refund: asked for, or to be answered."""

    milestone: Milestone
    contract: Contract
    side: Side
    request: RefundRequest | None
    amount: Money
    fee_back: Money
    answer_days: int


def funding_page(milestone: Milestone, by: Actor, *, pending_href: str = "") -> FundingPage:
    contract = milestone.contract
    paying = contract_rules.may_pay(contract, by)
    fundable = rules.can("begin funding", milestone)
    if not paying:
        why = "Only the client’s owner or billing members pay."
    elif not fundable:
        why = f"“{milestone.title}” {rules.WORDS[State(milestone.state)]}."
    else:
        why = ""
    commission = milestone.money(milestone.freelancer_fee_minor)
    return FundingPage(
        milestone=milestone,
        contract=contract,
        freelancer_name=contract.freelancer_name,
        amount=milestone.to_fund,
        client_fee=milestone.fee_to_pay,
        total=milestone.to_fund + milestone.fee_to_pay,
        freelancer_gets=milestone.amount - commission,
        commission=commission,
        can=paying and fundable and contract.state == "active",
        why_not=why,
        silence_days=contract.policy.silence_accepts_after_days,
        is_under_way=milestone.state == State.FUNDING,
        pending_href=pending_href,
    )


def work_page(by: Actor, milestone_id: UUID) -> WorkPage:
    """For delivering, reviewing and releasing: the milestone with all hand-overs, newest last."""
    milestone = milestone_for(by, milestone_id)
    contract = milestone.contract
    rows = list(
        Delivery.objects.filter(milestone=milestone).select_related("change_request").order_by("number")
    )
    kept = files.for_subjects("delivery", [row.id for row in rows if row.files_count])
    cards = [delivery_card(row, kept.get(row.id, [])) for row in rows]
    left = milestone.money(milestone.freelancer_fee_minor - milestone.freelancer_fee_taken_minor)
    following = rules.next_after(milestone, list(contract.milestones.order_by("position")))
    return WorkPage(
        milestone=milestone,
        contract=contract,
        side=contract_rules.side_of(contract, by) or Side.CLIENT,
        deliveries=cards,
        last=cards[-1] if cards else None,
        held=milestone.held,
        net=milestone.held - left if milestone.held else milestone.held,
        commission=left,
        hold_days=contract.policy.payout_hold_days,
        silence_days=contract.policy.silence_accepts_after_days,
        following=following.title if following else "",
        can_answer=contract_rules.may_hire(contract, by) and contract.state == "active",
    )


def refund_page(by: Actor, milestone_id: UUID) -> RefundPage:
    milestone = milestone_for(by, milestone_id)
    contract = milestone.contract
    fee = milestone.money(milestone.client_fee_minor * milestone.held.minor // milestone.amount_minor)
    return RefundPage(
        milestone=milestone,
        contract=contract,
        side=contract_rules.side_of(contract, by) or Side.CLIENT,
        request=None,
        amount=milestone.held,
        fee_back=fee,
        answer_days=contract.policy.refund_answer_days,
    )


def refund_request_page(by: Actor, request_id: UUID) -> RefundPage:
    """A refund request for both sides.

    Raises:
        Refused: ``refund_request.not_found``.
    """
    request = RefundRequest.objects.filter(id=request_id).first()
    if request is None:
        raise not_found("refund_request")
    page = refund_page(by, request.milestone_id)
    amount = page.milestone.money(request.amount_minor)
    fee = page.milestone.money(page.milestone.client_fee_minor * amount.minor // page.milestone.amount_minor)
    return RefundPage(page.milestone, page.contract, page.side, request, amount, fee, page.answer_days)


def is_open(request: RefundRequest) -> bool:
    return request.state == AskState.OPEN
