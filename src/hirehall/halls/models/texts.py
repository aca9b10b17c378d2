"""The texts of a hall that are dated: every version stays."""

from __future__ import annotations

from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.halls.models.hall import Hall


class LegalText(models.Model):
    """One version of the rules, terms or imprint in one language. Immutable; a change is a new row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="legal_texts")
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    text = models.TextField()
    effective_from = models.DateTimeField()

    class Meta:
        db_table = "halls_legal_text"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "kind", "language", "effective_from"], name="one_legal_text_per_instant"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language}) from {self.effective_from:%Y-%m-%d}"
