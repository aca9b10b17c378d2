"""What is posted for whoever takes it: its money in and back, and the contract that it becomes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hirehall.contracts.models import Contract, Posting, TermsVersion
from hirehall.contracts.operations.offers import WrittenTerms
from hirehall.contracts.operations.starting import begin
from hirehall.contracts.states import Origin, Side
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Policy
from hirehall.market import operations as market
from hirehall.market.states import Met
from hirehall.money import operations as money
from hirehall.money.models import Payment
from hirehall.money.queries import FeeQuote

_MONEY = (
    "amount_minor", "freelancer_fee_minor", "client_fee_minor", "quote", "funded_minor", "client_fee_paid_minor",
    "refunded_minor", "client_fee_back_minor", "payment_id", "funded_at",
)  # fmt: skip


def write_posting(
    terms: WrittenTerms,
    quote: FeeQuote,
    *,
    hall_id: UUID,
    model: str,
    client_id: UUID,
    organisation_id: UUID | None,
    policy: Policy,
) -> Posting:
    """Terms that stand for whoever takes them, priced for the whole amount. Its money is asked for next."""
    posting_id = new_id()
    columns = terms.columns(hall_id)
    plan = {
        "id": str(posting_id),
        "title": terms.title,
        "criteria": [],
        "amount_minor": terms.total.minor,
        "due_on": None,
        "freelancer_fee_minor": quote.freelancer_fee.minor,
        "client_fee_minor": quote.client_fee.minor,
        "quote": quote.as_json(),
    }
    kept = ("title", "scope", "clauses", "clocks", "total_minor", "note")
    return Posting.objects.create(
        id=posting_id,
        hall_id=hall_id,
        model=model,
        client_id=client_id,
        organisation_id=organisation_id,
        policy=policy,
        schedule_id=quote.schedule_id,
        currency_code=terms.total.currency,
        title=terms.title,
        terms={name: columns[name] for name in kept} | {"plan": [plan]},
        amount_minor=terms.total.minor,
        freelancer_fee_minor=quote.freelancer_fee.minor,
        client_fee_minor=quote.client_fee.minor,
        quote=quote.as_json(),
        posted_at=clock.now(),
    )


def ask_for_posting(posting: Posting, *, method: str, by: Actor) -> Payment:
    """Begin the payment of all that it can cost; the posting remembers which one it waits for, and is saved."""
    payment = money.begin_payment(
        hall_id=posting.hall_id,
        contract_id=posting.id,
        unit_id=posting.id,
        payer_id=posting.client_id,
        organisation_id=posting.organisation_id,
        policy_id=posting.policy_id,
        amount=posting.to_fund,
        client_fee=posting.fee_to_pay,
        method=method,
        by=by,
    )
    posting.payment_id = payment.id
    posting.save(update_fields=["payment_id"])
    return payment


def give_back(posting: Posting, *, by: Actor) -> Money:
    """Close a posting: all that is held for it goes back with its fee. Answers what goes back; it is saved.

    Raises:
        Refused: ``posting.started``, ``money.disputed``.
    """
    _require_no_contract(posting)
    amount, fee = posting.held, posting.money(posting.client_fee_paid_minor - posting.client_fee_back_minor)
    if amount:
        posting.refunds += 1
        posting.refunded_minor += amount.minor
        posting.client_fee_back_minor += fee.minor
        money.refund(
            hall_id=posting.hall_id,
            contract_id=posting.id,
            unit_id=posting.id,
            amount=amount,
            client_fee_back=fee,
            key=f"refund:{posting.id}:{posting.refunds}",
            by=by,
        )
    close_posting(posting)
    return amount + fee if amount else amount


def lose_posting(posting: Posting, part: int, *, fee: int, by: Actor) -> None:
    """Take held money out of a posting that the client's bank took back, and close it; the caller posts it.

    What the bank left goes back to the client with its fee: the posting holds too little for what it promises.

    Args:
        fee: what of the client fee the bank took with it, as the ledger has booked it.
    """
    posting.refunded_minor += part
    posting.client_fee_back_minor = min(posting.client_fee_back_minor + fee, posting.client_fee_paid_minor)
    give_back(posting, by=by)


def close_posting(posting: Posting) -> None:
    posting.closed_at = clock.now()
    posting.version += 1
    posting.save()


def start_from_posting(
    posting: Posting, *, freelancer_id: UUID, by: Actor, origin: Origin = Origin.MARKETPLACE
) -> tuple[Contract, TermsVersion, dict[str, Any]]:
    """The contract of a posting that this freelancer has taken, under the posting's own id.

    Args:
        origin: how the two have met, by which the posting was quoted; where nobody knew who would take it, here.
    Returns:
        The contract, its terms, and the columns that its one unit takes over: its id, its title and its money.
    Raises:
        Refused: ``posting.started``, ``offer.to_oneself``.
    """
    _require_no_contract(posting)
    if posting.client_id == freelancer_id:
        raise Refused("offer.to_oneself", "You cannot hire yourself.", because=Because.INVALID)
    market.meet(
        posting.hall_id,
        client_id=posting.client_id,
        organisation_id=posting.organisation_id,
        freelancer_id=freelancer_id,
        by_way_of=Met(origin),
    )
    contract, terms = begin(
        {
            "id": posting.id,
            "hall_id": posting.hall_id,
            "model": posting.model,
            "client_id": posting.client_id,
            "organisation_id": posting.organisation_id,
            "freelancer_id": freelancer_id,
            "origin": origin,
            "currency": posting.currency,
            "policy": posting.policy,
            "title": posting.title,
        },
        {
            **posting.terms,
            "side": Side.CLIENT,
            "written_by_id": posting.client_id,
            "written_at": posting.posted_at,
        },
        schedule_id=posting.schedule_id,
        by=by,
    )
    money.name_payee(posting.id, freelancer_id)
    posting.started_at = clock.now()
    posting.version += 1
    posting.save(update_fields=["started_at", "version"])
    taken_over = {name: getattr(posting, name) for name in _MONEY}
    return contract, terms, {"id": posting.id, "title": posting.title, "contract": contract, **taken_over}


def require_poster(posting: Posting, by: Actor, *, pays: bool = False) -> None:
    """Only the side that posted it moves it, before it is a contract; ``pays`` where that means paying."""
    may = by.may_pay_for if pays else by.may_hire_for
    if not may(posting.client_id, posting.organisation_id):
        raise Refused(
            f"{posting.kind}.wrong_party", "Only the client’s side can do this.", because=Because.FORBIDDEN
        )


def _require_no_contract(posting: Posting) -> None:
    if posting.started_at is not None:
        raise Refused("posting.started", "Somebody has taken this; it is a contract now.")
