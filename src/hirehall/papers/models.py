"""Issued papers. A row is never changed: a mistake is corrected by another paper."""

from __future__ import annotations

from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.papers.states import SERIES, PaperKind, full_number
from hirehall.people.models import Organisation, Person


class Counter(models.Model):
    """The last number of one series of one hall; its row is locked while a paper is issued, so none is skipped."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "papers_counter"
        constraints = [models.UniqueConstraint(fields=["hall", "kind"], name="one_counter_per_series")]

    def __str__(self) -> str:
        return f"{self.kind} {self.last_number}"


class Paper(models.Model):
    """One receipt with everything that stands on it, frozen in ``data``: texts and amounts in minor units.

    ``data`` holds: ``about`` (what the contract is called), ``issuer`` and ``receiver`` (lines of address),
    ``lines`` (list of {text, minor}) and ``total`` ({text, minor}).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in PaperKind])
    number = models.PositiveIntegerField()
    receiver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    cause_id = models.UUIDField()
    contract_id = models.UUIDField()
    total_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    data = models.JSONField()
    issued_at = models.DateTimeField()

    class Meta:
        db_table = "papers_paper"
        constraints = [
            models.UniqueConstraint(fields=["hall", "kind", "number"], name="one_paper_per_number"),
            models.UniqueConstraint(fields=["kind", "cause_id"], name="one_paper_per_event"),
        ]
        indexes = [
            models.Index(fields=["receiver", "id"], name="paper_by_receiver"),
            models.Index(fields=["organisation", "id"], name="paper_by_organisation"),
            models.Index(fields=["contract_id"], name="paper_by_contract"),
        ]

    def __str__(self) -> str:
        return self.full_number

    @property
    def full_number(self) -> str:
        """``F-000042``."""
        return full_number(PaperKind(self.kind), self.number)

    @property
    def title(self) -> str:
        """``Fee receipt``."""
        return SERIES[PaperKind(self.kind)].title

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)
