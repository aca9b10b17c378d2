"""How far clients are believed as raters: whom the operator knows, what each night's walk said, who is linked."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from hirehall.foundation.ids import new_id
from hirehall.people.models import Organisation


class Verification(models.Model):
    """One client who asked to be verified, or whom an operator verified: where the walk of trust begins.

    Dates say what became of it. Rows stay when it ends, so that the walk of any night can be made again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True, help_text="what the client says of itself")
    verified_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="declined, or verified no more")
    reason = models.TextField(blank=True, help_text="of the last decision; the client reads it")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        db_table = "reputation_verification"
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, organisation__isnull=False) | Q(person__isnull=False, organisation=None),
                name="one_client_is_verified",
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None, ended_at=None) | (Q(decided_by__isnull=False) & ~Q(reason="")),
                name="a_verification_is_decided_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(ended_at=None),
                name="one_running_verification", nulls_distinct=False,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.party_id)

    @property
    def party_id(self) -> UUID:
        """The client as one party, as in readings."""
        found: UUID | None = self.organisation_id or self.person_id
        assert found is not None  # noqa: S101 - a constraint says so
        return found

    @property
    def name(self) -> str:
        return self.organisation.name if self.organisation else self.person.name if self.person else ""


class TrustNight(models.Model):
    """One night's walk: what it went over and what came of it. Written once a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField(unique=True)
    at = models.DateTimeField(help_text="what was known at this moment went in, and nothing later")
    version = models.CharField(max_length=10)
    verified = models.PositiveIntegerField()
    clients = models.PositiveIntegerField(help_text="who have paid for anything")
    edges = models.PositiveIntegerField(help_text="pairs of client and freelancer")
    reached = models.PositiveIntegerField(help_text="clients with more than the least")
    is_used = models.BooleanField(help_text="whether enough were reached; if not, everybody is believed")

    class Meta:
        db_table = "reputation_trust_night"

    def __str__(self) -> str:
        return str(self.day)


class RaterTrust(models.Model):
    """From some night on a client counts so much as a rater; a row only where it changed. Before the first: wholly."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    party_id = models.UUIDField(help_text="the client: an organisation or a person")
    night = models.ForeignKey(TrustNight, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    trust = models.FloatField(help_text="one of the published levels")

    class Meta:
        db_table = "reputation_rater_trust"
        constraints = [
            models.UniqueConstraint(fields=["party_id", "at"], name="one_trust_a_night"),
            models.CheckConstraint(condition=Q(trust__gt=0, trust__lte=1), name="trust_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.trust}"


class LinkedPair(models.Model):
    """A client and a freelancer with one payout account: paid work between them carries no trust and no reading."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    freelancer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(
        max_length=64, help_text="a keyed hash of what they share, never the number itself"
    )
    found_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(blank=True, help_text="why it does not matter")

    class Meta:
        db_table = "reputation_linked_pair"
        constraints = [
            models.UniqueConstraint(fields=["client", "freelancer", "mark"], name="one_link_per_mark"),
            models.CheckConstraint(
                condition=Q(cleared_at=None) | (Q(cleared_by__isnull=False) & ~Q(reason="")),
                name="a_link_is_cleared_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["freelancer"], name="linked_by_freelancer")]

    def __str__(self) -> str:
        return f"{self.client_id} and {self.freelancer_id}"
