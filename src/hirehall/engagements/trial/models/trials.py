"""The trial: the one unit of work of its contract."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from hirehall.contracts.models import HeldUnit, choices
from hirehall.engagements.trial.models.requests import MatchRequest
from hirehall.engagements.trial.states import PROCESS, Further, State
from hirehall.foundation.money import Money


class Trial(HeldUnit):
    """Work on trial: paid in advance, held, released when the client is content or silent, else given back."""

    kind = "trial"

    process = models.CharField(max_length=20, default=PROCESS)
    request = models.OneToOneField(MatchRequest, on_delete=models.PROTECT, related_name="trial")
    rate_minor = models.PositiveBigIntegerField(null=True, blank=True)
    weekly_hours = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=11, choices=choices(State), default=State.AGREED)
    agreed_at = models.DateTimeField()
    pay_by = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    decide_by = models.DateTimeField(null=True, blank=True)
    in_silence = models.BooleanField(default=False)
    further = models.CharField(max_length=9, choices=choices(Further), blank=True)
    reason = models.TextField(blank=True, help_text="Why the client was not content, or why it was given up")
    pot_minor = models.PositiveBigIntegerField(default=0, help_text="What the guarantee pot owes for it")
    pot_least_percent = models.PositiveSmallIntegerField(
        default=0, help_text="Of its days, after which the pot pays; as the accepted offer said"
    )
    pot_per_pair = models.PositiveSmallIntegerField(
        default=0, help_text="How often the pot pays between the two; zero where the offer named no limit"
    )
    pot_paid_at = models.DateTimeField(null=True, blank=True)

    class Meta(HeldUnit.Meta):
        db_table = "trial_trial"
        constraints = [
            *HeldUnit.Meta.constraints,
            models.UniqueConstraint(fields=["contract"], name="one_trial_per_contract"),
            models.CheckConstraint(
                condition=Q(funded_minor=F("released_minor") + F("refunded_minor"))
                | ~Q(state__in=["kept", "content", "not_content", "cancelled"]),
                name="a_closed_trial_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(state="window", decide_by__isnull=False)
                | (~Q(state="window") & Q(decide_by__isnull=True)),
                name="the_window_of_a_trial_has_its_clock",
            ),
            models.CheckConstraint(
                condition=Q(pot_minor=0) | Q(state="not_content"), name="the_pot_pays_only_without_content"
            ),
        ]
        indexes = [
            models.Index(fields=["pay_by"], condition=Q(state="agreed"), name="trial_to_drop"),
            models.Index(fields=["ends_at"], condition=Q(state="running"), name="trial_to_be_over"),
            models.Index(fields=["decide_by"], condition=Q(state="window"), name="trial_to_be_content"),
            models.Index(
                fields=["closed_at"], condition=Q(pot_minor__gt=0, pot_paid_at=None), name="trial_for_the_pot"
            ),
        ]  # fmt: skip

    @property
    def pot_from(self) -> datetime | None:
        """From when on an end without content is paid for by the pot; none before the trial has begun."""
        if self.ends_at is None:
            return None
        return self.ends_at - timedelta(days=self.days) * (100 - self.pot_least_percent) / 100

    @property
    def pot(self) -> Money:
        return self.money(self.pot_minor)

    @property
    def net(self) -> Money:
        """What the freelancer gets of what is held, or of the whole price before it is paid."""
        gross = self.held.minor if self.funded_minor else self.amount_minor
        return self.money(gross - self.freelancer_fee_minor * gross // self.amount_minor)
