"""What a client has put up with its money for whoever takes it: there is no freelancer yet, so no contract."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hirehall.contracts.models.units import Held
from hirehall.halls.models import Hall, Policy
from hirehall.people.models import Organisation, Person


class Posting(Held):
    """One posting, from its payment to the contract that it becomes, or to its money's way back.

    Its id is also the id under which its money is held, and becomes that of the contract and of its one unit: no
    money has to move when somebody takes it, and a payment or refund points to the same thing from the first day on.

    Attributes:
        terms: what the contract's terms will be, as they read when it was posted.
        schedule_id: the fee schedule that its quote is under.
        started_at: when it became a contract; from then on its columns only say what was.
    """

    kind = "posting"

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    model = models.CharField(max_length=20, help_text="The engagement model that it was posted in")
    client = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    schedule_id = models.UUIDField(null=True)
    currency_code = models.CharField(max_length=3)
    terms = models.JSONField(default=dict)
    posted_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)

    class Meta(Held.Meta):
        db_table = "contracts_posting"
        constraints = [
            *Held.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(funded_minor=F("refunded_minor")),
                name="a_closed_posting_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(released_minor=0, rolled_on_minor=0), name="a_posting_pays_nobody"
            ),
        ]
        indexes = [
            models.Index(fields=["client", "-posted_at"], name="posting_by_client"),
            models.Index(fields=["organisation", "-posted_at"], name="posting_by_organisation"),
        ]

    @property
    def currency(self) -> str:
        return self.currency_code

    @property
    def client_name(self) -> str:
        return self.organisation.name if self.organisation else self.client.name
