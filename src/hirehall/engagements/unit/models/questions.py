"""What who holds an order asks its client, and the answers; both stay with the order, without who asked."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hirehall.engagements.unit.models.orders import Claim, PoolOrder
from hirehall.foundation.ids import new_id
from hirehall.people.models import Person


class Question(models.Model):
    """One question before the first hand-over. While it waits, the hours of the work may stand still."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(PoolOrder, on_delete=models.CASCADE, related_name="questions")
    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, null=True, blank=True, related_name="questions",
        help_text="Under which it was asked; none while a direct order waits for its writer's answer",
    )  # fmt: skip
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Shown to nobody")
    text = models.TextField()
    asked_at = models.DateTimeField()
    held_from = models.DateTimeField(null=True, blank=True)
    holds_until = models.DateTimeField(
        null=True, blank=True, help_text="The latest end of the hold; the work's date is moved by all of it"
    )
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "unit_question"
        constraints = [
            models.UniqueConstraint(
                fields=["order", "asker"], condition=Q(answered_at=None), name="one_question_waits_of_each"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="an_answer_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(held_from=None, holds_until=None) | Q(holds_until__gte=F("held_from")),
                name="a_hold_has_both_ends",
            ),
        ]
        indexes = [models.Index(fields=["order", "asked_at"], name="question_of_order")]

    def __str__(self) -> str:
        return f"question about {self.order_id}"
