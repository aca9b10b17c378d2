"""What money is held for, and leaves in parts: every engagement model's unit of work, and what is posted for one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hirehall.contracts.models.deals import Contract
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money


class Held(models.Model):
    """Something that money is held for, and where that money stands: under a contract, or before there is one.

    ``funded`` = ``released`` + ``refunded`` + ``rolled_on`` + held; the ledger says the same (tests compare).
    Fees are frozen for the whole amount; each part takes its share, and the last part takes what is left.

    Attributes:
        kind: its word in refusal codes and in the hall's pages; each model sets its own.
    """

    kind: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=140)
    version = models.PositiveIntegerField(default=1)
    amount_minor = models.PositiveBigIntegerField()
    freelancer_fee_minor = models.PositiveBigIntegerField(default=0)
    client_fee_minor = models.PositiveBigIntegerField(default=0)
    quote = models.JSONField(default=dict, help_text="The fee quote as frozen")
    funded_minor = models.PositiveBigIntegerField(default=0)
    client_fee_paid_minor = models.PositiveBigIntegerField(default=0)
    released_minor = models.PositiveBigIntegerField(default=0)
    freelancer_fee_taken_minor = models.PositiveBigIntegerField(default=0)
    refunded_minor = models.PositiveBigIntegerField(default=0)
    client_fee_back_minor = models.PositiveBigIntegerField(default=0)
    rolled_on_minor = models.PositiveBigIntegerField(default=0)
    releases = models.PositiveSmallIntegerField(
        default=0, help_text="How many releases; numbers the posting keys"
    )
    refunds = models.PositiveSmallIntegerField(default=0)
    payment_id = models.UUIDField(
        null=True, blank=True, help_text="The payment that is under way, or the last one"
    )
    funded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    funded_minor__gte=F("released_minor") + F("refunded_minor") + F("rolled_on_minor")
                ),
                name="no_more_leaves_a_%(class)s_than_came_in",
            ),
            models.CheckConstraint(
                condition=Q(freelancer_fee_taken_minor__lte=F("freelancer_fee_minor")),
                name="commission_of_a_%(class)s_is_never_above_its_quote",
            ),
            models.CheckConstraint(
                condition=Q(client_fee_back_minor__lte=F("client_fee_paid_minor")),
                name="no_more_fee_of_a_%(class)s_goes_back_than_was_paid",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def currency(self) -> str:
        """What its amounts are in."""
        raise NotImplementedError

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    @property
    def amount(self) -> Money:
        return self.money(self.amount_minor)

    @property
    def own_amount(self) -> Money:
        """The amount without what rolled on to a later unit, which has it in its own amount now."""
        return self.money(self.amount_minor - self.rolled_on_minor)

    @property
    def held(self) -> Money:
        return self.money(
            self.funded_minor - self.released_minor - self.refunded_minor - self.rolled_on_minor
        )

    @property
    def to_fund(self) -> Money:
        """What is still to be paid in: the amount without what rolled in from an earlier unit."""
        return self.money(self.amount_minor - self.funded_minor)

    @property
    def fee_to_pay(self) -> Money:
        return self.money(self.client_fee_minor - self.client_fee_paid_minor)


class HeldUnit(Held):
    """One unit of work under a contract: a milestone, an order, a week."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta(Held.Meta):
        abstract = True

    @property
    def currency(self) -> str:
        return self.contract.currency
