"""Readings in batches, what else is known of people, and the standings that come of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.reputation.models.reviews import ReviewWindow
from hirehall.reputation.states import Source

SOURCES = [(source.value, source.value) for source in Source]


class FormulaVersion(models.Model):
    """One version of the formulas: when it was announced, and from when its figure is the one that is shown."""

    version = models.CharField(max_length=10, primary_key=True)
    announced_at = models.DateTimeField()
    in_force_from = models.DateTimeField()
    says = models.TextField(help_text="what changes, in words for those whose figure it is")

    class Meta:
        db_table = "reputation_formula_version"
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_from__gte=models.F("announced_at")),
                name="no_formula_before_it_is_announced",
            )
        ]

    def __str__(self) -> str:
        return self.version


class ReadingBatch(models.Model):
    """Readings of at least three counterparties, which count as one: each contract of it carries the same reading.

    Written once, when it fills; what is in it never changes, so that no answer can be told from a later figure.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    freelancer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filled_at = models.DateTimeField()
    reading = models.FloatField(help_text="the mean of the readings, coarse, in units of quality")
    precision = models.FloatField(help_text="what each contract of it can say, before decay, value and trust")

    class Meta:
        db_table = "reputation_reading_batch"
        constraints = [
            models.CheckConstraint(condition=Q(precision__gt=0), name="a_batch_says_something"),
        ]
        indexes = [models.Index(fields=["freelancer", "filled_at"], name="batch_by_freelancer")]

    def __str__(self) -> str:
        return f"{self.reading} of {self.freelancer_id}"


class BatchMember(models.Model):
    """One contract in a batch; a contract is in one batch at most."""

    window = models.OneToOneField(
        ReviewWindow, on_delete=models.PROTECT, primary_key=True, related_name="batched"
    )
    batch = models.ForeignKey(ReadingBatch, on_delete=models.PROTECT, related_name="members")

    class Meta:
        db_table = "reputation_batch_member"

    def __str__(self) -> str:
        return f"{self.window_id} in {self.batch_id}"


class OtherEvidence(models.Model):
    """What is known of a person beside contracts here: a skill proof, a voucher, work that was verified elsewhere."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    category_id = models.UUIDField(null=True)
    source = models.CharField(max_length=10, choices=SOURCES)
    source_id = models.UUIDField(unique=True, help_text="of the thing in the module that knows it")
    says = models.CharField(max_length=200)
    reading = models.FloatField(help_text="in units of quality; of a mark it follows from the mark")
    mark = models.FloatField(null=True, help_text="of a skill proof, 0..1")
    kind_id = models.UUIDField(null=True, help_text="of a mark: the test or task whose marks compare with it")
    at = models.DateTimeField()

    class Meta:
        db_table = "reputation_other_evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(mark=None, kind_id=None) | Q(mark__gte=0, mark__lte=1, kind_id__isnull=False),
                name="a_mark_is_of_a_kind",
            )
        ]
        indexes = [
            models.Index(fields=["person"], name="other_evidence_by_person"),
            models.Index(
                fields=["kind_id"], name="other_evidence_by_kind", condition=Q(kind_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.says


class FamilyFigures(models.Model):
    """What is usual in a field: where those who enter stand, and what a contract is worth; made anew each night."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    category_id = models.UUIDField(null=True, help_text="null for everything together")
    prior = models.FloatField(default=0.0, help_text="where those who enter stand on average")
    entrants = models.PositiveIntegerField(default=0)
    medians = models.JSONField(default=dict, help_text='{"EUR": 50000}: of what contracts paid, by currency')
    computed_at = models.DateTimeField()

    class Meta:
        db_table = "reputation_family_figures"
        constraints = [
            models.UniqueConstraint(fields=["category_id"], name="one_row_per_family", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return str(self.category_id)


class ProofFigures(models.Model):
    """What the marks of one test or task are like, and how much they tell about quality; made anew each night."""

    kind_id = models.UUIDField(primary_key=True)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+")
    says = models.CharField(max_length=200)
    marks = models.PositiveIntegerField(help_text="how many people have one")
    mean = models.FloatField(help_text="of the marks, 0..1")
    spread = models.FloatField(help_text="their standard deviation")
    people = models.PositiveIntegerField(help_text="of whom clients have said something since")
    validity = models.FloatField(help_text="the correlation of a mark with quality")
    low = models.FloatField()
    high = models.FloatField()
    computed_at = models.DateTimeField()

    class Meta:
        db_table = "reputation_proof_figures"
        constraints = [
            models.CheckConstraint(condition=Q(spread__gt=0), name="marks_lie_apart"),
            models.CheckConstraint(
                condition=Q(validity__gte=0, validity__lt=1), name="validity_is_a_correlation"
            ),
        ]

    def __str__(self) -> str:
        return self.says


class StandingRow(models.Model):
    """Where a person stands in a field (or altogether), with each piece that it was made of."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    category_id = models.UUIDField(null=True, help_text="the field; null for everything together")
    hall = models.ForeignKey(
        Hall,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text="where only what was earned in this hall counts; null where all does",
    )
    version = models.CharField(max_length=10)
    prior = models.FloatField()
    quality = models.FloatField()
    precision = models.FloatField()
    chance = models.FloatField(help_text="that the next client would hire again")
    low = models.FloatField()
    high = models.FloatField()
    clients = models.PositiveIntegerField(help_text="how many different clients are in it")
    pieces = models.JSONField(default=list)
    computed_at = models.DateTimeField()

    class Meta:
        db_table = "reputation_standing"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "category_id", "hall", "version"],
                name="one_standing_per_field",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(precision__gt=0), name="a_standing_has_a_precision"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.chance:.2f}"
