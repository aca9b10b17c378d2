"""Where a hall was found before: kept, so that links lead on and no other hall stands there."""

from __future__ import annotations

from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.halls.models.hall import Hall


class FormerAddress(models.Model):
    """A short name or a domain that a hall has left. It stays the hall's until an operator frees it.

    Attributes:
        name: of the path ``/at/<name>/``, or the domain.
        leads_on: every page of it leads to the same page of the hall; otherwise it says that it was given up.
        freed_at: from when on any hall may take it.
    """

    class Kind(models.TextChoices):
        PATH = "path", "Path"
        DOMAIN = "domain", "Domain"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="former_addresses")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=253)
    leads_on = models.BooleanField(default=True)
    left_at = models.DateTimeField()
    freed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "halls_former_address"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                condition=models.Q(freed_at=None),
                name="one_hall_per_former_address",
            )
        ]

    def __str__(self) -> str:
        return self.name
