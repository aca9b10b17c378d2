"""Orders in the pool, who held them, the work under their contracts, and the levels of those who write."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hirehall.contracts.models import HeldUnit, Posting, choices
from hirehall.contracts.states import Origin
from hirehall.engagements.unit.models.teams import Team
from hirehall.engagements.unit.states import LEVELS, PROCESS, UNITS, Left, Place, State, UnitKind
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Person

KINDS = [(code, kind.one) for code, kind in UNITS.items()]
LEVEL_CHOICES = list(LEVELS.items())


class Counted(models.Model):
    """What is counted, between which bounds, and what so many of it cost."""

    what = models.CharField(max_length=8, choices=KINDS)
    least = models.PositiveIntegerField()
    most = models.PositiveIntegerField()
    price_minor = models.PositiveIntegerField(help_text="For as many of it as the unit says")

    class Meta:
        abstract = True

    @property
    def kind_of_unit(self) -> UnitKind:
        return UNITS[self.what]

    @property
    def bounds(self) -> str:
        """What is asked for: "300 words", "300 to 400 words"."""
        most = self.kind_of_unit.said(self.most)
        return most if self.least == self.most else f"{self.least:,} to {most}"


class PoolOrder(Counted):
    """One order from its posting until somebody has handed in the work. Its money stands in the posting."""

    posting = models.OneToOneField(Posting, on_delete=models.PROTECT, primary_key=True, related_name="+")
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    instructions = models.TextField(help_text="Markdown")
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES)
    writer = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="From whom it was ordered",
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        help_text="Who alone sees it",
    )
    to_pool = models.BooleanField(
        default=True,
        help_text="Whether an order that its writer does not take on goes into the pool, or back",
    )
    origin = models.CharField(
        max_length=12,
        choices=choices(Origin),
        default=Origin.MARKETPLACE,
        help_text="How the two have met by whom its fees are; who comes out of the pool meets here",
    )
    answer_by = models.DateTimeField(null=True, blank=True)
    hours = models.PositiveSmallIntegerField(help_text="From the start of the work to the hand-over")
    state = models.CharField(max_length=10, choices=choices(Place), default=Place.PAYING)
    drop_at = models.DateTimeField(null=True, blank=True)
    listed_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    decide_by = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True, help_text="While a bank wants its payment back")

    class Meta:
        db_table = "unit_pool_order"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["claimed", "working"], holder__isnull=False)
                | (~Q(state__in=["claimed", "working"]) & Q(holder=None)),
                name="who_holds_an_order_is_named",
            ),
            models.CheckConstraint(condition=Q(least__gt=0, least__lte=F("most")), name="bounds_of_an_order"),
            models.CheckConstraint(
                condition=Q(state="asked", writer__isnull=False, answer_by__isnull=False)
                | (~Q(state="asked") & Q(answer_by=None)),
                name="who_is_asked_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["pool", "claimed"]) | Q(to_pool=True),
                name="what_goes_back_is_in_no_pool",
            ),
        ]
        indexes = [
            models.Index(
                fields=["hall", "-listed_at", "-posting"], condition=Q(state="pool"), name="order_in_the_pool"
            ),
            models.Index(fields=["holder"], condition=Q(holder__isnull=False), name="order_by_holder"),
            models.Index(fields=["writer", "-posting"], condition=Q(state="asked"), name="order_asked_of"),
            models.Index(fields=["answer_by"], condition=Q(state="asked"), name="asking_to_pass_over"),
            models.Index(fields=["decide_by"], condition=Q(state="claimed"), name="claim_to_lapse"),
            models.Index(fields=["due_at"], condition=Q(state="working"), name="claim_to_miss"),
            models.Index(fields=["expires_at"], condition=Q(state="pool"), name="order_to_expire"),
            models.Index(fields=["drop_at"], condition=Q(state="unpaid"), name="unit_order_to_drop"),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id}: {self.state}"


class Claim(models.Model):
    """Somebody held an order for a while, and how that ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(PoolOrder, on_delete=models.CASCADE, related_name="claims")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left = models.CharField(max_length=10, choices=choices(Left), blank=True)

    class Meta:
        db_table = "unit_claim"
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(left_at=None), name="one_claim_of_an_order_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["person", "-claimed_at"], name="claim_by_person")]

    def __str__(self) -> str:
        return f"{self.order_id} by {self.person_id}"


