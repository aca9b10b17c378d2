"""Proposals, and the appeals of people whom a cap has stopped."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.market.models.briefs import Brief
from hirehall.market.states import OPEN_PROPOSALS, ProposalState
from hirehall.people.models import Organisation

STATES = [(state.value, state.value) for state in ProposalState]


class Proposal(models.Model):
    """How one freelancer would do it, and for how much. Sealed: only the client side and its author see it.

    ``plan`` is ``[{"title", "criteria", "amount_minor", "due_days"}]``; where it is not empty, ``amount`` is its
    sum. ``answers`` is ``[{"question_id", "question", "answer"}]``; ``links`` is ``[{"label", "url"}]``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="proposals")
    freelancer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals"
    )
    agency = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="In whose name the freelancer would work",
    )  # fmt: skip
    state = models.CharField(max_length=12, choices=STATES, default=ProposalState.DRAFT.value)
    amount_minor = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    plan = models.JSONField(default=list)
    days = models.PositiveSmallIntegerField(null=True, help_text="Working time from start to end, in days")
    cover = models.TextField(blank=True)
    answers = models.JSONField(default=list)
    links = models.JSONField(default=list)
    piece_ids = ArrayField(models.UUIDField(), default=list)
    by_invitation = models.BooleanField(default=False)
    revision_seen = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    shortlist_note = models.CharField(max_length=500, blank=True)
    decline_reason = models.CharField(max_length=500, blank=True)
    closed_from = models.CharField(max_length=12, blank=True)
    contract_id = models.UUIDField(null=True)
    entry_number = models.PositiveSmallIntegerField(
        null=True, help_text="“Proposer 3”: what a panel knows it by"
    )
    addendum_seen = models.PositiveSmallIntegerField(
        default=0, help_text="The last addendum that it stands to"
    )
    awarded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_proposal"
        constraints = [
            models.UniqueConstraint(fields=["brief", "freelancer"], name="one_proposal_per_freelancer"),
            models.UniqueConstraint(
                fields=["brief"], condition=Q(state="hired"), name="one_hired_proposal_per_brief"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(amount_minor__isnull=False, submitted_at__isnull=False, answer_due_at__isnull=False),
                name="a_sent_proposal_has_a_price_and_a_day_for_the_answer",
            ),
            models.UniqueConstraint(fields=["brief", "entry_number"], name="one_proposal_per_entry_number"),
            models.CheckConstraint(
                condition=~Q(state="hired") | Q(contract_id__isnull=False),
                name="a_hired_proposal_has_its_contract",
            ),
        ]
        indexes = [
            models.Index(fields=["brief", "state"], name="proposal_by_brief"),
            models.Index(fields=["freelancer", "-changed_at"], name="proposal_by_freelancer"),
            models.Index(fields=["hall", "freelancer", "submitted_at"], name="proposal_by_week"),
            models.Index(
                fields=["answer_due_at"],
                name="proposal_answer_due",
                condition=Q(answered_at=None, state__in=["submitted", "read"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.freelancer_id} on {self.brief_id}"

    @property
    def author_name(self) -> str:
        """In whose name it is sent."""
        return self.agency.name if self.agency else self.freelancer.name

    @property
    def amount(self) -> Money | None:
        return None if self.amount_minor is None else Money(self.amount_minor, self.currency)

    @property
    def is_open(self) -> bool:
        """Whether the client may still hire, shortlist or decline it."""
        return self.state in OPEN_PROPOSALS

    def is_overdue(self, at: datetime) -> bool:
        """Whether the client should have answered by now and has not."""
        due = self.answer_due_at
        return self.is_open and self.answered_at is None and due is not None and due <= at


class CapAppeal(models.Model):
    """Somebody whom the weekly cap has stopped says why they need more. Decided by an operator, with a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=1000)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)
    granted = models.PositiveSmallIntegerField(
        null=True, help_text="More proposals for seven days; 0 is a no"
    )
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "market_cap_appeal"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "person"], condition=Q(decided_at=None), name="one_open_appeal_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.made_at:%Y-%m-%d}"
