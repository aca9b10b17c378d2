"""Payments that the client's bank takes back after they came in."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.money.models.ledger import Transfer
from hirehall.money.models.payments import Payment
from hirehall.money.states import ChargebackStatus


class Chargeback(models.Model):
    """One demand of the client's bank for one charge, and who bore it once it was lost.

    The four parts of a settled loss sum to its amount: what had not left the client's side, what came out of
    escrow, what the freelancer owes back, and what the hall bears, the fees that it gives up included.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="chargebacks")
    contract_id = models.UUIDField()
    unit_id = models.UUIDField()
    reference = models.CharField(max_length=80)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=300, blank=True)
    status = models.CharField(
        max_length=6,
        choices=[(status.value, status.value) for status in ChargebackStatus],
        default=ChargebackStatus.OPENED,
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, null=True, related_name="+")
    from_client_minor = models.BigIntegerField(default=0)
    from_escrow_minor = models.BigIntegerField(default=0)
    from_freelancer_minor = models.BigIntegerField(default=0)
    from_hall_minor = models.BigIntegerField(default=0)

    class Meta:
        db_table = "money_chargeback"
        constraints = [
            models.UniqueConstraint(fields=["hall", "reference"], name="one_chargeback_per_case_of_the_rail"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="a_chargeback_is_positive"),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True)
                | models.Q(
                    amount_minor=models.F("from_client_minor")
                    + models.F("from_escrow_minor")
                    + models.F("from_freelancer_minor")
                    + models.F("from_hall_minor")
                ),
                name="a_settled_loss_is_borne_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True) | models.Q(status=ChargebackStatus.LOST),
                name="only_a_loss_is_settled",
            ),
        ]
        indexes = [
            models.Index(fields=["contract_id"], name="chargeback_by_contract"),
            models.Index(fields=["hall", "id"], name="chargeback_by_hall"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} taken back, {self.status}"

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    @property
    def amount(self) -> Money:
        """What the client's bank takes."""
        return self.money(self.amount_minor)

    @property
    def is_open(self) -> bool:
        """Whether the money of its contract must stay where it is: undecided, or lost and not booked yet."""
        return self.status == ChargebackStatus.OPENED or (
            self.status == ChargebackStatus.LOST and self.settled_at is None
        )

    @property
    def about(self) -> list[UUID]:
        """Whose timelines it belongs to."""
        return [self.id, self.payment_id, self.contract_id]
