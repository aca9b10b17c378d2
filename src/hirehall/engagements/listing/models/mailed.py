"""Positions of people without an account: an address that was asked to confirm, and what they wrote."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from hirehall.engagements.listing.models.positions import Position
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall


class Mailed(models.Model):
    """What somebody without an account wrote. The desk sees it once their mail address has said yes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    content = models.JSONField(encoder=DjangoJSONEncoder)
    visitor = models.CharField(
        max_length=64, blank=True, help_text="From where it was sent, as a keyed hash; kept for a day"
    )
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    position = models.OneToOneField(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="mailed"
    )

    class Meta:
        db_table = "listing_mailed"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, position=None)
                | Q(confirmed_at__isnull=False, position__isnull=False),
                name="what_was_confirmed_is_a_position",
            )
        ]
        indexes = [
            models.Index(fields=["hall", "-made_at"], name="mailed_by_hall"),
            models.Index(fields=["email", "-made_at"], name="mailed_by_address"),
            models.Index(fields=["visitor", "-made_at"], condition=~Q(visitor=""), name="mailed_by_visitor"),
        ]

    def __str__(self) -> str:
        return f"{self.id} of {self.hall_id}"
