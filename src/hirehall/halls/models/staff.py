"""Operators of one hall, and the sessions in which they have their power."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.halls.models.hall import Hall


class HallOperator(models.Model):
    """A person whom an operator of the installation has appointed for one hall."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField()
    appointed_by_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "halls_operator"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "person"], condition=models.Q(ended_at=None), name="one_office_per_hall"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.hall_id}"


class HallSession(models.Model):
    """Staff power over one hall, switched on with a reason, timed out and recorded."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operator = models.ForeignKey(HallOperator, on_delete=models.PROTECT, related_name="sessions")
    reason = models.CharField(max_length=300)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "halls_session"

    def __str__(self) -> str:
        return f"{self.operator_id}: {self.reason}"
