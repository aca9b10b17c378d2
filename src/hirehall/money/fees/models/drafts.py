"""Drafts of fee schedules, and what the hall's real contracts of the last year would have cost by them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hirehall.foundation.ids import new_id
from hirehall.money.fees.reading import Rules, read


class FeeDraft(models.Model):
    """Rules that somebody thinks of. They charge nobody; a schedule is announced with a row of its own.

    Attributes:
        wanted_from: from when they should count, if they are announced; never earlier than the notice allows.
        since, until: the span whose releases are charged again.
        lines: how many units of work that is.
        done: how many have been charged again so far.
        outcome: the sums without any name, once all have been.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey("halls.Hall", on_delete=models.PROTECT, related_name="+")
    rules = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    wanted_from = models.DateTimeField()
    drafted_at = models.DateTimeField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    lines = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    replayed_at = models.DateTimeField(null=True)
    outcome = models.JSONField(null=True)

    class Meta:
        app_label = "money"
        db_table = "money_fee_draft"
        constraints = [
            models.CheckConstraint(condition=Q(since__lt=F("until")), name="a_fee_draft_looks_at_a_span"),
            models.CheckConstraint(
                condition=Q(replayed_at=None, outcome=None)
                | Q(replayed_at__isnull=False, outcome__isnull=False),
                name="a_replayed_fee_draft_has_its_sums",
            ),
        ]
        indexes = [models.Index(fields=["hall", "-drafted_at"], name="fee_draft_by_hall")]

    def __str__(self) -> str:
        return f"draft of fees of {self.hall_id}"

    def read(self) -> Rules:
        return read(self.rules)


class FeeDraftMember(models.Model):
    """What one member's fees of the last year were, and what they would have been by a draft."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(FeeDraft, on_delete=models.CASCADE, related_name="members")
    side = models.CharField(max_length=10)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    lines = models.PositiveIntegerField()
    volume_minor = models.PositiveBigIntegerField()
    before_minor = models.PositiveBigIntegerField()
    after_minor = models.PositiveBigIntegerField()
    change_minor = models.BigIntegerField()

    class Meta:
        app_label = "money"
        db_table = "money_fee_draft_member"
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, organisation__isnull=False)
                | Q(person__isnull=False, organisation=None),
                name="a_side_is_a_person_or_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(change_minor=F("after_minor") - F("before_minor")),
                name="a_change_of_fees_is_their_difference",
            ),
            models.UniqueConstraint(
                fields=["draft", "side", "person"],
                condition=Q(organisation=None),
                name="one_row_per_person_of_a_fee_draft",
            ),
            models.UniqueConstraint(
                fields=["draft", "side", "organisation"],
                condition=Q(person=None),
                name="one_row_per_organisation_of_a_fee_draft",
            ),
        ]
        indexes = [models.Index(fields=["draft", "side", "change_minor"], name="fee_draft_by_change")]

    def __str__(self) -> str:
        return f"{self.side} of {self.draft_id}: {self.change_minor}"