class OwnPrice(models.Model):
    """What somebody takes for as many of a unit as it says, when they are ordered from directly."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=8, choices=KINDS)
    price_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, help_text="Of the hall, in which it was said")
    set_at = models.DateTimeField()

    class Meta:
        db_table = "unit_own_price"
        constraints = [
            models.UniqueConstraint(fields=["hall", "person", "what"], name="one_own_price_for_a_unit"),
            models.CheckConstraint(condition=Q(price_minor__gt=0), name="an_own_price_is_a_price"),
        ]
        indexes = [models.Index(fields=["hall", "what", "price_minor"], name="own_price_of_hall")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.price_minor} for {self.what}"


class UnitOrder(Counted, HeldUnit):
    """The work of an order under its contract: what was counted, and how far the two are with it."""

    kind = "unit"

    process = models.CharField(max_length=20, default=PROCESS)
    instructions = models.TextField(help_text="Markdown")
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES)
    state = models.CharField(max_length=12, choices=choices(State), default=State.DELIVERED)
    count = models.PositiveIntegerField(help_text="Of the last hand-over")
    revisions = models.PositiveSmallIntegerField(default=0)
    auto_accept_at = models.DateTimeField(null=True, blank=True)
    revise_by = models.DateTimeField(null=True, blank=True)
    check_by = models.DateTimeField(null=True, blank=True)
    check_reason = models.TextField(blank=True, help_text="Why the client asks for a rejection")
    verdict = models.TextField(blank=True, help_text="Why the editor decided so")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    in_silence = models.BooleanField(default=False)

    class Meta(HeldUnit.Meta):
        db_table = "unit_order"
        constraints = [
            *HeldUnit.Meta.constraints,
            models.UniqueConstraint(fields=["contract"], name="one_unit_order_per_contract"),
            models.CheckConstraint(
                condition=Q(funded_minor=F("released_minor") + F("refunded_minor"))
                | ~Q(state__in=["accepted", "rejected", "charged_back"]),
                name="a_closed_unit_order_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(state="delivered", auto_accept_at__isnull=False, revise_by=None, check_by=None)
                | Q(state="revision", auto_accept_at=None, revise_by__isnull=False, check_by=None)
                | Q(state="check", auto_accept_at=None, revise_by=None, check_by__isnull=False)
                | Q(
                    state__in=["accepted", "rejected", "charged_back"],
                    auto_accept_at=None,
                    revise_by=None,
                    check_by=None,
                ),
                name="one_clock_of_a_unit_order_runs",
            ),
        ]
        indexes = [
            models.Index(
                fields=["auto_accept_at"], condition=Q(state="delivered"), name="unit_order_to_accept"
            ),
            models.Index(fields=["revise_by"], condition=Q(state="revision"), name="revision_to_miss"),
            models.Index(fields=["check_by"], condition=Q(state="check"), name="rejection_to_decide"),
        ]


class UnitDelivery(models.Model):
    """One hand-over: a text or files, as sent, with what was counted; and what the client asked to mend."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(UnitOrder, on_delete=models.CASCADE, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, help_text="Markdown")
    note = models.TextField(blank=True)
    count = models.PositiveIntegerField()
    words = models.PositiveIntegerField(default=0)
    counted = models.JSONField(default=list, help_text="The words of each file: its id, its name, its count")
    files_count = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField()
    revision = models.TextField(blank=True, help_text="What the client asked to mend")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "unit_delivery"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="one_unit_delivery_per_number")
        ]

    def __str__(self) -> str:
        return f"delivery {self.number} of {self.order_id}"


class Sample(models.Model):
    """A text by which an editor of the hall sets somebody's level; or, after that, an appeal against it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(help_text="Markdown")
    is_appeal = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "unit_sample"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "person"], condition=Q(answered_at=None), name="one_sample_waits"
            )
        ]
        indexes = [
            models.Index(fields=["hall", "sent_at"], condition=Q(answered_at=None), name="sample_waiting")
        ]

    def __str__(self) -> str:
        return f"sample of {self.person_id}"


class Rating(models.Model):
    """What one editor thinks of a text for a level; no other editor reads it before they have rated it as well."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="ratings")
    editor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    reason = models.TextField()
    rated_at = models.DateTimeField()

    class Meta:
        db_table = "unit_rating"
        constraints = [
            models.UniqueConstraint(fields=["sample", "editor"], name="an_editor_rates_a_text_once"),
            models.CheckConstraint(condition=Q(level__lte=3), name="a_rating_is_a_level"),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id}: {self.level}"


class LevelRow(models.Model):
    """One decision about a person's level in a hall; the latest counts, the others are its history. Zero is none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    reason = models.TextField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "unit_level"
        indexes = [models.Index(fields=["hall", "person", "-set_at", "-id"], name="level_of_person")]
        constraints = [models.CheckConstraint(condition=Q(level__lte=3), name="a_level_is_one_of_three")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.level}"
