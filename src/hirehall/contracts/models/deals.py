"""Offers, contracts, their terms in every version, and the questions of ending them."""

from __future__ import annotations

from django.db import models

from hirehall.contracts.states import OPEN_OFFER, AskState, ContractState, EndedBy, OfferState, Origin, Side
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall, Policy
from hirehall.people.models import Organisation, Person


def choices(states: type) -> list[tuple[str, str]]:
    return [(state.value, state.value) for state in states]  # type: ignore[attr-defined]


class Parties(models.Model):
    """The two sides, where and how they met, and the rules that were in force when they did."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    model = models.CharField(max_length=20, help_text="The engagement model: milestone, hourly ...")
    client = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    freelancer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="In whose name the freelancer works, as the one who leads it",
    )
    brief_id = models.UUIDField(null=True, blank=True)
    proposal_id = models.UUIDField(null=True, blank=True)
    request_id = models.UUIDField(
        null=True, blank=True, help_text="The own client's request that the freelancer quoted for"
    )
    origin = models.CharField(max_length=12, choices=choices(Origin), default=Origin.MARKETPLACE)
    currency = models.CharField(max_length=3)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(
        default=1, help_text="Goes up with every move; stale clicks name an older one."
    )

    class Meta:
        abstract = True

    @property
    def client_name(self) -> str:
        return self.organisation.name if self.organisation else self.client.name

    @property
    def freelancer_name(self) -> str:
        return self.agency.name if self.agency else self.freelancer.name


class Terms(models.Model):
    """What the two sides agree on, in one version. Never changed once written."""

    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=140)
    scope = models.TextField(help_text="Markdown")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    clauses = models.JSONField(
        default=list, help_text='[{"id", "kind", "title", "text"}] as they read that day'
    )
    plan = models.JSONField(
        default=list, help_text="The engagement model's units of work, with frozen fee quotes"
    )
    clocks = models.JSONField(
        default=list, help_text="What silence means, as sentences, under the policy frozen here"
    )
    total_minor = models.PositiveBigIntegerField(default=0)
    note = models.TextField(blank=True)
    side = models.CharField(max_length=10, choices=choices(Side))
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        abstract = True


class Offer(Parties):
    """One offer from a client to a freelancer, with every version that the two sides sent each other."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField(max_length=10, choices=choices(OfferState), default=OfferState.DRAFT)
    number = models.PositiveSmallIntegerField(default=1, help_text="The version on the table")
    title = models.CharField(max_length=140)
    total_minor = models.PositiveBigIntegerField(default=0)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        db_table = "contracts_offer"
        indexes = [
            models.Index(fields=["freelancer", "-made_at"], name="offer_by_freelancer"),
            models.Index(fields=["client", "-made_at"], name="offer_by_client"),
            models.Index(fields=["organisation", "-made_at"], name="offer_by_organisation"),
            models.Index(fields=["agency", "-made_at"], name="offer_by_agency"),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(state__in=[state.value for state in OPEN_OFFER]),
                name="offer_that_will_expire",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal_id"],
                condition=models.Q(state__in=["offered", "countered", "accepted"]),
                name="one_live_offer_per_proposal",
            ),
            models.UniqueConstraint(
                fields=["request_id"],
                condition=models.Q(state__in=["offered", "countered", "accepted"]),
                name="one_live_quote_per_request",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    @property
    def written_by_side(self) -> Side:
        """The side that wrote its first version: a freelancer's is a quote for what the client asked for."""
        return Side.FREELANCER if self.made_by_id == self.freelancer_id else Side.CLIENT

    @property
    def is_quote(self) -> bool:
        """Whether it answers what a client of the freelancer's own asked for."""
        return self.request_id is not None


class OfferVersion(Terms):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="versions")

    class Meta:
        db_table = "contracts_offer_version"
        constraints = [
            models.UniqueConstraint(fields=["offer", "number"], name="one_offer_version_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class Contract(Parties):
    """A running or ended deal. Its units of work live in the engagement model's own tables."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="contract", null=True)
    lane = models.BooleanField(default=False, help_text="In the starter lane: the hall has waived its fees")
    title = models.CharField(max_length=140)
    state = models.CharField(max_length=8, choices=choices(ContractState), default=ContractState.ACTIVE)
    terms_number = models.PositiveSmallIntegerField(default=1)
    schedule_id = models.UUIDField(
        null=True, help_text="The fee schedule that every quote of this contract is under"
    )
    agreed_minor = models.PositiveBigIntegerField(default=0)
    paid_minor = models.PositiveBigIntegerField(
        default=0, help_text="Released to the freelancer, before commission"
    )
    refunded_minor = models.PositiveBigIntegerField(default=0)
    extras = models.PositiveIntegerField(default=0, help_text="How many bonuses and tips were begun")
    thread_id = models.UUIDField(null=True, blank=True)
    started_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_reason = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=12, choices=choices(EndedBy), blank=True)
    ended_side = models.CharField(max_length=10, choices=choices(Side), blank=True)
    ended_note = models.TextField(blank=True)

    class Meta:
        db_table = "contracts_contract"
        indexes = [
            models.Index(fields=["freelancer", "-started_at", "-id"], name="contract_by_freelancer"),
            models.Index(fields=["client", "-started_at", "-id"], name="contract_by_client"),
            models.Index(fields=["organisation", "-started_at", "-id"], name="contract_by_organisation"),
            models.Index(fields=["agency", "-started_at", "-id"], name="contract_by_agency"),
            models.Index(fields=["hall", "ended_at"], name="contract_by_end"),
            models.Index(
                fields=["freelancer", "hall"], condition=models.Q(lane=True), name="contract_in_lane"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="ended", ended_at__isnull=False)
                | (~models.Q(state="ended") & models.Q(ended_at__isnull=True)),
                name="an_ended_contract_says_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(client=models.F("freelancer")), name="nobody_hires_themselves"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def paid(self) -> Money:
        return Money(self.paid_minor, self.currency)

    @property
    def agreed(self) -> Money:
        return Money(self.agreed_minor, self.currency)


class TermsVersion(Terms):
    """The terms of a contract: the first from the offer, each later one proposed by one side, accepted by the other."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="terms")
    state = models.CharField(max_length=10, choices=choices(AskState), default=AskState.OPEN)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    agreement_file_id = models.UUIDField(null=True, blank=True)
    agreement_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "contracts_terms_version"
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="one_terms_version_per_number"),
            models.UniqueConstraint(
                fields=["contract"], condition=models.Q(state="open"), name="one_open_change_of_terms"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, terms {self.number}"


class Ending(models.Model):
    """One side's proposal to end a contract, with what becomes of each held amount."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="endings")
    side = models.CharField(max_length=10, choices=choices(Side))
    split = models.JSONField(
        default=list, help_text='[{"unit_id", "title", "held_minor", "release_minor"}]; the rest goes back'
    )
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=choices(AskState), default=AskState.OPEN)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        db_table = "contracts_ending"
        constraints = [
            models.UniqueConstraint(
                fields=["contract"], condition=models.Q(state="open"), name="one_open_ending"
            )
        ]

    def __str__(self) -> str:
        return f"end of {self.contract_id}: {self.state}"
