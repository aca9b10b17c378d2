"""What a member keeps about positions: theirs alone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hirehall.contracts.models import choices
from hirehall.engagements.listing.models.positions import Position
from hirehall.engagements.listing.states import Step
from hirehall.foundation.ids import new_id
from hirehall.people.models import Person


class Tracked(models.Model):
    """A position that a member has saved, how far they are with it, and their notes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="tracked")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=10, choices=choices(Step), default=Step.SAVED)
    note = models.TextField(blank=True)
    applied_on = models.DateField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True, help_text="The next date: an interview, a call")
    next_what = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "listing_tracked"
        constraints = [
            models.UniqueConstraint(fields=["position", "person"], name="a_position_is_kept_once"),
            models.CheckConstraint(
                condition=Q(next_at__isnull=False) | Q(next_what=""), name="what_is_next_has_a_date"
            ),
        ]
        indexes = [models.Index(fields=["person", "-changed_at", "-id"], name="tracked_by_person")]

    def __str__(self) -> str:
        return f"{self.position_id} of {self.person_id}"
