"""Fee schedules. What one charges is never changed: a new one with a later date takes its place.

One that was announced and does not count yet may be withdrawn; the row stays and says so.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hirehall.foundation.ids import new_id
from hirehall.money.fees.reading import Rules, read


class FeeSchedule(models.Model):
    """What a hall charges from a date on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey("halls.Hall", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    effective_from = models.DateTimeField()
    announced_at = models.DateTimeField()
    rules = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "money"
        db_table = "money_fee_schedule"
        constraints = [
            models.UniqueConstraint(fields=["hall", "version"], name="one_fee_schedule_per_version"),
            models.UniqueConstraint(
                fields=["hall", "effective_from"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_fee_schedule_per_instant",
            ),
            models.CheckConstraint(
                condition=Q(announced_at__lte=F("effective_from")),
                name="fees_are_announced_before_they_count",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__lt=F("effective_from")),
                name="fees_are_withdrawn_before_they_count",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="fee_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"fees of {self.hall_id}, version {self.version}"

    def read(self) -> Rules:
        return read(self.rules)
