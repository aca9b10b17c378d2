"""The sandbox rail: a stateful pretend bank for the demo, for tests and for training. No money moves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse

from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.money.ledger import require_no_transaction
from hirehall.money.rails.interface import Charge as Taken
from hirehall.money.rails.interface import Collected, Dispute, Event, Method, Outcome, RailDown, Sent, Target
from hirehall.money.rails.sandbox import signing
from hirehall.money.rails.sandbox.models import Charge, GivenBack, PaidOut
from hirehall.money.rails.sandbox.models import Dispute as Case
from hirehall.money.rails.sandbox.telling import tell

DELAY = timedelta(minutes=2)
PATIENCE = timedelta(hours=24)
FORGOTTEN = (
    "The payment was not finished within a day, so the bank dropped it. Begin again when you are ready."
)
DECLINED = "The bank declined the payment. Try another way to pay, or ask your bank."
CLOSED = "The bank sent the money back: the account is closed."
NOT_AGREED = "The cardholder says that they did not agree to this payment."
DISPUTED = "The client’s bank has taken this charge back already, so nothing more can go back along it."
PLANS = {"sandbox.charged_back": Case.LOST, "sandbox.charge_kept": Case.WON}
FIRST_TRY = "The bank sent the money back: it could not reach the account."

METHODS = (
    Method("sandbox.instant", "Practice card", "The payment succeeds at once."),
    Method(
        "sandbox.ask", "Practice bank", "You are taken to the practice bank and decide there what happens."
    ),
    Method("sandbox.delayed", "Practice transfer", "The money arrives after two minutes."),
    Method("sandbox.declined", "Practice card, declined", "The bank says no."),
    Method(
        "sandbox.paid_twice", "Practice card, charged twice", "You are charged twice; the second goes back."
    ),
    Method(
        "sandbox.refunded", "Practice card, taken back", "The bank pays and takes it back before it is used."
    ),
    Method(
        "sandbox.charged_back",
        "Practice card, charged back",
        "The payment succeeds; minutes later the bank wants it back, and decides for the client.",
    ),
    Method(
        "sandbox.charge_kept",
        "Practice card, chargeback refused",
        "The payment succeeds; minutes later the bank wants it back, and decides for the hall.",
    ),
)


class SandboxRail:
    """See ``rails.interface.Rail``. Each call is one short transaction of the sandbox's own."""

    name = "sandbox"

    def methods(self) -> tuple[Method, ...]:
        return METHODS

    def onboard(self, *, person_id: UUID, holder: str) -> str:
        return f"acct_{person_id.hex}"

    def collect(self, *, key: str, total: Money, method: str) -> Collected:
        require_no_transaction()
        with transaction.atomic():
            fresh = Charge(
                key=key,
                method=method,
                total_minor=total.minor,
                currency=total.currency,
                begun_at=clock.now(),
                settles_at=clock.now() + DELAY if method == "sandbox.delayed" else None,
            )
            Charge.objects.bulk_create([fresh], ignore_conflicts=True)
            charge = Charge.objects.select_for_update().get(key=key)
            is_new = charge.id == fresh.id
            if charge.total != total:
                raise RailDown(f"{key} was asked for with another amount")
            if is_new and method not in ("sandbox.ask", "sandbox.delayed"):
                settle(charge, as_method=method)
        return _collected(charge)

    def look_up_collection(self, *, key: str) -> Collected:
        return _collected(Charge.objects.get(key=key))

    def give_back(self, *, key: str, charge_reference: str, total: Money) -> Sent:
        require_no_transaction()
        with transaction.atomic():
            charge = Charge.objects.select_for_update().get(id=UUID(charge_reference.split("_")[1]))
            earlier = GivenBack.objects.filter(key=key).first()
            if earlier is not None:
                return Sent(Outcome.SUCCEEDED, f"re_{earlier.id.hex}")
            if charge.dispute in (Case.OPENED, Case.LOST) and charge_reference == charge.reference(1):
                return Sent(Outcome.FAILED, reason=DISPUTED)
            if (
                charge.state != Charge.State.TAKEN
                or _gone(charge_reference) + total.minor > charge.total_minor
            ):
                return Sent(Outcome.FAILED, reason="The charge does not carry that much any more.")
            made = GivenBack.objects.create(
                key=key,
                charge_reference=charge_reference,
                total_minor=total.minor,
                currency=total.currency,
                given_at=clock.now(),
            )
        return Sent(Outcome.SUCCEEDED, f"re_{made.id.hex}")

    def pay_out(self, *, key: str, target: Target, amount: Money) -> Sent:
        require_no_transaction()
        state, reason = _fate(target.number, first_try=key.endswith(":1"))
        with transaction.atomic():
            paid, is_new = PaidOut.objects.get_or_create(
                key=key,
                defaults={
                    "number": target.number,
                    "total_minor": amount.minor,
                    "currency": amount.currency,
                    "state": state,
                    "reason": reason,
                    "begun_at": clock.now(),
                    "settles_at": clock.now() + DELAY if state == PaidOut.State.WAITING else None,
                },
            )
            if is_new and state != PaidOut.State.WAITING:
                tell(f"payout.{paid.state}", key)
        return _sent(paid)

    def look_up_payout(self, *, key: str) -> Sent:
        return _sent(PaidOut.objects.get(key=key))

    def charge_href(self, *, charge_reference: str) -> str:
        return reverse("sandbox:bank", args=[UUID(charge_reference.split("_")[1])])

    def read_event(self, raw: bytes, headers: Mapping[str, str]) -> Event:
        signing.require_signed(raw, headers)
        body = json.loads(raw)
        return Event(event_id=str(body["id"]), kind=str(body["kind"]), about=str(body["about"]))

    def holds(self, currency: str) -> Money:
        """What the sandbox's own books say that it holds for the hall: the other side of our clearing account."""
        taken = Charge.objects.filter(state=Charge.State.TAKEN, currency=currency)
        came = sum(charge.total_minor * charge.times for charge in taken if not charge.given_back)
        back = GivenBack.objects.filter(currency=currency).aggregate(sum=Sum("total_minor"))["sum"] or 0
        out = PaidOut.objects.filter(currency=currency, state=PaidOut.State.PAID)
        back += sum(charge.disputed_minor for charge in taken if charge.dispute in (Case.OPENED, Case.LOST))
        return Money(came - back - (out.aggregate(sum=Sum("total_minor"))["sum"] or 0), currency)


