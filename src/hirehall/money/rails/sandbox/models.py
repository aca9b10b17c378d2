"""What the sandbox rail remembers: it is a provider of its own, with its own books, that only looks like one of us."""

from __future__ import annotations

from typing import Any

from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money


class Dispute(models.TextChoices):
    """What the client's bank does about a charge that it was asked to take back."""

    OPENED = "opened"
    WON = "won"
    LOST = "lost"


class Charge(models.Model):
    """One collection at the sandbox bank: waiting, taken or refused; ``times`` how often it was taken.

    ``dispute`` says where a chargeback of its first taking stands, ``dispute_at`` when the bank does the next step by
    itself, and ``dispute_plan`` how it will decide.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=200, unique=True)
    method = models.CharField(max_length=40)
    total_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    times = models.PositiveSmallIntegerField(default=0)
    given_back = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    dispute = models.CharField(max_length=6, choices=Dispute.choices, blank=True)
    dispute_plan = models.CharField(max_length=6, choices=Dispute.choices, blank=True)
    disputed_minor = models.BigIntegerField(default=0)
    dispute_at = models.DateTimeField(null=True)
    settles_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_charge"
        indexes = [
            models.Index(
                fields=["settles_at"],
                name="sandbox_charge_waiting",
                condition=models.Q(state="waiting", settles_at__isnull=False),
            ),
            models.Index(
                fields=["dispute_at"],
                name="sandbox_dispute_waiting",
                condition=models.Q(dispute_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.total} {self.state}"

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    def reference(self, number: int) -> str:
        """The sandbox's name for the charge's ``number``-th taking, from 1."""
        return f"ch_{self.id.hex}_{number}"


class GivenBack(models.Model):
    """One refund of (a part of) a charge."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=200, unique=True)
    charge_reference = models.CharField(max_length=80)
    total_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    given_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_given_back"
        indexes = [models.Index(fields=["charge_reference"], name="sandbox_back_by_charge")]

    def __str__(self) -> str:
        return f"{self.total_minor} {self.currency} of {self.charge_reference}"


class PaidOut(models.Model):
    """One payout at the sandbox bank."""

    class State(models.TextChoices):
        WAITING = "waiting"
        PAID = "paid"
        SENT_BACK = "sent_back"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=200, unique=True)
    number = models.CharField(max_length=40)
    total_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.CharField(max_length=300, blank=True)
    settles_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_paid_out"
        indexes = [
            models.Index(
                fields=["settles_at"], name="sandbox_payout_waiting", condition=models.Q(state="waiting")
            )
        ]

    def __str__(self) -> str:
        return f"{self.total_minor} {self.currency} {self.state}"


class Told(models.Model):
    """One event that the sandbox tells the hall, as often as ``deliveries`` says."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    deliveries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "sandbox_told"

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

    def body(self) -> dict[str, Any]:
        return {"id": f"ev_{self.id.hex}", "kind": self.kind, "about": self.about}
