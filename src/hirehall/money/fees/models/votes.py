"""Votes of a hall's members on a draft of fees. Who may vote is fixed when one opens; nobody keeps who voted how."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hirehall.foundation.ids import new_id
from hirehall.money.fees.models.drafts import FeeDraft
from hirehall.money.fees.models.schedules import FeeSchedule

CHOICES = ("yes", "no", "abstain")


class FeeVote(models.Model):
    """One vote on one draft.

    Attributes:
        voters: how many may vote.
        quorum_percent: of them have to, for the vote to count.
        majority_percent: more than this share of yes and no has to be yes.
        yes, no, abstain: the sums, once it is closed; nothing else of the ballots is kept.
        schedule: what was announced because it passed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey("halls.Hall", on_delete=models.PROTECT, related_name="+")
    draft = models.OneToOneField(FeeDraft, on_delete=models.PROTECT, related_name="vote")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    voters = models.PositiveIntegerField()
    quorum_percent = models.PositiveSmallIntegerField()
    majority_percent = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField(null=True)
    called_off = models.CharField(max_length=300, blank=True, help_text="Why, where it was")
    passed = models.BooleanField(null=True)
    yes = models.PositiveIntegerField(null=True)
    no = models.PositiveIntegerField(null=True)
    abstain = models.PositiveIntegerField(null=True)
    schedule = models.OneToOneField(FeeSchedule, on_delete=models.PROTECT, null=True, related_name="vote")

    class Meta:
        app_label = "money"
        db_table = "money_fee_vote"
        constraints = [
            models.UniqueConstraint(
                fields=["hall"], condition=Q(closed_at=None), name="one_open_fee_vote_per_hall"
            ),
            models.CheckConstraint(condition=Q(opened_at__lt=F("closes_at")), name="a_fee_vote_takes_time"),
            models.CheckConstraint(
                condition=Q(closed_at=None, passed=None, yes=None, no=None, abstain=None, called_off="")
                | (
                    Q(closed_at__isnull=False, passed=False, yes=None, no=None, abstain=None)
                    & ~Q(called_off="")
                )
                | Q(
                    closed_at__isnull=False,
                    called_off="",
                    passed__isnull=False,
                    yes__isnull=False,
                    no__isnull=False,
                    abstain__isnull=False,
                ),
                name="a_closed_fee_vote_has_its_sums",
            ),
            models.CheckConstraint(
                condition=Q(yes=None) | Q(voters__gte=F("yes") + F("no") + F("abstain")),
                name="nobody_votes_on_fees_twice",
            ),
            models.CheckConstraint(
                condition=Q(schedule=None) | Q(passed=True), name="only_a_vote_that_passed_dates_fees"
            ),
        ]
        indexes = [
            models.Index(fields=["closes_at"], condition=Q(closed_at=None), name="fee_vote_to_close"),
            models.Index(fields=["hall", "-opened_at"], name="fee_vote_by_hall"),
        ]

    def __str__(self) -> str:
        return f"vote on {self.draft_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def turnout(self) -> int:
        """How many voted, once it is closed."""
        return (self.yes or 0) + (self.no or 0) + (self.abstain or 0)


class FeeVoter(models.Model):
    """One member who may vote. While the vote is open the ballot can be changed; its end takes the choice away."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vote = models.ForeignKey(FeeVote, on_delete=models.CASCADE, related_name="roll")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=7, blank=True)

    class Meta:
        app_label = "money"
        db_table = "money_fee_voter"
        constraints = [
            models.UniqueConstraint(fields=["vote", "person"], name="one_ballot_on_fees_per_person"),
            models.CheckConstraint(
                condition=Q(choice__in=["", *CHOICES]), name="a_ballot_on_fees_is_readable"
            ),
        ]

    def __str__(self) -> str:
        return f"a member at {self.vote_id}"
