"""Deposits of who sends positions in: what was put down for a position, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hirehall.contracts.models import choices
from hirehall.engagements.listing.models.positions import Position
from hirehall.engagements.listing.states import DEPOSIT_FINAL, DepositState, KeepReason
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.people.models import Person


class Deposit(models.Model):
    """The deposit for one position, from one person; its amount and days are as they were when it was sent in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="deposits")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=choices(DepositState), default=DepositState.DUE)
    amount_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    appeal_days = models.PositiveSmallIntegerField()
    wait_days = models.PositiveSmallIntegerField()
    payment_id = models.UUIDField(unique=True, null=True)
    asked_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    keep_at = models.DateTimeField(
        null=True, blank=True, help_text="When it is kept, or let go after an appeal"
    )
    warned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=6, choices=choices(KeepReason), blank=True)
    reason = models.CharField(max_length=1000, blank=True, help_text="Why it is to be kept")
    appeal = models.CharField(max_length=1000, blank=True)
    decision = models.CharField(max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "listing_deposit"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["warned", "appealed"], keep_at__isnull=False)
                | (~Q(state__in=["warned", "appealed"]) & Q(keep_at=None)),
                name="a_warned_deposit_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["warned", "appealed", "kept"]) | (~Q(code="") & ~Q(reason="")),
                name="a_deposit_is_kept_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["position"],
                condition=~Q(state__in=sorted(DEPOSIT_FINAL)),
                name="one_deposit_for_a_position_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["hall", "state"], name="deposit_by_hall"),
            models.Index(fields=["person", "-asked_at"], name="deposit_by_person"),
            models.Index(fields=["keep_at"], condition=Q(keep_at__isnull=False), name="deposit_to_keep"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} for {self.position_id}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
