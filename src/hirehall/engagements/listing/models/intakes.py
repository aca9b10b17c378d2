"""Files of positions: kept for some days, until what was wanted of them has gone to the desk."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Person


class Intake(models.Model):
    """A CSV file that somebody has uploaded, and which of its columns is what."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_desk = models.BooleanField(help_text="Uploaded in a staff session: its positions have no poster")
    name = models.CharField(max_length=140)
    content = models.TextField()
    columns = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    uploaded_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "listing_intake"
        indexes = [models.Index(fields=["person", "-uploaded_at"], name="intake_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at=None, taken=0) | Q(taken_at__isnull=False, taken__gt=0),
                name="an_intake_was_taken_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
