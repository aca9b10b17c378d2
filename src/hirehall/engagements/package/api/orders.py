"""An order from the payment to the acceptance, and what goes wrong with it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from hirehall.engagements.package import queries
from hirehall.engagements.package.actions.accept_order import accept_order as accept
from hirehall.engagements.package.actions.ask_revision import ask_revision as revise
from hirehall.engagements.package.actions.cancel_order import agree_to_cancel as agree
from hirehall.engagements.package.actions.cancel_order import ask_to_cancel as ask_cancel
from hirehall.engagements.package.actions.cancel_order import cancel_order as cancel
from hirehall.engagements.package.actions.cancel_order import decline_cancel as decline
from hirehall.engagements.package.actions.cancel_order import withdraw_cancel as withdraw
from hirehall.engagements.package.actions.deliver_order import deliver_order as deliver
from hirehall.engagements.package.actions.extend_order import answer_extension as answer_days
from hirehall.engagements.package.actions.extend_order import ask_extension as ask_days
from hirehall.engagements.package.actions.give_requirements import give_requirements as give
from hirehall.engagements.package.actions.pay_again import drop_order as drop
from hirehall.engagements.package.actions.pay_again import pay_again as pay
from hirehall.engagements.package.actions.place_order import place_order as place
from hirehall.engagements.package.api.shapes import (
    AskOut,
    DeclineIn,
    DeliveryIn,
    ExtensionAnswerIn,
    ExtensionIn,
    OrderIn,
    OrderOut,
    PaidOut,
    PaymentIn,
    ReasonIn,
    RequirementsIn,
    RevisionIn,
    VersionIn,
    paid,
)
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import once

router = Router()


@router.get("/orders/{uuid:order_id}", response=OrderOut, operation_id="package.order")
def order(request: HttpRequest, order_id: UUID) -> OrderOut:
    """One order of one’s own side."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return OrderOut.of(queries.order_for(by, order_id))


@router.post(
    "/services/{uuid:service_id}/orders", response={201: PaidOut}, operation_id="package.place_order"
)
def place_order(request: HttpRequest, service_id: UUID, body: OrderIn) -> Status[PaidOut]:
    """Order a package with extras and pay for it. With an instant method the money is held when this answers."""
    row = place(
        service_id, by=actor_in(request), package=body.package, extras=tuple(body.extras),
        organisation_id=body.organisation_id, method=body.method, revision=body.revision,
        piece_id=body.piece_id, **once(request),
    )  # fmt: skip
    return Status(201, paid(request, row))


@router.post("/orders/{uuid:order_id}/payment", response=PaidOut, operation_id="package.pay_again")
def pay_again(request: HttpRequest, order_id: UUID, body: PaymentIn) -> PaidOut:
    """Pay an order again whose payment failed."""
    by = actor_in(request)
    return paid(request, pay(order_id, by=by, method=body.method, version=body.version, **once(request)))


@router.post("/orders/{uuid:order_id}/dropping", response=OrderOut, operation_id="package.drop_order")
def drop_order(request: HttpRequest, order_id: UUID, body: VersionIn) -> OrderOut:
    """Let an unpaid order be."""
    return OrderOut.of(drop(order_id, by=actor_in(request), version=body.version, **once(request)))


@router.post(
    "/orders/{uuid:order_id}/requirements", response=OrderOut, operation_id="package.give_requirements"
)
def give_requirements(request: HttpRequest, order_id: UUID, body: RequirementsIn) -> OrderOut:
    """Answer every question of the freelancer; the days of the work count from now."""
    row = give(
        order_id, by=actor_in(request), answers=tuple(body.answers), file_ids=tuple(body.file_ids),
        version=body.version, **once(request),
    )  # fmt: skip
    return OrderOut.of(row)


