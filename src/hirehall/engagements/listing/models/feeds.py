"""Feeds that the hall’s editors have entered, what came of reading each, and what stood in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hirehall.contracts.models import choices
from hirehall.engagements.listing.models.positions import Position
from hirehall.engagements.listing.states import Outcome
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Person


class FeedSource(models.Model):
    """An address from which positions are read, and how."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=500)
    mapping = models.JSONField(default=dict, help_text="For each part of a position, @element or fixed words")
    every_hours = models.PositiveSmallIntegerField()
    closes = models.BooleanField(help_text="What is not in it any more is closed; else the desk looks again")
    next_at = models.DateTimeField(null=True, blank=True, help_text="Empty while it is switched off")
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "listing_feed_source"
        constraints = [
            models.UniqueConstraint(fields=["hall", "address"], name="a_feed_is_entered_once"),
            models.CheckConstraint(
                condition=Q(every_hours__gte=1), name="a_feed_is_read_once_an_hour_at_most"
            ),
        ]
        indexes = [models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="feed_to_read")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on(self) -> bool:
        return self.next_at is not None


class FeedRun(models.Model):
    """One reading of a feed: what came of it, and what in it could not be read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(FeedSource, on_delete=models.CASCADE, related_name="runs")
    read_at = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=choices(Outcome))
    said = models.CharField(max_length=300, blank=True)
    found = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, help_text="Title and reason of what could not be read")

    class Meta:
        db_table = "listing_feed_run"
        indexes = [models.Index(fields=["source", "-read_at"], name="run_by_source")]

    def __str__(self) -> str:
        return f"{self.source_id} at {self.read_at:%Y-%m-%d %H:%M}"


class FeedItem(models.Model):
    """An entry of a feed, by what it is called there, and the position that it became."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(FeedSource, on_delete=models.CASCADE, related_name="items")
    digest = models.CharField(max_length=64, help_text="Of its key")
    key = models.CharField(max_length=500)
    position = models.OneToOneField(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="feed_item"
    )
    fingerprint = models.CharField(max_length=64, help_text="Of all that it said last")
    seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "listing_feed_item"
        constraints = [
            models.UniqueConstraint(fields=["source", "digest"], name="an_entry_of_a_feed_is_one_item")
        ]

    def __str__(self) -> str:
        return self.key
