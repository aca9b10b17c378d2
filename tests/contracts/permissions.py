"""Who may do what with offers, terms and ends, whatever the engagement model."""

from __future__ import annotations

from hirehall.contracts.actions.answer_ending import decline_ending, withdraw_ending
from hirehall.contracts.actions.answer_terms import decline_terms, withdraw_terms
from hirehall.contracts.actions.close_offer import decline_offer, expire_offer, withdraw_offer
from hirehall.contracts.actions.face_chargeback import (
    freeze_for_chargeback,
    resume_after_chargeback,
    settle_chargeback,
)
from hirehall.contracts.actions.file_agreement import file_agreement
from hirehall.contracts.actions.pay_extra import fail_extra, pay_extra, settle_extra
from hirehall.contracts.actions.share_out import (
    answer_split,
    end_standing_split,
    propose_split,
    withdraw_split,
)
from hirehall.contracts.models import Offer, Split
from hirehall.engagements.milestone.actions.change_terms import propose_terms
from hirehall.engagements.milestone.actions.end_contract import propose_ending
from hirehall.foundation import clock
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.models import Chargeback, Payment
from hirehall.money.rails.driving import drive_payment
from hirehall.money.rails.interface import Charge, Collected, Dispute, Outcome
from tests.makers.agencies import make_studio
from tests.makers.base import make_hall
from tests.makers.contracts import RAIL, Pair, deal, eur, make_pair, planned
from tests.makers.hourly import hourly_contract
from tests.permission_case import Case


def matrix() -> list[Case]:
    """The client owns; the freelancer is the counterparty. An offer waits, and another that has run out."""
    pair = make_pair(make_hall(slug="contracts-matrix"), client="Carla Matrix", freelancer="Fred Matrix")
    offer, late = pair.offer(), pair.offer()
    Offer.objects.filter(id=late.id).update(expires_at=clock.now())
    changing, ending = pair.contract(), pair.contract()
    terms = propose_terms(changing.id, by=pair.client, terms=deal(note="Longer."), milestones=(planned(),))
    end = propose_ending(ending.id, by=pair.client, note="Enough.")
    return [
        *_extras(pair),
        *_shares(),
        _case(pair, "contracts.decline_offer", {"counterparty"}, lambda by: decline_offer(offer.id, by=by)),
        _case(pair, "contracts.withdraw_offer", {"owner"}, lambda by: withdraw_offer(offer.id, by=by)),
        _case(pair, "contracts.expire_offer", {"system"}, lambda by: expire_offer(late.id, by=by)),
        _case(pair, "contracts.decline_terms", {"counterparty"}, lambda by: decline_terms(terms.id, by=by)),
        _case(pair, "contracts.withdraw_terms", {"owner"}, lambda by: withdraw_terms(terms.id, by=by)),
        _case(pair, "contracts.decline_ending", {"counterparty"}, lambda by: decline_ending(end.id, by=by)),
        _case(pair, "contracts.withdraw_ending", {"owner"}, lambda by: withdraw_ending(end.id, by=by)),
        _case(
            pair,
            "contracts.file_agreement",
            {"system"},
            lambda by: file_agreement(changing.id, by=by, number=1),
        ),
    ]


def _extras(pair: Pair) -> list[Case]:
    """A bonus that nobody has begun, one whose money has come in, one under way, and one that a bank took back."""
    new, *more = (hourly_contract(pair) for _ in range(4))
    arrived, waiting, paid = (pay_extra(one.id, by=pair.client, amount=eur(5)) for one in more)
    drive_payment(arrived.asked)
    drive_payment(paid.asked)
    settle_extra(paid.asked, by=RAIL)
    payment = Payment.objects.get(id=paid.payment_id)
    lost = Dispute("dp_extra_matrix", payment.total, Outcome.FAILED)
    told = Collected(Outcome.SUCCEEDED, (Charge(payment.reference, payment.total, dispute=lost),))
    record_collection(payment.id, collected=told, by=RAIL)
    case = Chargeback.objects.get(payment=payment).id
    return [
        _case(pair, "contracts.pay_extra", {"owner"}, lambda by: pay_extra(new.id, by=by, amount=eur(5))),
        _case(pair, "contracts.settle_extra", {"system"}, lambda by: settle_extra(arrived.asked, by=by)),
        _case(pair, "contracts.fail_extra", {"system"}, lambda by: fail_extra(waiting.asked, by=by)),
        _case(
            pair,
            "contracts.freeze_for_chargeback",
            {"system"},
            lambda by: freeze_for_chargeback(case, by=by),
        ),
        _case(
            pair,
            "contracts.resume_after_chargeback",
            {"system"},
            lambda by: resume_after_chargeback(case, by=by),
        ),
        _case(pair, "contracts.settle_chargeback", {"system"}, lambda by: settle_chargeback(case, by=by)),
    ]


def _shares() -> list[Case]:
    """The agency's owner owns; a member who is named is the counterparty, and the client is a stranger to it."""
    studio = make_studio(make_hall(slug="shares-matrix"), name="Matrix Studio", suffix=" Shares")
    proposing, answering, withdrawing = studio.contract(), studio.contract(), studio.contract()
    shares = ((studio.id("Mateus"), 5_000), (studio.id("Cyr"), 5_000))
    asked = studio.propose(answering, by="Bea", Mateus=50, Cyr=50)
    agreed = studio.agree(studio.contract(), Mateus=50, Cyr=50)
    Split.objects.filter(id=agreed.id).update(
        is_standing=True
    )  # only an order of a service has one by itself
    open_one = studio.propose(withdrawing, Mateus=50, Cyr=50)

    def case(action: str, may: set[str], call: object) -> Case:
        return Case(f"contracts.{action}", call, studio.by("Mateus"), studio.by("Cyr"), may=may)  # type: ignore[arg-type]

    return [
        case("propose_split", {"owner"}, lambda by: propose_split(proposing.id, by=by, shares=shares)),
        case(
            "answer_split", {"owner", "counterparty"}, lambda by: answer_split(asked.id, by=by, accept=True)
        ),
        case(
            "end_standing_split", {"owner", "counterparty"}, lambda by: end_standing_split(agreed.id, by=by)
        ),
        case("withdraw_split", {"owner"}, lambda by: withdraw_split(open_one.id, by=by)),
    ]


def _case(pair: Pair, action: str, may: set[str], call: object) -> Case:
    return Case(action=action, call=call, owner=pair.client, counterparty=pair.freelancer, may=may)  # type: ignore[arg-type]
