"""Blind panels: who sits on one, by which criteria, what each has scored, and what they agreed on. And addenda."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.market.models.briefs import Brief
from hirehall.market.models.proposals import Proposal
from hirehall.market.states import SeatState

SEATS = [(state.value, state.value) for state in SeatState]


class Panel(models.Model):
    """How a brief is decided on by several people who do not know whose proposal they read.

    How far it is stands on the brief (``panel``), where every rule about its proposals looks.
    ``scale`` is the words for 0, 1, 2 ... points; ``seed`` is what the proposals are shuffled by.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    brief = models.OneToOneField(Brief, on_delete=models.CASCADE, related_name="board")
    score_by = models.DateTimeField()
    scorers_least = models.PositiveSmallIntegerField()
    scale = ArrayField(models.CharField(max_length=40))
    seed = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    consensus_at = models.DateTimeField(null=True)
    awarded_at = models.DateTimeField(null=True)
    awarded_by_id = models.UUIDField(null=True)
    winner = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="+")
    award_reason = models.TextField(blank=True)
    earlier_awards = models.JSONField(default=list, help_text='[{"number": int, "at": str, "reason": str}]')

    class Meta:
        db_table = "market_panel"
        constraints = [
            models.CheckConstraint(
                condition=Q(winner=None, awarded_at=None) | Q(winner__isnull=False, awarded_at__isnull=False),
                name="a_winner_was_awarded",
            )
        ]

    def __str__(self) -> str:
        return f"panel of {self.brief_id}"

    @property
    def top(self) -> int:
        """The most points that a criterion can get."""
        return len(self.scale) - 1


class PanelCriterion(models.Model):
    """What is scored, and what it weighs of a hundred."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=500, blank=True)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "market_panel_criterion"
        constraints = [
            models.UniqueConstraint(fields=["panel", "position"], name="one_criterion_per_position"),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100), name="a_criterion_weighs_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PanelSeat(models.Model):
    """Somebody who was asked to score. Who was asked by mail is an address and a link until they answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="panel_seats"
    )
    email = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=SEATS, default=SeatState.INVITED.value)
    invited_by_id = models.UUIDField()
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    declared_at = models.DateTimeField(null=True, help_text="When they declared that nothing binds them")
    reason = models.CharField(max_length=300, blank=True)
    handed_in_at = models.DateTimeField(null=True)
    excluded_at = models.DateTimeField(
        null=True, help_text="When a conflict of interest took them off the panel"
    )
    excluded_by_id = models.UUIDField(null=True, help_text="Themselves, or who moderates")

    class Meta:
        db_table = "market_panel_seat"
        constraints = [
            models.UniqueConstraint(fields=["panel", "number"], name="one_seat_per_number"),
            models.UniqueConstraint(
                fields=["panel", "person"],
                condition=Q(person__isnull=False, state__in=["invited", "seated"]),
                name="one_seat_per_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="seated") | Q(person__isnull=False, declared_at__isnull=False),
                name="who_sits_has_declared",
            ),
            models.CheckConstraint(
                condition=Q(state="excluded", excluded_at__isnull=False, excluded_by_id__isnull=False)
                | (~Q(state="excluded") & Q(excluded_at=None, excluded_by_id=None)),
                name="an_exclusion_is_dated",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "state"], name="panel_seat_by_person"),
            models.Index(fields=["token_hash"], name="panel_seat_by_token", condition=~Q(token_hash="")),
        ]

    def __str__(self) -> str:
        return f"seat {self.number} of {self.panel_id}"


class PanelRecusal(models.Model):
    """A member does not score one proposer, because something binds them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seat = models.ForeignKey(PanelSeat, on_delete=models.CASCADE, related_name="recusals")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    declared_at = models.DateTimeField()

    class Meta:
        db_table = "market_panel_recusal"
        constraints = [models.UniqueConstraint(fields=["seat", "proposal"], name="one_recusal_per_proposal")]

    def __str__(self) -> str:
        return f"{self.seat_id} on {self.proposal_id}"


class PanelScore(models.Model):
    """What one member gave one proposal by one criterion, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seat = models.ForeignKey(PanelSeat, on_delete=models.CASCADE, related_name="scores")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="panel_scores")
    criterion = models.ForeignKey(PanelCriterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=1000)
    scored_at = models.DateTimeField()

    class Meta:
        db_table = "market_panel_score"
        constraints = [
            models.UniqueConstraint(fields=["seat", "proposal", "criterion"], name="one_score_per_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.points} by {self.seat_id}"


class PanelVerdict(models.Model):
    """What the panel agreed on for one proposal and one criterion; with a reason where it moved from the middle."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="panel_verdicts")
    criterion = models.ForeignKey(PanelCriterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    middle = models.PositiveSmallIntegerField(null=True, help_text="The rounded mean of the members’ points")
    reason = models.CharField(max_length=1000, blank=True)
    recorded_by_id = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "market_panel_verdict"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "criterion"], name="one_verdict_per_criterion"),
            models.CheckConstraint(
                condition=Q(points=F("middle")) | ~Q(reason=""), name="a_verdict_that_moves_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points} for {self.proposal_id}"


class Addendum(models.Model):
    """What a client adds to a published brief. Numbered, and never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="addenda_rows")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    open_before = models.DateTimeField(null=True, help_text="Until when it took proposals before")
    open_after = models.DateTimeField(null=True, help_text="Until when it does now, where that has moved")
    made_by_id = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "market_addendum"
        constraints = [
            models.UniqueConstraint(fields=["brief", "number"], name="one_addendum_per_number"),
            models.CheckConstraint(
                condition=Q(open_after=None) | Q(open_after__gt=F("open_before")),
                name="an_addendum_never_shortens",
            ),
        ]

    def __str__(self) -> str:
        return f"addendum {self.number} to {self.brief_id}"
