"""Many orders from one file: its rows as they were read, and which order each became."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hirehall.contracts.models import choices
from hirehall.engagements.unit.models.orders import PoolOrder
from hirehall.engagements.unit.models.teams import Team
from hirehall.engagements.unit.states import BatchState
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Organisation, Person


class Batch(models.Model):
    """A file of orders: read and shown first, then posted row by row in the background."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, help_text="Of the file")
    currency = models.CharField(max_length=3, help_text="Of the hall, in which its rows are priced")
    state = models.CharField(max_length=8, choices=choices(BatchState), default=BatchState.READ)
    method = models.CharField(max_length=40, blank=True)
    trouble = models.CharField(max_length=500, blank=True, help_text="Why it does not go on by itself")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    moved_at = models.DateTimeField(help_text="When a row of it was last posted, or it was last set going")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "unit_batch"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["posted", "dropped"], ended_at__isnull=False)
                | (~Q(state__in=["posted", "dropped"]) & Q(ended_at=None)),
                name="a_batch_that_is_over_says_when",
            )
        ]
        indexes = [models.Index(fields=["client", "hall", "-made_at"], name="batch_by_client")]

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"


class BatchRow(models.Model):
    """One line of the file. What is wrong with it is a sentence; such a row is never posted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(help_text="In the file")
    title = models.TextField(blank=True)
    instructions = models.TextField(blank=True)
    what = models.CharField(max_length=8, blank=True)
    least = models.PositiveIntegerField(default=0)
    most = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=0)
    hours = models.PositiveSmallIntegerField(default=0)
    price_minor = models.PositiveIntegerField(default=0, help_text="The hall’s when it was last shown")
    problem = models.CharField(max_length=500, blank=True)
    order = models.OneToOneField(
        PoolOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="batch_row"
    )

    class Meta:
        db_table = "unit_batch_row"
        constraints = [
            models.UniqueConstraint(fields=["batch", "line"], name="one_row_for_a_line"),
            models.CheckConstraint(
                condition=Q(order=None) | Q(problem=""), name="what_is_wrong_is_not_posted"
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.line} of {self.batch_id}"
