"""Money beside the units of work: a bonus or a tip, from the client straight to the freelancer."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hirehall.contracts.models.deals import choices
from hirehall.contracts.models.units import HeldUnit
from hirehall.contracts.states import ExtraState
from hirehall.people.models import Person


class ExtraPayment(HeldUnit):
    """One bonus or tip. What comes in for it leaves for the freelancer in the same transaction; nothing is held.

    Attributes:
        word: what it was called when it was paid: "bonus" or "tip".
    """

    kind = "extra"

    word = models.CharField(max_length=20)
    state = models.CharField(max_length=6, choices=choices(ExtraState), default=ExtraState.PAYING)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was not collected")

    class Meta(HeldUnit.Meta):
        db_table = "contracts_extra_payment"
        ordering = ["begun_at", "id"]
        constraints = [
            *HeldUnit.Meta.constraints,
            models.CheckConstraint(
                condition=Q(funded_minor=F("released_minor"), refunded_minor=0, rolled_on_minor=0),
                name="an_extra_payment_is_never_held",
            ),
            models.CheckConstraint(
                condition=(Q(state="paid") & Q(released_minor=F("amount_minor")))
                | (~Q(state="paid") & Q(released_minor=0)),
                name="an_extra_payment_is_paid_whole_or_not",
            ),
            models.UniqueConstraint(
                fields=["contract", "made_by", "amount_minor", "note"],
                condition=Q(state="paying"),
                name="no_extra_payment_under_way_twice",
            ),
        ]

    @property
    def asked(self) -> UUID:
        """The payment that it is collected by: one for each, from its beginning."""
        return cast(UUID, self.payment_id)