def settle(charge: Charge, *, as_method: str) -> None:
    """Decide a waiting charge, in the caller's transaction and under its lock, and tell the hall.

    ``paid_twice`` is also told twice, and in the wrong order: a rail does that.
    """
    if charge.state != Charge.State.WAITING:
        return
    if as_method == "sandbox.declined":
        charge.state, charge.reason = Charge.State.REFUSED, DECLINED
    else:
        charge.state = Charge.State.TAKEN
        charge.times = 2 if as_method == "sandbox.paid_twice" else 1
        charge.given_back = as_method == "sandbox.refunded"
        if as_method in PLANS:
            charge.dispute_plan, charge.dispute_at = PLANS[as_method], clock.now() + DELAY
    charge.settles_at = None
    charge.save()
    if charge.given_back:
        tell("charge.given_back", charge.key)
    tell(f"charge.{charge.state}", charge.key, times=2 if charge.times == 2 else 1)


def open_dispute(charge: Charge, *, plan: Case | None = None) -> None:
    """The cardholder wants a taken charge back, in the caller's transaction and under its lock.

    What went back before is not taken a second time; a charge can be disputed once.
    """
    left = charge.total_minor - _gone(charge.reference(1))
    if charge.state != Charge.State.TAKEN or charge.given_back or charge.dispute or not left:
        charge.dispute_at = None
        charge.save(update_fields=["dispute_at"])
        return
    charge.dispute, charge.disputed_minor = Case.OPENED, left
    charge.dispute_plan = plan or charge.dispute_plan
    charge.dispute_at = clock.now() + DELAY if charge.dispute_plan else None
    charge.save()
    tell("dispute.opened", charge.key)


