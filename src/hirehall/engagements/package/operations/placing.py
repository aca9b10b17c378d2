"""An order as it is placed: what is bought, as terms that the freelancer has published and the client takes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hirehall.contracts import operations as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.operations import WrittenTerms
from hirehall.engagements.package import facts, queries
from hirehall.engagements.package.models import Order
from hirehall.engagements.package.operations.telling import tell
from hirehall.engagements.package.states import MODEL
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Policy
from hirehall.look.formats import money_text, plural
from hirehall.market.models import Service
from hirehall.market.queries import Chosen, lead_of
from hirehall.money import operations as money
from hirehall.money.queries import FeeQuote
from hirehall.skills.queries import Piece


def write_order(
    service: Service,
    chosen: Chosen,
    *,
    organisation_id: UUID | None,
    policy: Policy,
    like: Piece | None = None,
    by: Actor,
) -> tuple[Contract, Order]:
    """The contract of an order, its one unit of work, and its room. The money is asked for next.

    Args:
        like: the work of the freelancer that it should be like; the agreement names it.
    """
    client_id = by.require_person()
    quote = queries.quote_for(service, chosen, client_id=client_id, organisation_id=organisation_id)
    order_id = new_id()
    contract, _ = contracts.start_from_published(
        _terms(service, chosen, quote, order_id, policy, like),
        hall_id=service.hall_id,
        model=MODEL,
        client_id=client_id,
        organisation_id=organisation_id,
        freelancer_id=lead_of(service),
        agency_id=service.agency_id,
        published_at=service.changed_at,
        policy=policy,
        schedule_id=quote.schedule_id,
        by=by,
    )
    order = Order.objects.create(
        id=order_id,
        contract=contract,
        title=contract.title,
        amount_minor=chosen.price.minor,
        freelancer_fee_minor=quote.freelancer_fee.minor,
        client_fee_minor=quote.client_fee.minor,
        quote=quote.as_json(),
        service=service,
        package=_line(chosen.package)
        | {
            "scope": chosen.package.scope,
            "revisions": chosen.package.revisions,
            "revision_price_minor": chosen.package.revision_price.minor
            if chosen.package.revision_price
            else None,
        },
        extras=[_line(extra) for extra in chosen.extras],
        questions=list(service.questions),
        piece_id=like.id if like else None,
        days=chosen.days,
        revisions=chosen.package.revisions,
        ordered_at=clock.now(),
    )
    before = Contract.objects.filter(id__in=Order.objects.filter(service=service).values("contract_id"))
    contracts.fill_in_split(contract, alike=before.exclude(id=contract.id))
    contracts.open_room(contract, by=by)
    return contract, order


def ask_for_money(contract: Contract, order: Order, *, method: str, by: Actor) -> None:
    """Begin the payment of all that the order costs; the order remembers which one it waits for."""
    payment = money.begin_payment(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        unit_id=order.id,
        payer_id=contract.client_id,
        organisation_id=contract.organisation_id,
        payee_id=contract.freelancer_id,
        policy_id=contract.policy_id,
        amount=order.to_fund,
        client_fee=order.fee_to_pay,
        method=method,
        by=by,
    )
    order.payment_id = payment.id


def place(contract: Contract, order: Order, *, method: str, by: Actor) -> None:
    """A written order is placed: its money is asked for, and both sides are told."""
    ask_for_money(contract, order, method=method, by=by)
    order.save(update_fields=["payment_id"])
    tell(
        facts.OrderPlaced,
        contract,
        order,
        by=by,
        service_id=order.service_id,
        payment_id=order.payment_id,
        amount=order.amount,
    )


def clocks_in_words(policy: Policy) -> list[str]:
    """What silence and lateness mean, for the agreement and the pages, under the policy that is frozen here."""
    days = policy.number("package.silence_accepts_after_days")
    answer = policy.number("package.cancel_answer_hours")
    late = policy.number("package.very_late_after_hours")
    hold = policy.payout_hold_days
    paid = (
        f"Released money can be paid out {hold} days after its release."
        if hold
        else "It can be paid out at once."
    )
    return [
        "The days of the work count from the moment that the client has answered every question.",
        f"A delivery that is not answered within {plural(days, 'day')} counts as accepted, and is paid.",
        f"{plural(late, 'hour')} after its date an undelivered order is very late, and the client may cancel it alone.",
        f"A wish to cancel that the other side does not answer within {plural(answer, 'hour')} is granted.",
        "Whoever cancels, the client has the whole price and the service fee back.",
        paid,
    ]  # fmt: skip


def _terms(
    service: Service, chosen: Chosen, quote: FeeQuote, order_id: UUID, policy: Policy, like: Piece | None
) -> WrittenTerms:
    title = f"{service.title[:100]}: {chosen.package.title[:36]}"[:140]
    parts = [f"**{chosen.package.title}**", chosen.package.scope]
    parts += [f"Extra: {extra.title}" for extra in chosen.extras]
    revisions = plural(chosen.package.revisions, "revision") if chosen.package.revisions else "No revision"
    parts.append(f"Delivered within {plural(chosen.days, 'day')} of the answers. {revisions} included.")
    if chosen.package.revision_price:
        parts.append(f"One more revision costs {money_text(chosen.package.revision_price)}.")
    if like is not None:
        parts.append(f"Something like “{like.title}”, as the freelancer shows it here.")
    return WrittenTerms(
        title=title,
        scope="\n\n".join(parts),
        total=chosen.price,
        plan=[
            {
                "id": str(order_id),
                "title": title,
                "criteria": [],
                "amount_minor": chosen.price.minor,
                "due_on": None,
                "freelancer_fee_minor": quote.freelancer_fee.minor,
                "client_fee_minor": quote.client_fee.minor,
                "quote": quote.as_json(),
            }
        ],
        clocks=clocks_in_words(policy),
    )


def _line(row: Any) -> dict[str, Any]:
    return {"number": row.number, "title": row.title, "price_minor": row.price.minor, "days": row.days}
