"""What clients and editors think of accepted work: from it a level is suggested, and nothing else follows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hirehall.contracts.models import choices
from hirehall.engagements.unit.models.orders import UnitOrder
from hirehall.engagements.unit.states import Reader
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Person


class Reading(models.Model):
    """One mark for one work: below the level that was ordered, as ordered, above it. An editor's waits until read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(UnitOrder, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Who wrote it")
    source = models.CharField(max_length=6, choices=choices(Reader))
    mark = models.SmallIntegerField(null=True, blank=True)
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    drawn_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "unit_reading"
        constraints = [
            models.UniqueConstraint(fields=["order", "source"], name="one_reading_of_each_side"),
            models.CheckConstraint(
                condition=Q(mark__in=[-1, 0, 1], read_at__isnull=False, reader__isnull=False)
                | Q(mark=None, read_at=None, reader=None),
                name="what_is_read_has_a_mark",
            ),
        ]
        indexes = [
            models.Index(fields=["hall", "person", "read_at"], name="reading_of_person"),
            models.Index(fields=["hall", "drawn_at"], condition=Q(mark=None), name="reading_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} by {self.source}: {self.mark}"
