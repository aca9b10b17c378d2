"""Who is told what about money: each fact, one complete sentence, one place to act.

That a unit of work was funded, accepted or not paid for is told by its engagement, which knows the next step.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.look.formats import day_text
from hirehall.money import queries
from hirehall.money.queries import names_of


def _money(data: dict[str, Any]) -> Money:
    return Money(data["minor"], data["currency"])


def _contract(fact: FactRow) -> str:
    """What the fact's contract is called, in quotation marks."""
    contract_id = UUID(fact.data["contract_id"])
    return f"“{names_of([contract_id])[contract_id].title}”"


def _tell_payer(fact: FactRow, kind: str, sentence: str, *, critical: bool = False) -> None:
    payment = queries.payment(UUID(fact.data["payment_id"]))
    post_notice(
        person_ids=[payment.payer_id],
        hall_id=fact.hall_id,
        kind=kind,
        sentence=sentence,
        href=reverse("money:payment", args=[payment.id]),
        amount=_money(fact.data["total"]),
        critical=critical,
        fact_id=fact.id,
        about_id=payment.id,
    )


def _tell_payee(fact: FactRow, kind: str, sentence: str, *, critical: bool = False) -> None:
    post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=fact.hall_id,
        kind=kind,
        sentence=sentence,
        href=reverse("money:payout", args=[fact.data["payout_id"]]),
        amount=_money(fact.data["amount"]),
        critical=critical,
        fact_id=fact.id,
        about_id=UUID(fact.data["payout_id"]),
    )


@job("papers.tell_payment_returned", queue="notices")
def tell_payment_returned(fact_id: str) -> None:
    """Only a second charge is told here; of a payment that was not needed the engagement tells."""
    fact = facts.read(fact_id)
    if queries.payment(UUID(fact.data["payment_id"])).duplicate_of_id is None:
        return
    total = _money(fact.data["total"]).text()
    _tell_payer(fact, "payment.returned", f"{total} goes back to you. {fact.data['reason']}")


@job("papers.tell_refund_settled", queue="notices")
def tell_refund_settled(fact_id: str) -> None:
    fact = facts.read(fact_id)
    total = _money(fact.data["total"]).text()
    _tell_payer(fact, "refund.settled", f"{total} for {_contract(fact)} was given back to you.")


@job("papers.tell_money_released", queue="notices")
def tell_money_released(fact_id: str) -> None:
    """What the freelancer gets of it and from when; the engagement's mail tells of the release itself."""
    fact = facts.read(fact_id)
    net, available_at = _money(fact.data["net"]), datetime.fromisoformat(fact.data["available_at"])
    when = "now" if available_at <= fact.recorded_at else f"from {day_text(available_at.date())}"
    post_notice(
        person_ids=[UUID(fact.data["freelancer_id"])],
        hall_id=fact.hall_id,
        kind="release.made",
        sentence=f"{net.text()} for {_contract(fact)} is yours and can be paid out {when}.",
        href=reverse("money:overview"),
        amount=net,
        mail=False,
        fact_id=fact.id,
        about_id=UUID(fact.data["earning_id"]),
    )


@job("papers.tell_payout_paid", queue="notices")
def tell_payout_paid(fact_id: str) -> None:
    fact = facts.read(fact_id)
    _tell_payee(fact, "payout.paid", f"Your payout of {_money(fact.data['amount']).text()} was sent.")


@job("papers.tell_payout_failed", queue="notices")
def tell_payout_failed(fact_id: str) -> None:
    fact = facts.read(fact_id)
    amount = _money(fact.data["amount"]).text()
    sentence = f"Your payout of {amount} came back; the money is in your balance. {fact.data['reason']}"
    _tell_payee(fact, "payout.failed", sentence, critical=True)


@job("papers.tell_destination_saved", queue="notices")
def tell_destination_saved(fact_id: str) -> None:
    """A thief would add an account first, so its owner is always told."""
    fact = facts.read(fact_id)
    post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=fact.hall_id,
        kind="security.destination_saved",
        sentence=f"{fact.data['hint']} was added to where your payouts can go. If it was not you, remove it.",
        href=reverse("money:destinations"),
        critical=True,
        fact_id=fact.id,
    )
