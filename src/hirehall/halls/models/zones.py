"""The time zones of a hall, dated: each counts from its day on."""

from __future__ import annotations

from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.halls.models.hall import Hall


class HallZone(models.Model):
    """One version of where the hall's midnight is. Immutable; a change is a new row with a later date.

    A hall whose zone was never changed has none: ``Hall.time_zone`` is the one in force in any case.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="zones")
    time_zone = models.CharField(max_length=64)
    effective_from = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "halls_zone"
        constraints = [
            models.UniqueConstraint(fields=["hall", "effective_from"], name="one_zone_per_hall_and_instant")
        ]

    def __str__(self) -> str:
        return f"{self.time_zone} from {self.effective_from:%Y-%m-%d}"
