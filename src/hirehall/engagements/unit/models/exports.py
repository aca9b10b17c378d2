"""Accepted texts taken out together, as one archive that is made in the background."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Person


class TextExport(models.Model):
    """Somebody asked for the accepted texts of some orders of their side; ready when its file is there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    order_ids = ArrayField(models.UUIDField())
    done = models.PositiveIntegerField(default=0)
    file_id = models.UUIDField(null=True, blank=True)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "unit_text_export"
        indexes = [
            models.Index(fields=["person", "hall", "-asked_at"], name="text_export_by_person"),
            models.Index(fields=["asked_at"], name="text_export_to_forget"),
        ]

    def __str__(self) -> str:
        return f"{len(self.order_ids)} texts for {self.person_id}"