def decide_dispute(charge: Charge, *, as_case: Case) -> None:
    """The bank decides, in the caller's transaction and under its lock. Its first word stands."""
    if charge.dispute == Case.OPENED:
        charge.dispute, charge.dispute_at = as_case, None
        charge.save()
        tell(f"dispute.{as_case.value}", charge.key)


def go_on_with_dispute(charge: Charge) -> None:
    """The next step of a dispute whose time has come."""
    if charge.dispute == Case.OPENED:
        decide_dispute(charge, as_case=Case(charge.dispute_plan))
    else:
        open_dispute(charge)


def _gone(charge_reference: str) -> int:
    gone = GivenBack.objects.filter(charge_reference=charge_reference).aggregate(sum=Sum("total_minor"))
    return int(gone["sum"] or 0)


def drop(charge: Charge) -> None:
    """Nobody came to decide: refused, in the caller's transaction and under its lock."""
    if charge.state == Charge.State.WAITING:
        charge.state, charge.reason = Charge.State.REFUSED, FORGOTTEN
        charge.save(update_fields=["state", "reason"])
        tell("charge.refused", charge.key)


def decide(charge: Charge, *, as_method: str) -> None:
    """What a person picked at the practice bank: decided at once, or left to the clock."""
    if as_method == "sandbox.delayed" and charge.state == Charge.State.WAITING:
        charge.method, charge.settles_at = as_method, clock.now() + DELAY
        charge.save(update_fields=["method", "settles_at"])
    else:
        settle(charge, as_method=as_method)


def settle_payout(paid: PaidOut) -> None:
    """A slow payout arrives, in the caller's transaction and under its lock."""
    if paid.state == PaidOut.State.WAITING:
        paid.state, paid.settles_at = PaidOut.State.PAID, None
        paid.save()
        tell("payout.paid", paid.key)


def send_back(paid: PaidOut, *, reason: str = CLOSED) -> None:
    """A payout that was paid comes back days later, in the caller's transaction and under its lock."""
    if paid.state != PaidOut.State.SENT_BACK:
        paid.state, paid.reason, paid.settles_at = PaidOut.State.SENT_BACK, reason, None
        paid.save()
        tell("payout.sent_back", paid.key)


def _fate(number: str, *, first_try: bool) -> tuple[PaidOut.State, str]:
    if number == "SANDBOX-CLOSED":
        return PaidOut.State.SENT_BACK, CLOSED
    if number == "SANDBOX-FAILS-ONCE" and first_try:
        return PaidOut.State.SENT_BACK, FIRST_TRY
    if number == "SANDBOX-SLOW":
        return PaidOut.State.WAITING, ""
    return PaidOut.State.PAID, ""


def _collected(charge: Charge) -> Collected:
    if charge.state == Charge.State.REFUSED:
        return Collected(Outcome.FAILED, reason=charge.reason)
    if charge.state == Charge.State.WAITING:
        href = reverse("sandbox:bank", args=[charge.id]) if charge.method == "sandbox.ask" else ""
        return Collected(Outcome.PENDING, next_href=href)
    takings = range(1, charge.times + 1)
    return Collected(
        Outcome.SUCCEEDED,
        charges=tuple(
            Taken(
                charge.reference(number),
                charge.total,
                given_back=charge.given_back,
                dispute=_dispute(charge) if number == 1 else None,
            )
            for number in takings
        ),
    )


def _dispute(charge: Charge) -> Dispute | None:
    if not charge.dispute:
        return None
    outcome = {
        Case.OPENED: Outcome.PENDING,
        Case.WON: Outcome.SUCCEEDED,
        Case.LOST: Outcome.FAILED,
    }[Case(charge.dispute)]
    wanted = Money(charge.disputed_minor, charge.currency)
    return Dispute(f"dp_{charge.id.hex}", wanted, outcome, NOT_AGREED)


def _sent(paid: PaidOut) -> Sent:
    outcome = {
        PaidOut.State.WAITING: Outcome.PENDING,
        PaidOut.State.PAID: Outcome.SUCCEEDED,
        PaidOut.State.SENT_BACK: Outcome.FAILED,
    }[PaidOut.State(paid.state)]
    return Sent(outcome, f"po_{paid.id.hex}", paid.reason)
