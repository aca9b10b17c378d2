"""Money that comes in, and goes back the way it came."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall, Policy
from hirehall.money.models.ledger import Transfer
from hirehall.money.states import PURPOSES, PaymentStatus, Purpose, PurposeLine, RefundStatus
from hirehall.people.models import Organisation, Person


def choices(states: type[PaymentStatus] | type[RefundStatus] | type[Purpose]) -> list[tuple[str, str]]:
    return [(state.value, state.value) for state in states]


class Payment(models.Model):
    """One intent to bring money in for one unit of work, and what became of it.

    ``contract_id`` and ``unit_id`` are opaque here: modules above know what they name. ``amount_minor`` goes
    to escrow, ``client_fee_minor`` is the hall's; the client is charged the sum. What is no work goes elsewhere:
    ``purpose`` says where (``states.PURPOSES``). ``policy`` is the row under which
    the contract was made: it says who bears a chargeback that is lost.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    contract_id = models.UUIDField()
    unit_id = models.UUIDField()
    payer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    payee = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    amount_minor = models.BigIntegerField()
    client_fee_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    purpose = models.CharField(max_length=10, choices=choices(Purpose), default=Purpose.WORK)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=40)
    status = models.CharField(max_length=10, choices=choices(PaymentStatus), default=PaymentStatus.PENDING)
    reason = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    next_href = models.CharField(max_length=300, blank=True)
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="duplicates")
    refunded_minor = models.BigIntegerField(default=0)
    fee_refunded_minor = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    funded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "money_payment"
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="a_payment_is_positive"),
            models.CheckConstraint(
                condition=models.Q(client_fee_minor__gte=0), name="a_client_fee_is_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(refunded_minor__gte=0)
                & models.Q(refunded_minor__lte=models.F("amount_minor"))
                & models.Q(fee_refunded_minor__gte=0)
                & models.Q(fee_refunded_minor__lte=models.F("client_fee_minor")),
                name="never_more_goes_back_than_came",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=PaymentStatus.SUCCEEDED) | models.Q(succeeded_at__isnull=False),
                name="a_succeeded_payment_says_when",
            ),
            models.UniqueConstraint(
                fields=["hall", "reference"],
                condition=~models.Q(reference=""),
                name="one_payment_per_charge_of_the_rail",
            ),
        ]
        indexes = [
            models.Index(fields=["contract_id", "id"], name="payment_by_contract"),
            models.Index(fields=["payer", "id"], name="payment_by_payer"),
            models.Index(fields=["organisation", "id"], name="payment_by_organisation"),
            models.Index(fields=["payee", "id"], name="payment_by_payee"),
            models.Index(
                fields=["begun_at"], name="payment_pending", condition=models.Q(status=PaymentStatus.PENDING)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.total} by {self.method}"

    @property
    def amount(self) -> Money:
        """What goes to escrow."""
        return Money(self.amount_minor, self.currency)

    @property
    def client_fee(self) -> Money:
        """What the hall keeps on top."""
        return Money(self.client_fee_minor, self.currency)

    @property
    def total(self) -> Money:
        """What the client is charged."""
        return self.amount + self.client_fee

    @property
    def line(self) -> PurposeLine:
        """Where its money stands, and what people read about it."""
        return PURPOSES[Purpose(self.purpose)]

    @property
    def payer_side_id(self) -> UUID:
        """Whose credit it is while it is in no escrow: the organisation's, or the person's."""
        return self.organisation_id or self.payer_id

    @property
    def rail(self) -> str:
        """The rail that the method belongs to: ``sandbox`` for ``sandbox.instant``."""
        return self.method.partition(".")[0]

    @property
    def rail_key(self) -> str:
        """The key that the rail gets, the same for every repetition of the request."""
        return f"fund:{self.id}"

    @property
    def refunded(self) -> Money:
        """What has gone back or is on its way back, fee included."""
        return Money(self.refunded_minor + self.fee_refunded_minor, self.currency)


class Refund(models.Model):
    """One part of one payment that goes back the way it came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    contract_id = models.UUIDField()
    unit_id = models.UUIDField()
    key = models.CharField(max_length=200)
    amount_minor = models.BigIntegerField()
    client_fee_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=choices(RefundStatus), default=RefundStatus.PENDING)
    reference = models.CharField(max_length=80, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "money_refund"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gte=0)
                & models.Q(client_fee_minor__gte=0)
                & models.Q(amount_minor__gt=-models.F("client_fee_minor")),
                name="a_refund_is_positive",
            ),
            models.UniqueConstraint(fields=["hall", "key", "payment"], name="one_refund_per_key_and_payment"),
        ]
        indexes = [models.Index(fields=["contract_id"], name="refund_by_contract")]

    def __str__(self) -> str:
        return f"{self.total} back"

    @property
    def amount(self) -> Money:
        """What comes out of escrow."""
        return Money(self.amount_minor, self.currency)

    @property
    def client_fee(self) -> Money:
        """What the hall gives back of its client fee."""
        return Money(self.client_fee_minor, self.currency)

    @property
    def total(self) -> Money:
        """What the client gets."""
        return self.amount + self.client_fee


class RailEvent(models.Model):
    """The inbox: one thing that a rail told us. Answered at once, handled once, and only on success."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=20)
    event_id = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "money_rail_event"
        constraints = [
            models.UniqueConstraint(fields=["source", "event_id"], name="one_row_per_event_of_a_rail")
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                name="rail_event_waiting",
                condition=models.Q(handled_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind}"
