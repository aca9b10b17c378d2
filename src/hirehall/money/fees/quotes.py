"""A fee quote: what a payment means for the client, the freelancer and the hall, to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hirehall.foundation.money import Money
from hirehall.money.fees.primitives import WHOLE, Part, Situation, charged
from hirehall.money.fees.reading import Rules


class OtherCurrency(ValueError):
    """A schedule with fixed sums in one currency was asked about an amount in another."""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One charge, as both sides see it.

    Attributes:
        side: ``freelancer`` or ``client``: who bears it.
        label: what it is for.
        fee: how much.
        returned: whether it comes back to whoever bore it when nothing is ever released.
    """

    side: str
    label: str
    fee: Money
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Waiver:
    """What the hall gives up of a quote, and why. It is the hall’s expense when the work is paid.

    Attributes:
        reason: a word of code, as ``lane``.
        freelancer_fee, client_fee: what either side would have borne by the schedule.
    """

    reason: str
    freelancer_fee: Money
    client_fee: Money

    @property
    def total(self) -> Money:
        return self.freelancer_fee + self.client_fee


@dataclass(frozen=True, slots=True)
class FeeQuote:
    """What one payment of ``amount`` costs. Frozen on the contract; the schedule may change afterwards.

    Attributes:
        schedule_id: the schedule that it was computed with; None for one that is not the hall's.
        amount: the price agreed between the two sides.
        freelancer_fee: taken from the price when it is released.
        client_fee: put on the price when it is funded.
        lines: every charge; they sum to the two fees.
        waiver: what the schedule asks for and the hall waives; the fees are without it.
    """

    schedule_id: UUID | None
    amount: Money
    freelancer_fee: Money
    client_fee: Money
    lines: tuple[FeeLine, ...] = ()
    waiver: Waiver | None = None

    def waived(self, reason: str) -> FeeQuote:
        """The same payment without fees for either side; what they would have been stays written down."""
        nothing = Money(0, self.amount.currency)
        waiver = Waiver(reason, self.freelancer_fee, self.client_fee)
        return FeeQuote(self.schedule_id, self.amount, nothing, nothing, (), waiver)

    @property
    def client_pays(self) -> Money:
        return self.amount + self.client_fee

    @property
    def freelancer_gets(self) -> Money:
        return self.amount - self.freelancer_fee

    @property
    def hall_keeps(self) -> Money:
        return self.freelancer_fee + self.client_fee

    @property
    def client_fee_returned_if_unreleased(self) -> Money:
        """The part of the client's fee that comes back when nothing of the contract is ever released."""
        returned = sum(line.fee.minor for line in self.lines if line.side == "client" and line.returned)
        return Money(returned, self.amount.currency)

    def as_json(self) -> dict[str, Any]:
        stored = self._charged_as_json()
        if self.waiver is not None:
            stored["waiver"] = {
                "reason": self.waiver.reason,
                "freelancer_fee_minor": self.waiver.freelancer_fee.minor,
                "client_fee_minor": self.waiver.client_fee.minor,
            }
        return stored

    def _charged_as_json(self) -> dict[str, Any]:
        return {
            "schedule_id": str(self.schedule_id) if self.schedule_id else None,
            "currency": self.amount.currency,
            "amount_minor": self.amount.minor,
            "freelancer_fee_minor": self.freelancer_fee.minor,
            "client_fee_minor": self.client_fee.minor,
            "lines": [
                {
                    "side": line.side,
                    "label": line.label,
                    "fee_minor": line.fee.minor,
                    "returned": line.returned,
                }
                for line in self.lines
            ],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> FeeQuote:
        currency = stored["currency"]
        waiver = stored.get("waiver")
        return cls(
            schedule_id=UUID(stored["schedule_id"]) if stored["schedule_id"] else None,
            amount=Money(stored["amount_minor"], currency),
            freelancer_fee=Money(stored["freelancer_fee_minor"], currency),
            client_fee=Money(stored["client_fee_minor"], currency),
            lines=tuple(
                FeeLine(line["side"], line["label"], Money(line["fee_minor"], currency), line["returned"])
                for line in stored["lines"]
            ),
            waiver=Waiver(
                waiver["reason"],
                Money(waiver["freelancer_fee_minor"], currency),
                Money(waiver["client_fee_minor"], currency),
            )
            if waiver
            else None,
        )


def quote(
    rules: Rules,
    amount: Money,
    situation: Situation,
    *,
    schedule_id: UUID | None = None,
    freelancer_share: int | None = None,
) -> FeeQuote:
    """What ``amount`` costs under ``rules``.

    The freelancer's fee is never more than the price, whatever the schedule's minimum says; shared charges
    are split to the cent, the freelancer's part rounded down where half a cent remains.

    Args:
        rules: the schedule.
        amount: the price; not negative.
        situation: what else the charges depend on; its amount is overruled by ``amount``.
        schedule_id: the row that the rules came from.
        freelancer_share: how many basis points of the shared charges the freelancer bears, where agreed.
    Raises:
        OtherCurrency: when the schedule's fixed sums are in another currency.
        ValueError: for a negative amount.
    """
    if amount.minor < 0:
        raise ValueError("a fee is asked for an amount of zero or more")
    if rules.currency and rules.currency != amount.currency:
        raise OtherCurrency(f"this schedule is in {rules.currency}, the amount in {amount.currency}")
    share = rules.freelancer_share if freelancer_share is None else freelancer_share
    lines: list[FeeLine] = []
    shared = charged(rules.shared, situation, amount.minor)
    for part in shared:
        theirs, mine = Money(part.minor, amount.currency).split([WHOLE - share, share])
        lines.append(FeeLine("freelancer", part.label, mine, part.returned))
        lines.append(FeeLine("client", part.label, theirs, part.returned))
    base = amount.minor
    for side, charges in (("freelancer", rules.freelancer), ("client", rules.client)):
        lines += [_line(side, part, amount.currency) for part in charged(charges, situation, base)]
    lines = _within_price([line for line in lines if line.fee], amount)
    return FeeQuote(
        schedule_id, amount, _sum(lines, "freelancer", amount), _sum(lines, "client", amount), tuple(lines)
    )


def _line(side: str, part: Part, currency: str) -> FeeLine:
    return FeeLine(side, part.label, Money(part.minor, currency), part.returned)


def _within_price(lines: list[FeeLine], amount: Money) -> list[FeeLine]:
    left, kept = amount, []
    for line in lines:
        if line.side == "freelancer":
            fee = min(line.fee, left, key=lambda money: money.minor)
            left -= fee
            kept.append(FeeLine(line.side, line.label, fee, line.returned))
        else:
            kept.append(line)
    return kept


def _sum(lines: list[FeeLine], side: str, amount: Money) -> Money:
    return Money(sum(line.fee.minor for line in lines if line.side == side), amount.currency)
