"""Money that a freelancer earned, and its way out."""

from __future__ import annotations

from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.money.models.ledger import Transfer
from hirehall.money.states import DestinationKind, PayoutStatus
from hirehall.people.models import Organisation, Person


class Earning(models.Model):
    """One release: what left escrow, what the hall kept of it, what the freelancer is owed, and from when.

    A release to several members of an agency makes an earning for each, out of the same transfer; their parts sum to
    the whole. ``share_basis_points`` is a member's share as agreed, and ``agency`` in whose name they worked.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    contract_id = models.UUIDField()
    unit_id = models.UUIDField()
    freelancer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    gross_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    released_at = models.DateTimeField()
    available_at = models.DateTimeField()
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="+")
    share_basis_points = models.PositiveSmallIntegerField(null=True)
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "money_earning"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "key", "freelancer"], name="one_earning_per_release_and_person"
            ),
            models.CheckConstraint(
                condition=models.Q(share_basis_points=None)
                | models.Q(share_basis_points__gt=0, share_basis_points__lte=10_000, agency__isnull=False),
                name="a_share_is_a_part_in_an_agencys_name",
            ),
            models.CheckConstraint(
                condition=models.Q(gross_minor__gt=0)
                & models.Q(fee_minor__gte=0)
                & models.Q(net_minor=models.F("gross_minor") - models.F("fee_minor"))
                & models.Q(net_minor__gte=0),
                name="gross_less_fee_is_net",
            ),
        ]
        indexes = [
            models.Index(fields=["freelancer", "available_at"], name="earning_by_freelancer"),
            models.Index(fields=["contract_id"], name="earning_by_contract"),
        ]

    def __str__(self) -> str:
        return f"{self.net} from {self.contract_id}"

    @property
    def gross(self) -> Money:
        """What left escrow."""
        return Money(self.gross_minor, self.currency)

    @property
    def fee(self) -> Money:
        """What the hall kept."""
        return Money(self.fee_minor, self.currency)

    @property
    def net(self) -> Money:
        """What the freelancer is owed."""
        return Money(self.net_minor, self.currency)


class Payee(models.Model):
    """A freelancer as one rail of one hall knows them. Its row is the lock of everything that pays them out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rail = models.CharField(max_length=20)
    reference = models.CharField(max_length=80, blank=True)
    onboarded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "money_payee"
        constraints = [
            models.UniqueConstraint(fields=["hall", "person", "rail"], name="one_payee_per_person_and_rail")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.rail}"


class Destination(models.Model):
    """Where a person wants their payouts. Removing one blanks the number and keeps the row for the history."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in DestinationKind])
    holder = models.CharField(max_length=80)
    number = models.CharField(max_length=40, blank=True)
    hint = models.CharField(max_length=40)
    saved_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "money_destination"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "person", "number"],
                condition=models.Q(removed_at__isnull=True),
                name="one_destination_per_number",
            )
        ]

    def __str__(self) -> str:
        return self.hint


class Payout(models.Model):
    """One request to be paid, and what became of it. ``attempt`` counts the tries, each with keys of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="payouts")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    status = models.CharField(
        max_length=10,
        choices=[(status.value, status.value) for status in PayoutStatus],
        default=PayoutStatus.REQUESTED,
    )
    attempt = models.PositiveSmallIntegerField(default=1)
    reference = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    requested_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "money_payout"
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="a_payout_is_positive")
        ]
        indexes = [
            models.Index(fields=["person", "id"], name="payout_by_person"),
            models.Index(fields=["hall", "status"], name="payout_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.status}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def rail_key(self) -> str:
        """The key that the rail gets, the same for every repetition of one attempt."""
        return f"payout:{self.id}:{self.attempt}"
