"""Who is told what about money: each fact, one complete sentence, one place to act.

That a unit of work was funded, accepted or not paid for is told by its engagement, which knows the next step.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.addresses import address
from hirehall.foundation.jobs import Job, enqueue, job
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.look.formats import day_text
from hirehall.money import queries
from hirehall.money.queries import names_of
from hirehall.papers.queries import members_of


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


@job("papers.tell_payout_returned", queue="notices")
def tell_payout_returned(fact_id: str) -> None:
    """An operator closed it."""
    fact = facts.read(fact_id)
    amount, reason = _money(fact.data["amount"]).text(), fact.data["reason"]
    _tell_payee(
        fact,
        "payout.returned",
        f"Your payout of {amount} was stopped; the money is in your balance. {reason}",
    )


def _tell_case(fact: FactRow, kind: str, *, payer: str, payee: str) -> None:
    """Both sides of a chargeback, each in its own words and at its own page."""
    data, total = fact.data, _money(fact.data["total"])
    places = [
        (data["payer_id"], payer, reverse("money:payment", args=[data["payment_id"]])),
        (data["payee_id"], payee, _contract_href(fact)),
    ]
    for person_id, sentence, href in places:
        if person_id and sentence:
            post_notice(
                person_ids=[UUID(person_id)],
                hall_id=fact.hall_id,
                kind=kind,
                sentence=sentence,
                href=href,
                amount=total,
                fact_id=fact.id,
                about_id=UUID(data["payment_id"]),
            )


def _contract_href(fact: FactRow) -> str:
    contract_id = UUID(fact.data["contract_id"])
    return names_of([contract_id])[contract_id].href or reverse("money:overview")


@job("papers.tell_chargeback_opened", queue="notices")
def tell_chargeback_opened(fact_id: str) -> None:
    fact = facts.read(fact_id)
    total, contract = _money(fact.data["total"]).text(), _contract(fact)
    _tell_case(
        fact,
        "payment.disputed",
        payer=f"Your bank wants {total} for {contract} back. Nothing of it moves until the bank has decided.",
        payee=f"The client’s bank wants {total} for {contract} back. Nothing of it moves until the bank has decided.",
    )


@job("papers.tell_chargeback_won", queue="notices")
def tell_chargeback_won(fact_id: str) -> None:
    fact = facts.read(fact_id)
    total, contract = _money(fact.data["total"]).text(), _contract(fact)
    _tell_case(
        fact,
        "payment.dispute_won",
        payer=f"Your bank has left {total} for {contract} where it was. The contract runs on.",
        payee=f"The client’s bank has left {total} for {contract} where it was. The contract runs on.",
    )


@job("papers.tell_chargeback_settled", queue="notices")
def tell_chargeback_settled(fact_id: str) -> None:
    """What was lost, and what it costs whom: each who earned of it by what they owe."""
    fact = facts.read(fact_id)
    total, contract = _money(fact.data["total"]).text(), _contract(fact)
    payee_id = fact.data["payee_id"]
    debts = dict(zip(fact.data["debtor_ids"], map(_money, fact.data["debts"]), strict=True))
    lost = f"The client’s bank has taken {total} for {contract} back."
    _tell_case(
        fact,
        "payment.charged_back",
        payer=f"Your bank has taken {total} for {contract} back, for good.",
        payee=f"{lost} {_borne(fact, debts.get(payee_id))}",
    )
    for person_id in sorted(set(debts) - {payee_id}) if payee_id else ():
        post_notice(
            person_ids=[UUID(person_id)],
            hall_id=fact.hall_id,
            kind="payment.charged_back",
            sentence=f"{lost} {_kept_back(debts[person_id])}",
            href=reverse("money:lines"),
            amount=debts[person_id],
            fact_id=fact.id,
            about_id=UUID(fact.data["payment_id"]),
        )


def _kept_back(owed: Money) -> str:
    return f"{owed.text()} of it is kept back before your next payout, by the rules of the contract."


def _borne(fact: FactRow, owed: Money | None) -> str:
    escrow = _money(fact.data["from_escrow"])
    said = [f"{escrow.text()} of it came out of what was held for you."] if escrow else []
    if owed:
        said.append(_kept_back(owed))
    else:
        said.append("What was paid to you stays yours.")
    return " ".join(said)


@job("papers.tell_debt_kept_back", queue="notices")
def tell_debt_kept_back(fact_id: str) -> None:
    fact = facts.read(fact_id)
    kept, left = _money(fact.data["amount"]), _money(fact.data["left"])
    rest = f" {left.text()} is still open." if left else " Nothing is open any more."
    post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=fact.hall_id,
        kind="payout.kept_back",
        sentence=f"{kept.text()} of your balance was kept back for a lost chargeback.{rest}",
        href=reverse("money:lines"),
        amount=kept,
        fact_id=fact.id,
    )


@job("papers.tell_destination_saved", queue="notices")
def tell_destination_saved(fact_id: str) -> None:
    """A thief would add an account first, so its owner is always told."""
    fact = facts.read(fact_id)
    post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=fact.hall_id,
        kind="security.destination_saved",
        sentence=f"“{fact.data['hint']}” was added to where your payouts can go. If it was not you, remove it.",
        href=reverse("money:destinations"),
        critical=True,
        fact_id=fact.id,
    )


FIRST_SCHEDULE = 1
MEMBERS_AT_ONCE = 500


@job("papers.tell_fees_announced", queue="notices")
def tell_fees_announced(fact_id: str, after: str = "") -> None:
    """Members hear of other fees as soon as those are dated; the first ones of a hall are no news."""
    fact = facts.read(fact_id)
    if fact.data["number"] == FIRST_SCHEDULE:
        return
    sentence = (
        f"Other fees count here from {_day(fact)} on. Contracts and offers made before keep theirs."
        f" {fact.data['note']}"
    )
    _tell_members(tell_fees_announced, fact, "hall.fees_announced", sentence.strip(), after)


@job("papers.tell_fees_withdrawn", queue="notices")
def tell_fees_withdrawn(fact_id: str, after: str = "") -> None:
    fact = facts.read(fact_id)
    sentence = (
        f"The fees that were announced for {_day(fact)} will not count after all; those of today stay."
        f" {fact.data['reason']}"
    )
    _tell_members(tell_fees_withdrawn, fact, "hall.fees_withdrawn", sentence, after)


def _day(fact: FactRow) -> str:
    return day_text(datetime.fromisoformat(fact.data["effective_from"]).date())


def _tell_members(again: Job, fact: FactRow, kind: str, sentence: str, after: str) -> None:
    """Tell the next members, and leave the others to the next run: it is enqueued in the same transaction.

    A run that is killed is tried again from where it began, and whoever was told is not told twice.
    """
    assert fact.hall_id is not None  # noqa: S101 - fees are a hall's
    with transaction.atomic():
        members = members_of(fact.hall_id, after=after, limit=MEMBERS_AT_ONCE)
        post_notice(
            person_ids=members,
            hall_id=fact.hall_id,
            kind=kind,
            sentence=sentence,
            href=reverse("front:fees"),
            fact_id=fact.id,
            about_id=UUID(fact.data["schedule_id"]),
        )
        if len(members) == MEMBERS_AT_ONCE:
            enqueue(again, fact_id=str(fact.id), after=str(members[-1]))


@job("papers.tell_fee_vote_opened", queue="notices")
def tell_fee_vote_opened(fact_id: str, after: str = "") -> None:
    """Whoever may vote is told, with the day on which it ends."""
    fact = facts.read(fact_id)
    until = day_text(datetime.fromisoformat(fact.data["closes_at"]).date())
    sentence = (
        f"The members vote on new fees until {until}: read what they would have meant last year, and vote."
    )
    _tell_roll(tell_fee_vote_opened, fact, "hall.fee_vote_opened", sentence, after)


@job("papers.tell_fee_vote_closed", queue="notices")
def tell_fee_vote_closed(fact_id: str, after: str = "") -> None:
    fact = facts.read(fact_id)
    end = "so they are announced" if fact.data["passed"] else "so the fees stay as they are"
    sums = f"{fact.data['yes']} yes, {fact.data['no']} no, {fact.data['abstain']} neither, of {fact.data['voters']}"
    _tell_roll(
        tell_fee_vote_closed,
        fact,
        "hall.fee_vote_closed",
        f"The vote on new fees is over: {sums}; {end}.",
        after,
    )


@job("papers.tell_fee_vote_off", queue="notices")
def tell_fee_vote_off(fact_id: str, after: str = "") -> None:
    fact = facts.read(fact_id)
    sentence = f"The vote on new fees is called off; nothing was counted. {fact.data['reason']}"
    _tell_roll(tell_fee_vote_off, fact, "hall.fee_vote_called_off", sentence, after)


def _tell_roll(again: Job, fact: FactRow, kind: str, sentence: str, after: str) -> None:
    """Tell the next people on the roll, and leave the others to the next run, as with members."""
    vote_id = UUID(fact.data["vote_id"])
    with transaction.atomic():
        people = queries.fee_roll_of(vote_id, after=after, limit=MEMBERS_AT_ONCE)
        post_notice(
            person_ids=people,
            hall_id=fact.hall_id,
            kind=kind,
            sentence=sentence,
            href=address("front:fee_vote", vote_id),
            fact_id=fact.id,
            about_id=vote_id,
        )
        if len(people) == MEMBERS_AT_ONCE:
            enqueue(again, fact_id=str(fact.id), after=str(people[-1]))
