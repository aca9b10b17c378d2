"""Tables that every module stands on: the fact log and the idempotency keys."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from hirehall.foundation.ids import new_id


class FactRow(models.Model):
    """One recorded fact. Written by ``foundation.facts.record`` only; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall_id = models.UUIDField(null=True)
    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    about = ArrayField(models.UUIDField(), default=list)
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=40, blank=True)
    actor_person_id = models.UUIDField(null=True)
    staff_session_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "foundation_fact"
        indexes = [
            GinIndex(fields=["about"], name="fact_about"),
            models.Index(fields=["name", "recorded_at"], name="fact_by_name"),
            models.Index(fields=["hall_id", "recorded_at"], name="fact_by_hall"),
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.recorded_at:%Y-%m-%d %H:%M}"


class IdempotencyKey(models.Model):
    """One key that somebody sent with an action, and what the action gave back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    action = models.CharField(max_length=120)
    body_hash = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    claimed_at = models.DateTimeField()

    class Meta:
        db_table = "foundation_idempotency_key"
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="one_effect_per_owner_and_idempotency_key")
        ]
        indexes = [models.Index(fields=["claimed_at"], name="idempotency_by_age")]

    def __str__(self) -> str:
        return f"{self.action} {self.key}"
