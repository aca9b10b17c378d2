"""Searches that members have saved, and which positions each has been told of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hirehall.contracts.models import choices
from hirehall.engagements.listing.models.positions import Position
from hirehall.engagements.listing.states import Every
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Person


class SavedSearch(models.Model):
    """What a member looks for, and how often they are told of what is new."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    asked = models.JSONField(help_text="The words and filters")
    every = models.CharField(max_length=8, choices=choices(Every))
    saved_at = models.DateTimeField()
    told_up_to = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "listing_saved_search"
        constraints = [
            models.UniqueConstraint(fields=["hall", "person", "asked"], name="a_search_is_saved_once"),
            models.CheckConstraint(
                condition=~Q(every="never") | Q(next_at=None), name="a_silent_search_is_never_due"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="search_to_tell"),
            models.Index(fields=["person", "-id"], name="search_by_person"),
            models.Index(fields=["hall"], condition=Q(every="instant"), name="search_at_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Told(models.Model):
    """A search has told of a position, once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="told")
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        db_table = "listing_told"
        constraints = [
            models.UniqueConstraint(fields=["search", "position"], name="a_search_tells_of_a_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.position_id}"
