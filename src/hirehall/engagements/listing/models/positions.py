"""Outside positions, what was found suspicious in them, what members reported, and by which rules they are screened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from hirehall.contracts.models import choices
from hirehall.engagements.listing.states import PERS, Kind, Source, State, Work
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.people.models import Person
from hirehall.skills.models import Category

PER_CHOICES = [(name, per.one) for name, per in PERS.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a poster says about a position."""

    title: str
    employer: str
    site: str
    description: str
    kind: str = Kind.CONTRACT
    work: str = Work.REMOTE
    place: str = ""
    country: str = ""
    apply_url: str = ""
    apply_email: str = ""
    apply_until: date | None = None
    category_id: UUID | None = None
    skill_ids: tuple[UUID, ...] = ()
    pay_min_minor: int | None = None
    pay_max_minor: int | None = None
    pay_per: str = "hour"


class Described(models.Model):
    """The columns of ``Content``."""

    title = models.CharField(max_length=140)
    employer = models.CharField(max_length=120)
    site = models.CharField(max_length=300, help_text="The employer's own web address")
    description = models.TextField(help_text="Markdown")
    kind = models.CharField(max_length=10, choices=choices(Kind))
    work = models.CharField(max_length=8, choices=choices(Work))
    place = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166; empty for anywhere")
    apply_url = models.CharField(max_length=500, blank=True)
    apply_email = models.EmailField(blank=True)
    apply_until = models.DateField(null=True, blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    skill_ids = ArrayField(models.UUIDField(), default=list)
    skill_names = ArrayField(models.CharField(max_length=60), default=list)
    pay_min_minor = models.PositiveBigIntegerField(null=True, blank=True)
    pay_max_minor = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    pay_per = models.CharField(max_length=8, choices=PER_CHOICES, default="hour")
    hourly_minor = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="The most of it, for an hour"
    )

    class Meta:
        abstract = True

    @property
    def pay_min(self) -> Money | None:
        return None if self.pay_min_minor is None else Money(self.pay_min_minor, self.currency)

    @property
    def pay_max(self) -> Money | None:
        return None if self.pay_max_minor is None else Money(self.pay_max_minor, self.currency)

    @property
    def pay_per_word(self) -> str:
        return PERS[self.pay_per].one


class Position(Described):
    """One outside position, from the day on which it was sent in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=choices(State), default=State.SUBMITTED)
    version = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=5, choices=choices(Source), default=Source.FORM)
    poster = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    brought_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The editor who brought it in; it has no poster then",
    )  # fmt: skip
    origin = models.CharField(max_length=300, blank=True, help_text="The file and line, or the feed")
    submitted_at = models.DateTimeField()
    screened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    screened_at = models.DateTimeField(null=True, blank=True)
    checked = models.JSONField(
        default=list, help_text="The checklist as it was answered: what, and whether it holds"
    )
    reason = models.TextField(blank=True, help_text="Why it was refused, or closed")
    listed_at = models.DateTimeField(null=True, blank=True)
    recheck_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_desk = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=64, help_text="Of its words; the same for an exact copy")
    prints = ArrayField(models.BigIntegerField(), default=list, help_text="Of the passages of its text")
    address = models.CharField(
        max_length=500, blank=True, help_text="Where one applies, written as every other way of writing it"
    )
    search = SearchVectorField(null=True)

    class Meta:
        db_table = "listing_position"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state="listed",
                    listed_at__isnull=False,
                    expires_at__isnull=False,
                    recheck_at__isnull=False,
                    screened_at__isnull=False,
                )
                | (~Q(state="listed") & Q(expires_at=None, recheck_at=None)),
                name="a_listed_position_was_screened_and_ends",
            ),
            models.CheckConstraint(
                condition=Q(screened_by=None) | Q(poster=None) | ~Q(screened_by=models.F("poster")),
                name="nobody_screens_their_own_position",
            ),
        ]
        indexes = [
            models.Index(fields=["hall", "-listed_at", "-id"], condition=Q(state="listed"), name="position_newest"),
            models.Index(
                fields=["hall", "-hourly_minor", "-id"],
                condition=Q(state="listed", hourly_minor__isnull=False),
                name="position_by_pay",
            ),
            GinIndex(fields=["search"], condition=Q(state="listed"), name="position_text"),
            GinIndex(fields=["skill_ids"], condition=Q(state="listed"), name="position_skills"),
            models.Index(fields=["hall", "submitted_at"], condition=Q(state="submitted"), name="position_waiting"),
            models.Index(fields=["expires_at"], condition=Q(state="listed"), name="position_to_expire"),
            models.Index(fields=["poster", "-submitted_at"], name="position_by_poster"),
            models.Index(fields=["hall", "fingerprint"], name="position_by_words"),
            models.Index(fields=["hall", "address"], condition=~Q(address=""), name="position_by_address"),
            GinIndex(fields=["prints"], name="position_by_print", fastupdate=False),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Signal(models.Model):
    """Something in a position that a fraud often has: where it stands, and why it is one. A person decides."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="signals")
    code = models.CharField(max_length=20)
    field = models.CharField(max_length=12)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.CharField(max_length=200)
    why = models.CharField(max_length=300)
    found_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dismissal = models.CharField(max_length=500, blank=True, help_text="Why it is none")

    class Meta:
        db_table = "listing_signal"
        ordering = ["field", "start", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dismissed_at=None, dismissal="")
                | (Q(dismissed_at__isnull=False) & ~Q(dismissal="")),
                name="a_dismissed_signal_has_its_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} in {self.position_id}"


class Report(models.Model):
    """A member says that something is wrong with a listed position; it stands in the queue of the re-check."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="reports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "listing_report"
        constraints = [
            models.UniqueConstraint(
                fields=["position", "person"], condition=Q(answered_at=None), name="one_open_report_each"
            )
        ]

    def __str__(self) -> str:
        return f"report about {self.position_id}"


class Screening(models.Model):
    """By which list the desk screens from a date on. Immutable; a change is a new row with a later date."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    effective_from = models.DateTimeField()
    checks = ArrayField(models.CharField(max_length=200))
    free_mail = ArrayField(
        models.CharField(max_length=100), help_text="Domains where everybody gets an address"
    )
    hosts = ArrayField(models.CharField(max_length=100), help_text="Sites that take applications for others")
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "listing_screening"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "effective_from"], name="one_screening_per_hall_and_instant"
            )
        ]

    def __str__(self) -> str:
        return f"{self.hall_id} from {self.effective_from:%Y-%m-%d}"
