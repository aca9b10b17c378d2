"""What a freelancer's own clients ask for, and how the two of a pair met: once, and for good."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.market.states import Met, RequestState, Way
from hirehall.people.models import Organisation
from hirehall.skills.models import PortfolioPiece


class Acquaintance(models.Model):
    """How a freelancer or an agency and a client met in a hall. Written once, at the first meeting, and never changed.

    It selects the fee of all their contracts; nobody can relabel it. An agency has met a client once, whoever of its
    people led it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    freelancer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="In whose name the freelancer met the client",
    )
    origin = models.CharField(max_length=12, choices=[(met.value, met.value) for met in Met])
    met_at = models.DateTimeField()

    class Meta:
        db_table = "market_acquaintance"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "freelancer", "client", "organisation"],
                condition=models.Q(agency=None),
                nulls_distinct=False,
                name="a_pair_meets_once",
            ),
            models.UniqueConstraint(
                fields=["hall", "agency", "client", "organisation"],
                condition=models.Q(agency__isnull=False),
                nulls_distinct=False,
                name="an_agency_meets_a_client_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(client=models.F("freelancer")), name="nobody_meets_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.freelancer_id} and {self.client_id}: {self.origin}"


class QuoteRequest(models.Model):
    """What somebody asks a freelancer for through that freelancer's own link, or was asked to ask for.

    Until the person has confirmed it by the mailed link there is no client, and the freelancer does not see it
    (an invitation they see, because they wrote it).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    freelancer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="In whose name it is quoted",
    )  # fmt: skip
    way = models.CharField(max_length=10, choices=[(way.value, way.value) for way in Way])
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in RequestState])
    name = models.CharField(max_length=80)
    email = models.EmailField()
    need = models.TextField(blank=True)
    words = models.TextField(blank=True, help_text="The freelancer's first words, in an invitation")
    piece = models.ForeignKey(
        PortfolioPiece, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="The work of the freelancer that it should be like",
    )  # fmt: skip
    budget_minor = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    wanted_by = models.DateField(null=True, blank=True)
    together = models.PositiveSmallIntegerField(default=1, help_text="How many were asked the same at once")
    answer_by = models.DateTimeField(null=True, blank=True, help_text="Until when an answer is wanted")
    origin = models.CharField(
        max_length=12, blank=True, help_text="As the pair had met when it was confirmed; empty before"
    )
    token_hash = models.CharField(max_length=64, blank=True)
    valid_until = models.DateTimeField(help_text="Until when the mailed link works")
    asked_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    offer_id = models.UUIDField(null=True, blank=True, help_text="The last quote")
    contract_id = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "market_quote_request"
        indexes = [
            models.Index(fields=["freelancer", "-asked_at", "-id"], name="request_by_freelancer"),
            models.Index(fields=["client", "-asked_at", "-id"], name="request_by_client"),
            models.Index(fields=["email", "asked_at"], name="request_by_address"),
            models.Index(
                fields=["valid_until"],
                condition=models.Q(state__in=["asked", "invited"]),
                name="request_that_will_lapse",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"],
                condition=~models.Q(token_hash=""),
                name="one_request_per_mailed_link",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "invited", "declined", "lapsed"])
                | models.Q(client__isnull=False, opened_at__isnull=False),
                name="an_open_request_has_a_client",
            ),
        ]

    def __str__(self) -> str:
        asked: datetime = self.asked_at
        return f"{self.name} on {asked:%Y-%m-%d}"

    @property
    def freelancer_name(self) -> str:
        """In whose name it is quoted."""
        return self.agency.name if self.agency else self.freelancer.name

    @property
    def budget(self) -> Money | None:
        return None if self.budget_minor is None else Money(self.budget_minor, self.currency)

    @property
    def title(self) -> str:
        """Its first line, short enough for a heading."""
        first = (self.need.strip().splitlines() or [""])[0]
        return first if len(first) <= 100 else first[:99].rstrip() + "…"
