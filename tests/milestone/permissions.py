"""Who may do what with milestones. The client owns; the freelancer is the counterparty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery, accept_in_silence
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.ask_changes import ask_changes
from hirehall.engagements.milestone.actions.ask_refund import (
    ask_refund,
    grant_refund,
    grant_refund_in_silence,
    refuse_refund,
    withdraw_refund,
)
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.change_terms import accept_terms, propose_terms
from hirehall.engagements.milestone.actions.complete_contract import complete_contract
from hirehall.engagements.milestone.actions.counter_offer import counter_offer
from hirehall.engagements.milestone.actions.deliver_work import deliver_work
from hirehall.engagements.milestone.actions.end_contract import accept_ending, end_by_notice, propose_ending
from hirehall.engagements.milestone.actions.face_chargeback import (
    freeze_for_chargeback,
    resume_after_chargeback,
    settle_chargeback,
)
from hirehall.engagements.milestone.actions.fail_funding import fail_funding
from hirehall.engagements.milestone.actions.make_offer import draft_offer, make_offer
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.engagements.milestone.actions.rewrite_draft import rewrite_draft
from hirehall.engagements.milestone.actions.send_drafted_offer import send_drafted_offer
from hirehall.engagements.milestone.actions.settle_funding import settle_funding
from hirehall.engagements.milestone.models import Milestone, RefundRequest
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.models import Chargeback, Payment
from hirehall.money.rails.interface import Charge, Collected, Dispute, Outcome
from tests.makers.base import make_hall
from tests.makers.contracts import RAIL, Pair, deal, eur, first, make_pair, planned, receive
from tests.makers.market import make_brief, make_proposal
from tests.permission_case import Case

CLIENT, FREELANCER, BOTH, SYSTEM = {"owner"}, {"counterparty"}, {"owner", "counterparty"}, {"system"}
Row = tuple[str, set[str], Callable[[Actor], Any]]


def matrix() -> list[Case]:
    pair = make_pair(
        make_hall(slug="milestone-matrix"), client="Clara Milestone", freelancer="Felix Milestone"
    )
    rows = [*_offers(pair), *_money(pair), *_work(pair), *_deals(pair)]
    return [
        Case(action=f"milestone.{name}", call=call, owner=pair.client, counterparty=pair.freelancer, may=may)
        for name, may, call in rows
    ]


def _offers(pair: Pair) -> list[Row]:
    proposal = make_proposal(make_brief(pair.hall, pair.client), pair.freelancer)
    new = {"terms": deal(), "milestones": (planned(),)}
    on_proposal = {**new, "proposal_id": proposal.id}
    draft = draft_offer(pair.hall.id, by=pair.client, freelancer_id=pair.freelancer.person_id, **new)  # type: ignore[arg-type]
    offer = pair.offer()
    return [
        ("make_offer", CLIENT, lambda by: make_offer(pair.hall.id, by=by, **on_proposal)),  # type: ignore[arg-type]
        ("draft_offer", CLIENT, lambda by: draft_offer(pair.hall.id, by=by, **on_proposal)),  # type: ignore[arg-type]
        ("send_drafted_offer", CLIENT, lambda by: send_drafted_offer(draft.id, by=by)),
        ("rewrite_draft", CLIENT, lambda by: rewrite_draft(draft.id, by=by, **new)),  # type: ignore[arg-type]
        ("counter_offer", FREELANCER, lambda by: counter_offer(offer.id, by=by, **new)),  # type: ignore[arg-type]
        ("accept_offer", FREELANCER, lambda by: accept_offer(offer.id, by=by)),
    ]


def _money(pair: Pair) -> list[Row]:
    new, paying, funded = first(pair.contract()), first(pair.contract()), pair.funded()
    paying = begin_funding(paying.id, by=pair.client, method="sandbox.delayed")
    other = begin_funding(first(pair.contract()).id, by=pair.client)
    receive(other)
    asked = ask_refund(pair.funded().id, by=pair.client, amount=eur(100), reason="We no longer need it.")
    late = ask_refund(pair.funded().id, by=pair.client, amount=eur(100), reason="We no longer need it.")
    RefundRequest.objects.filter(id=late.id).update(answer_by=clock.now())
    reason = "The work is almost done."
    case = _case(pair.funded())
    return [
        ("begin_funding", CLIENT, lambda by: begin_funding(new.id, by=by)),
        ("settle_funding", SYSTEM, lambda by: settle_funding(other.payment_id, by=by)),  # type: ignore[arg-type]
        ("fail_funding", SYSTEM, lambda by: fail_funding(paying.payment_id, by=by)),  # type: ignore[arg-type]
        ("ask_refund", CLIENT, lambda by: ask_refund(funded.id, by=by, amount=eur(100), reason=reason)),
        ("withdraw_refund", CLIENT, lambda by: withdraw_refund(asked.id, by=by)),
        ("grant_refund", FREELANCER, lambda by: grant_refund(asked.id, by=by)),
        ("refuse_refund", FREELANCER, lambda by: refuse_refund(asked.id, by=by, reason=reason)),
        ("freeze_for_chargeback", SYSTEM, lambda by: freeze_for_chargeback(case, by=by)),
        ("resume_after_chargeback", SYSTEM, lambda by: resume_after_chargeback(case, by=by)),
        ("settle_chargeback", SYSTEM, lambda by: settle_chargeback(case, by=by)),
        ("grant_refund_in_silence", SYSTEM, lambda by: grant_refund_in_silence(late.id, by=by)),
    ]


def _case(milestone: Milestone) -> UUID:
    """A chargeback that the rail has lost, and that nobody has settled."""
    payment = Payment.objects.get(id=milestone.payment_id)
    dispute = Dispute("dp_matrix", payment.total, Outcome.FAILED)
    told = Collected(Outcome.SUCCEEDED, (Charge(payment.reference, payment.total, dispute=dispute),))
    record_collection(payment.id, collected=told, by=RAIL)
    return Chargeback.objects.get(payment=payment).id


def _work(pair: Pair) -> list[Row]:
    funded, delivered, late = pair.funded(), pair.delivered(), pair.delivered()
    Milestone.objects.filter(id=late.id).update(auto_accept_at=clock.now())
    text = "The receipt is missing."
    return [
        ("deliver_work", FREELANCER, lambda by: deliver_work(funded.id, by=by, note="Here it is.")),
        ("accept_delivery", CLIENT, lambda by: accept_delivery(delivered.id, by=by)),
        ("accept_in_silence", SYSTEM, lambda by: accept_in_silence(late.id, by=by)),
        ("ask_changes", CLIENT, lambda by: ask_changes(delivered.id, by=by, text=text)),
        ("release_part", CLIENT, lambda by: release_part(delivered.id, by=by, amount=eur(100))),
    ]


def _deals(pair: Pair) -> list[Row]:
    running, changing, ending = pair.contract(), pair.contract(), pair.contract()
    new = {"terms": deal(note="Longer."), "milestones": (planned(),)}
    terms = propose_terms(changing.id, by=pair.client, **new)  # type: ignore[arg-type]
    end = propose_ending(ending.id, by=pair.client)
    return [
        ("propose_terms", BOTH, lambda by: propose_terms(running.id, by=by, **new)),  # type: ignore[arg-type]
        ("accept_terms", FREELANCER, lambda by: accept_terms(terms.id, by=by)),
        ("propose_ending", BOTH, lambda by: propose_ending(running.id, by=by)),
        ("accept_ending", FREELANCER, lambda by: accept_ending(end.id, by=by)),
        ("end_by_notice", BOTH, lambda by: end_by_notice(running.id, by=by)),
        ("complete_contract", SYSTEM, lambda by: complete_contract(running.id, by=by)),
    ]
