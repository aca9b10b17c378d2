"""Texts that were handed in or sent, by what they are compared with; and where two share passages."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from hirehall.engagements.unit.models.orders import Sample, UnitDelivery
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Person


class KeptText(models.Model):
    """What a hand-over or a text for a level says, as its reader sees it, with its prints.

    Attributes:
        prints: of its passages, but for those of the order's own instructions; empty until they are compared.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    delivery = models.OneToOneField(
        UnitDelivery, on_delete=models.CASCADE, null=True, blank=True, related_name="kept"
    )
    sample = models.OneToOneField(
        Sample, on_delete=models.CASCADE, null=True, blank=True, related_name="kept"
    )
    order_id = models.UUIDField(null=True, help_text="Of the hand-over: its own others are no copies")
    text = models.TextField()
    digest = models.CharField(max_length=64, help_text="The same for texts that are word for word the same")
    prints = ArrayField(models.BigIntegerField(), default=list)
    made_at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "unit_text"
        constraints = [
            models.CheckConstraint(
                condition=Q(delivery__isnull=False, sample=None) | Q(delivery=None, sample__isnull=False),
                name="a_text_is_of_one_thing",
            )
        ]
        indexes = [
            GinIndex(fields=["prints"], name="text_by_print", fastupdate=False),
            models.Index(fields=["hall", "digest"], name="text_by_digest"),
        ]

    def __str__(self) -> str:
        return f"text of {self.person_id}"


class CopyFound(models.Model):
    """A text shares passages with one that was there before. An editor looks at both; nothing follows by itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    text = models.ForeignKey(KeptText, on_delete=models.CASCADE, related_name="copies")
    other = models.ForeignKey(KeptText, on_delete=models.CASCADE, related_name="+")
    permille = models.PositiveSmallIntegerField(help_text="Of the text's prints that the other has as well")
    is_exact = models.BooleanField(default=False)
    found_at = models.DateTimeField()
    is_copy = models.BooleanField(
        null=True, blank=True, help_text="What the editor found; nothing until then"
    )
    reason = models.TextField(blank=True)
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "unit_copy"
        constraints = [
            models.UniqueConstraint(fields=["text", "other"], name="two_texts_are_compared_once"),
            models.CheckConstraint(condition=~Q(text=F("other")), name="no_text_is_its_own_copy"),
        ]
        indexes = [
            models.Index(fields=["-permille", "id"], condition=Q(is_copy=None), name="copy_to_look_at")
        ]

    def __str__(self) -> str:
        return f"{self.permille} of 1000"
