"""Review windows, the two invitations of each, and reviews."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.people.models import Organisation
from hirehall.reputation.states import Direction, Invited

DIRECTIONS = [(direction.value, direction.value) for direction in Direction]


class ReviewWindow(models.Model):
    """The time in which both sides of one ended, paid contract may review each other, and what was at stake.

    Keeps what standing is computed from (amount, end, counterparty, category, how often the two have worked
    together), so that a figure never needs to open the contract again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    contract_id = models.UUIDField(unique=True)
    title = models.CharField(max_length=200)
    href = models.CharField(max_length=300)
    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    freelancer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    paid_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    origin = models.CharField(max_length=30, blank=True)
    category_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField()
    together = models.PositiveIntegerField(help_text="the how-manieth paid contract of this pair, from 1")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reply_days = models.PositiveSmallIntegerField()
    questions = models.JSONField(
        default=list, help_text='["Was it tidy?"]: asked of the client of a first-timer, beside the ladder'
    )
    released_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reputation_review_window"
        constraints = [
            models.CheckConstraint(condition=Q(paid_minor__gt=0), name="only_paid_contracts_rate"),
            models.CheckConstraint(condition=Q(together__gte=1), name="a_pair_counts_from_one"),
        ]
        indexes = [
            models.Index(fields=["closes_at"], name="review_window_open", condition=Q(released_at=None)),
            models.Index(fields=["freelancer", "-ended_at"], name="review_window_by_freelancer"),
            models.Index(fields=["client", "-ended_at"], name="review_window_by_client"),
            models.Index(fields=["organisation", "-ended_at"], name="review_window_by_org"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def paid(self) -> Money:
        return Money(self.paid_minor, self.currency)


class ReviewInvitation(models.Model):
    """One side's invitation. An answer that never came is kept as well: silence is a reading too."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    window = models.ForeignKey(ReviewWindow, on_delete=models.CASCADE, related_name="invitations")
    direction = models.CharField(max_length=14, choices=DIRECTIONS)
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in Invited], default=Invited.OPEN.value
    )
    reminders = models.PositiveSmallIntegerField(default=0)
    remind_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "reputation_review_invitation"
        constraints = [
            models.UniqueConstraint(fields=["window", "direction"], name="one_invitation_per_side"),
            models.CheckConstraint(
                condition=Q(state="answered", answered_at__isnull=False)
                | (~Q(state="answered") & Q(answered_at=None)),
                name="answered_has_a_date",
            ),
        ]
        indexes = [models.Index(fields=["remind_at"], name="review_reminder_due", condition=Q(state="open"))]

    def __str__(self) -> str:
        return f"{self.direction} {self.state}"


class Review(models.Model):
    """What one side said. Sealed until both are in or the window closes, and never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invitation = models.OneToOneField(ReviewInvitation, on_delete=models.CASCADE, related_name="review")
    window = models.ForeignKey(ReviewWindow, on_delete=models.CASCADE, related_name="reviews")
    direction = models.CharField(max_length=14, choices=DIRECTIONS)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rungs = models.JSONField(help_text='{"rung1": "yes" | "no" | "cannot_tell", ...}')
    facts = models.JSONField(default=dict, help_text='{"deadline_kept": "yes" | "no", ...}')
    text = models.TextField(blank=True, help_text="Markdown; never scored")
    evaluation = models.JSONField(
        default=list, help_text='[{"question": str, "answer": "yes" | "partly" | "no" | "cannot_tell"}]'
    )
    advice = models.TextField(blank=True, help_text="For the first-timer alone, from the reveal on")
    submitted_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True, help_text="Markdown")
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        db_table = "reputation_review"
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at=None) | Q(released_at__isnull=False),
                name="a_reply_needs_a_visible_review",
            )
        ]
        indexes = [models.Index(fields=["window", "direction"], name="review_by_window")]

    def __str__(self) -> str:
        return f"{self.direction} by {self.author_id}"
