"""Weeks that money is held for, the time entries in them, the arrangement of a contract, and running timers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from hirehall.contracts.models import Contract, HeldUnit, choices
from hirehall.contracts.states import Side
from hirehall.engagements.hourly.states import EntryState, Source, State
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.people.models import Person


class Arrangement(models.Model):
    """What runs beside the weeks of one contract: how the client pays, whether it is paused, who gave notice."""

    contract = models.OneToOneField(
        Contract, on_delete=models.CASCADE, primary_key=True, related_name="arrangement"
    )
    method = models.CharField(max_length=40, blank=True, help_text="The way to pay; empty until chosen")
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_side = models.CharField(max_length=10, choices=choices(Side), blank=True)
    notice_at = models.DateTimeField(null=True, blank=True)
    notice_side = models.CharField(max_length=10, choices=choices(Side), blank=True)
    notice_note = models.TextField(blank=True)

    class Meta:
        db_table = "hourly_arrangement"

    def __str__(self) -> str:
        return f"arrangement of {self.contract_id}"

    @property
    def takes_new_weeks(self) -> bool:
        return self.paused_at is None and self.notice_at is None


class Week(HeldUnit):
    """One week of one contract, Monday 00:00 to Monday 00:00 UTC; its cap is held in advance.

    Attributes:
        rolled_fee_minor: the commission that came along with money that rolled in.
        tried_at: when its money was last asked for without success; the run does not ask again in this week.
    """

    kind = "hourly"

    state = models.CharField(max_length=12, choices=choices(State), default=State.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    edit_until = models.DateTimeField()
    review_until = models.DateTimeField()
    hold_at = models.DateTimeField()
    rate_minor = models.PositiveBigIntegerField(default=0)
    cap_minutes = models.PositiveIntegerField(default=0)
    rolled_fee_minor = models.PositiveBigIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta(HeldUnit.Meta):
        db_table = "hourly_week"
        ordering = ["starts_at"]
        constraints = [
            *HeldUnit.Meta.constraints,
            models.UniqueConstraint(
                fields=["contract", "starts_at"], name="one_week_per_contract_and_monday"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_week_ends_after_its_start"
            ),
            models.CheckConstraint(
                condition=Q(funded_minor=F("released_minor") + F("refunded_minor") + F("rolled_on_minor"))
                | ~Q(state__in=["released", "cancelled"]),
                name="a_closed_week_holds_nothing",
            ),
        ]
        indexes = [
            models.Index(fields=["hold_at"], condition=Q(state="planned"), name="week_to_hold"),
            models.Index(fields=["ends_at"], condition=Q(state="open"), name="week_to_close"),
            models.Index(fields=["edit_until"], condition=Q(state="closed"), name="week_to_review"),
            models.Index(fields=["review_until"], condition=Q(state="under_review"), name="week_to_charge"),
        ]

    @property
    def rate(self) -> Money:
        return self.money(self.rate_minor)

    def worth(self, minutes: int) -> Money:
        """What so many minutes cost at this week's rate."""
        return self.money(self.rate_minor * minutes // 60)


class Entry(models.Model):
    """Time that the freelancer wrote down: from when, how long, and for what. Nothing else is watched."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    week = models.ForeignKey(Week, on_delete=models.CASCADE, related_name="entries")
    starts_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    memo = models.CharField(max_length=300)
    source = models.CharField(max_length=8, choices=choices(Source), default=Source.HAND)
    state = models.CharField(max_length=10, choices=choices(EntryState), default=EntryState.LOGGED)
    version = models.PositiveIntegerField(default=1)
    logged_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    split_minutes = models.PositiveIntegerField(null=True, blank=True, help_text="On the table, or agreed")
    split_side = models.CharField(max_length=10, choices=choices(Side), blank=True)
    source_key = models.CharField(
        max_length=64, blank=True, help_text="What an imported row was, so that it comes in once"
    )

    class Meta:
        db_table = "hourly_entry"
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="an_entry_has_minutes"),
            models.UniqueConstraint(
                fields=["source_key"], condition=~Q(source_key=""), name="an_imported_row_comes_in_once"
            ),
            models.UniqueConstraint(
                fields=["week", "starts_at", "minutes", "memo"], name="no_time_is_written_down_twice"
            ),
            models.CheckConstraint(
                condition=Q(state="disputed", answer_by__isnull=False)
                | (~Q(state="disputed") & Q(answer_by__isnull=True)),
                name="the_clock_of_an_answer_runs_while_disputed",
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], condition=Q(state="disputed"), name="entry_to_take_off"),
        ]

    def __str__(self) -> str:
        return self.memo

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def counted_minutes(self) -> int:
        """What of it stands: all of it, unless it was taken off or both agreed on less."""
        match EntryState(self.state):
            case EntryState.TAKEN_OFF:
                return 0
            case EntryState.SETTLED:
                return self.split_minutes or 0
            case _:
                return self.minutes

    @property
    def paid_minutes(self) -> int:
        """What of it is to be paid, as far as that is decided."""
        match EntryState(self.state):
            case EntryState.LOGGED:
                return self.minutes
            case EntryState.SETTLED:
                return self.split_minutes or 0
            case _:
                return 0


class Timer(models.Model):
    """A timer that runs: one for each freelancer, kept here so that it survives every reload."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    memo = models.CharField(max_length=300)
    started_at = models.DateTimeField()

    class Meta:
        db_table = "hourly_timer"

    def __str__(self) -> str:
        return self.memo


class Sheet(models.Model):
    """A timesheet of another tool that was uploaded, and how it is read; forgotten some days later.

    Attributes:
        columns: which column has which role, as in ``rules.ROLES``.
        order: whether the day or the month comes first where a day could be read in two ways.
        zone: the time zone that its times are in.
        project: only rows of this project; empty for all.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=140)
    content = models.TextField()
    tool = models.CharField(max_length=12)
    columns = models.JSONField(default=dict)
    order = models.CharField(max_length=5, blank=True)
    zone = models.CharField(max_length=64)
    project = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    uploaded_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True, blank=True)
    imported = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "hourly_sheet"
        indexes = [
            models.Index(fields=["uploaded_at"], name="sheet_to_forget"),
            models.Index(fields=["person", "uploaded_at"], name="sheet_by_person"),
        ]

    def __str__(self) -> str:
        return self.name