@router.post("/orders/{uuid:order_id}/delivery", response=OrderOut, operation_id="package.deliver_order")
def deliver_order(request: HttpRequest, order_id: UUID, body: DeliveryIn) -> OrderOut:
    """Hand the work over; files are uploaded first."""
    row = deliver(
        order_id, by=actor_in(request), note=body.note, file_ids=tuple(body.file_ids), version=body.version,
        **once(request),
    )  # fmt: skip
    return OrderOut.of(row)


@router.post("/orders/{uuid:order_id}/acceptance", response=OrderOut, operation_id="package.accept_order")
def accept_order(request: HttpRequest, order_id: UUID, body: VersionIn) -> OrderOut:
    """Accept the work: all that is held is released, and that cannot be undone."""
    return OrderOut.of(accept(order_id, by=actor_in(request), version=body.version, **once(request)))


@router.post("/orders/{uuid:order_id}/revision", response=OrderOut, operation_id="package.ask_revision")
def ask_revision(request: HttpRequest, order_id: UUID, body: RevisionIn) -> OrderOut:
    """Send a delivery back and use one of the revisions that were bought."""
    row = revise(order_id, by=actor_in(request), text=body.text, version=body.version, **once(request))
    return OrderOut.of(row)


@router.post(
    "/orders/{uuid:order_id}/extension", response={201: AskOut}, operation_id="package.ask_extension"
)
def ask_extension(request: HttpRequest, order_id: UUID, body: ExtensionIn) -> Status[AskOut]:
    """Ask the other side for more days."""
    row = ask_days(
        order_id, by=actor_in(request), days=body.days, reason=body.reason, version=body.version, **once(request)
    )  # fmt: skip
    return Status(201, AskOut.of(row))


@router.post(
    "/order-requests/{uuid:ask_id}/extension", response=AskOut, operation_id="package.answer_extension"
)
def answer_extension(request: HttpRequest, ask_id: UUID, body: ExtensionAnswerIn) -> AskOut:
    """Agree to more days, or not; who asked may take it back."""
    return AskOut.of(answer_days(ask_id, by=actor_in(request), agree=body.agree, **once(request)))


@router.post("/orders/{uuid:order_id}/cancellation", response=OrderOut, operation_id="package.cancel_order")
def cancel_order(request: HttpRequest, order_id: UUID, body: VersionIn) -> OrderOut:
    """Cancel by right: before work has begun, or when it is very late. Everything paid goes back."""
    return OrderOut.of(cancel(order_id, by=actor_in(request), version=body.version, **once(request)))


@router.post(
    "/orders/{uuid:order_id}/cancellation-request",
    response={201: AskOut},
    operation_id="package.ask_to_cancel",
)
def ask_to_cancel(request: HttpRequest, order_id: UUID, body: ReasonIn) -> Status[AskOut]:
    """Wish to cancel; without an answer in the policy’s hours it is granted."""
    row = ask_cancel(
        order_id, by=actor_in(request), reason=body.reason, version=body.version, **once(request)
    )
    return Status(201, AskOut.of(row))


@router.post(
    "/order-requests/{uuid:ask_id}/agreement", response=AskOut, operation_id="package.agree_to_cancel"
)
def agree_to_cancel(request: HttpRequest, ask_id: UUID) -> AskOut:
    """Agree to cancel: everything paid goes back to the client."""
    return AskOut.of(agree(ask_id, by=actor_in(request), **once(request)))


@router.post("/order-requests/{uuid:ask_id}/refusal", response=AskOut, operation_id="package.decline_cancel")
def decline_cancel(request: HttpRequest, ask_id: UUID, body: DeclineIn) -> AskOut:
    """Wish to go on; the clocks of the order have the time back that it stood still."""
    return AskOut.of(decline(ask_id, by=actor_in(request), reason=body.reason, **once(request)))


@router.post(
    "/order-requests/{uuid:ask_id}/withdrawal", response=AskOut, operation_id="package.withdraw_cancel"
)
def withdraw_cancel(request: HttpRequest, ask_id: UUID) -> AskOut:
    """Take one’s own wish to cancel back."""
    return AskOut.of(withdraw(ask_id, by=actor_in(request), **once(request)))
