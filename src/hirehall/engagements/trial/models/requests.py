"""What a client asks the matcher's desk for, and whom the desk thinks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hirehall.contracts.models import choices
from hirehall.engagements.trial.states import PROCESS, MatchState, RequestState
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall, Policy
from hirehall.people.models import Organisation, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a client writes into a request. Either a fixed price for the trial, or rates and hours."""

    title: str
    need: str
    skill_ids: tuple[UUID, ...] = ()
    price: Money | None = None
    rate_least: Money | None = None
    rate_most: Money | None = None
    weekly_hours: int = 0
    starts_on: date | None = None


class MatchRequest(models.Model):
    """A request for a freelancer, from the desk to the contract."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    process = models.CharField(max_length=20, default=PROCESS)
    client = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=140)
    need = models.TextField(help_text="Markdown: what for, with whom, by when")
    skill_ids = ArrayField(models.UUIDField(), default=list)
    skill_names = ArrayField(models.CharField(max_length=60), default=list)
    currency = models.CharField(max_length=3)
    price_minor = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="A fixed price for the trial"
    )
    rate_least_minor = models.PositiveBigIntegerField(null=True, blank=True)
    rate_most_minor = models.PositiveBigIntegerField(null=True, blank=True)
    weekly_hours = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=choices(RequestState), default=RequestState.AT_DESK)
    version = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=1, help_text="Goes up when the client asks again")
    asked_at = models.DateTimeField()
    at_desk_since = models.DateTimeField(help_text="Of this round")
    propose_by = models.DateTimeField(null=True, blank=True)
    late_told_at = models.DateTimeField(null=True, blank=True)
    first_shown_at = models.DateTimeField(null=True, blank=True)
    choose_by = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(
        blank=True, help_text="What the client wants otherwise, or why the desk closed it"
    )
    contract_id = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "trial_request"
        constraints = [
            models.CheckConstraint(
                condition=Q(price_minor__gt=0, rate_most_minor__isnull=True)
                | Q(price_minor__isnull=True, rate_most_minor__gt=0, weekly_hours__gt=0),
                name="a_match_request_names_a_price_or_rates_and_hours",
            ),
            models.CheckConstraint(
                condition=Q(state="at_desk", propose_by__isnull=False)
                | (~Q(state="at_desk") & Q(propose_by__isnull=True)),
                name="the_desk_has_its_clock_while_a_match_request_is_there",
            ),
            models.CheckConstraint(
                condition=Q(state="shown", choose_by__isnull=False)
                | (~Q(state="shown") & Q(choose_by__isnull=True)),
                name="the_client_has_a_clock_while_there_is_somebody_to_choose",
            ),
        ]
        indexes = [
            models.Index(fields=["hall", "propose_by"], condition=Q(state="at_desk"), name="match_request_at_desk"),
            models.Index(fields=["choose_by"], condition=Q(state="shown"), name="match_request_to_lapse"),
            models.Index(fields=["client", "-asked_at"], name="match_request_by_client"),
            models.Index(fields=["organisation", "-asked_at"], name="match_request_by_org"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def client_name(self) -> str:
        return self.organisation.name if self.organisation else self.client.name

    @property
    def by_the_hour(self) -> bool:
        return self.price_minor is None

    def money(self, minor: int | None) -> Money | None:
        return None if minor is None else Money(minor, self.currency)


class Match(models.Model):
    """Somebody whom the matcher thinks of for a request, with the reason; the client sees them after their yes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(MatchRequest, on_delete=models.CASCADE, related_name="matches")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField(
        help_text="Why the matcher thinks of this person; the client and the person read it"
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=choices(MatchState), default=MatchState.ASKED)
    version = models.PositiveIntegerField(default=1)
    rate_minor = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="For an hour, where it is by the hour"
    )
    price_minor = models.PositiveBigIntegerField(null=True, blank=True, help_text="Of the whole trial")
    note = models.TextField(blank=True, help_text="What the person says to the client")
    answered_at = models.DateTimeField(null=True, blank=True)
    offer_id = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        db_table = "trial_match"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "person"],
                condition=Q(state__in=["asked", "ready", "chosen", "hired"]),
                name="nobody_is_proposed_twice_at_once",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state__in=["chosen", "hired"]),
                name="one_is_chosen_for_a_match_request",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answer_by__isnull=False)
                | (~Q(state="asked") & Q(answer_by__isnull=True)),
                name="who_is_asked_has_a_clock",
            ),
            models.CheckConstraint(
                condition=Q(price_minor__gt=0) | ~Q(state__in=["ready", "chosen", "hired"]),
                name="who_said_yes_has_named_what_it_costs",
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], condition=Q(state="asked"), name="match_to_lapse"),
            models.Index(fields=["person", "-proposed_at"], name="match_by_person"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person_id} for {self.request_id}: {self.state}"

    @property
    def price(self) -> Money | None:
        return self.request.money(self.price_minor)

    @property
    def rate(self) -> Money | None:
        return self.request.money(self.rate_minor)
