"""Who is told what about orders: whoever is to act next, and whoever's money has moved."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse

from hirehall.contracts.notices import BOTH, CLIENT, FREELANCER, OTHER, Data, Told, post
from hirehall.contracts.queries import people_of
from hirehall.contracts.states import Side
from hirehall.conversations.operations import post_notice
from hirehall.engagements.package import queries
from hirehall.engagements.package.actions.remind_client import remind_client as note_reminder
from hirehall.foundation import clock, facts
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import enqueue, job, periodic
from hirehall.foundation.refused import Refused


def _step(name: str, data: Data) -> str:
    return reverse(f"package:{name}", args=[data["order_id"]])


def _review(data: Data) -> str:
    return _step("review", data)


def _deliver(data: Data) -> str:
    return _step("deliver", data)


def _pay(data: Data) -> str:
    return _step("pay", data)


def _ask(data: Data) -> str:
    return reverse("package:ask", args=[data["ask_id"]])


TABLE: Mapping[str, Told] = {
    "order.paid": Told("order.paid", BOTH, "“{title}” is ordered and paid. The money is held.", "amount"),
    "order.payment_failed": Told(
        "order.payment_failed", CLIENT,
        "The payment for “{title}” did not go through. Nothing was taken.", "", "drop_at", _pay
    ),
    "order.payment_returned": Told(
        "refund.returned", CLIENT, "A payment for “{title}” was not needed and goes back in full.", "amount"
    ),
    "order.requirements_given": Told(
        "order.begun", FREELANCER,
        "{other} answered your questions for “{title}”. Your days count from now.", "", "due_at", _deliver
    ),
    "order.delivered": Told(
        "order.delivered", CLIENT, "{other} delivered “{title}”. It counts as accepted if you do not answer in time.",
        "amount", "auto_accept_at", _review,
    ),
    "order.revision_asked": Told(
        "order.revision_asked", FREELANCER, "{other} asks for a revision of “{title}”.", page=_deliver
    ),
    "order.accepted": Told("release.made", BOTH, "“{title}” is accepted, and its money is released.", "amount"),
    "order.late": Told("order.late", BOTH, "“{title}” is late.", "", "very_late_at"),
    "order.very_late": Told(
        "order.very_late", BOTH, "“{title}” is very late. The client may cancel it without asking."
    ),
    "order.extension_asked": Told(
        "order.extension_asked", OTHER, "{other} asks for more days for “{title}”.", page=_ask
    ),
    "order.extended": Told("order.extended", OTHER, "{other} agreed to a later date for “{title}”.", "", "due_at"),
    "order.cancel_asked": Told(
        "order.cancel_asked", OTHER, "{other} wishes to cancel “{title}”. Without an answer it is granted.",
        "amount", "answer_by", _ask,
    ),
    "order.ask_declined": Told("order.ask_declined", OTHER, "{other} lets “{title}” go on as it was."),
    "order.revisions_bought": Told(
        "order.revisions_bought", FREELANCER,
        "{other} bought more revisions of “{title}”. Their money is held.", "amount",
    ),
    "order.revisions_unpaid": Told(
        "order.payment_failed", CLIENT,
        "The payment for more revisions of “{title}” did not go through. Nothing was taken.",
    ),
    "order.cancelled": Told("order.cancelled", BOTH, "“{title}” is cancelled. What was paid goes back.", "amount"),
}  # fmt: skip


@job("package.tell", queue="notices")
def tell(fact_id: str) -> None:
    """Tell what the table says about this fact."""
    fact = facts.read(fact_id)
    post(fact, TABLE[fact.name])


@job("package.remind_client", queue="notices")
def remind_client(order_id: str) -> None:
    """A day has passed, and the freelancer still waits for the client's answers."""
    by = system("clock")
    try:
        order = note_reminder(UUID(order_id), by=by)
    except Refused:  # answered or cancelled meanwhile
        return
    contract = order.contract
    post_notice(
        person_ids=people_of(
            Side.CLIENT,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
        ),
        hall_id=contract.hall_id,
        kind="order.remind_requirements",
        sentence=f"{contract.freelancer_name} cannot begin “{order.title}” before you answer the questions.",
        href=reverse("package:requirements", args=[order.id]),
        critical=True,
    )


@periodic("package.sweep_reminders", cron="37 * * * *")
def sweep_reminders() -> None:
    """Orders that wait for answers: one job each."""
    for order_id in queries.orders_to_remind(clock.now()):
        enqueue(remind_client, once=f"order-remind:{order_id}", order_id=str(order_id))
