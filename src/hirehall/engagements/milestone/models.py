"""Milestones, what was delivered for them, what was asked to change, and refunds that were asked for."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from hirehall.contracts.models import HeldUnit, choices
from hirehall.contracts.states import AskState
from hirehall.engagements.milestone.states import PROCESS, State
from hirehall.foundation.ids import new_id
from hirehall.people.models import Person


class Milestone(HeldUnit):
    """One unit of work of a milestone contract: what it is, and how far it has come."""

    kind = "milestone"

    process = models.CharField(max_length=20, default=PROCESS)
    position = models.PositiveSmallIntegerField()
    criteria = models.JSONField(default=list)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=14, choices=choices(State), default=State.PLANNED)
    delivered_at = models.DateTimeField(null=True, blank=True)
    auto_accept_at = models.DateTimeField(null=True, blank=True)
    accepted_in_silence = models.BooleanField(default=False)

    class Meta(HeldUnit.Meta):
        db_table = "milestone_milestone"
        ordering = ["position"]
        constraints = [
            *HeldUnit.Meta.constraints,
            models.UniqueConstraint(
                fields=["contract", "position"],
                name="one_milestone_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(funded_minor=F("released_minor") + F("refunded_minor") + F("rolled_on_minor"))
                | ~Q(state__in=["accepted", "refunded", "cancelled"]),
                name="a_closed_milestone_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(state="delivered", auto_accept_at__isnull=False)
                | (~Q(state="delivered") & Q(auto_accept_at__isnull=True)),
                name="the_clock_of_silence_runs_while_delivered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["auto_accept_at"],
                condition=Q(state="delivered"),
                name="milestone_to_accept_in_silence",
            ),
        ]


class Delivery(models.Model):
    """One hand-over: a note, links and files, byte for byte as sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    note = models.TextField(help_text="Markdown")
    links = models.JSONField(default=list, help_text='["https://…"]')
    files_count = models.PositiveSmallIntegerField(default=0)
    met = models.JSONField(default=list, help_text="One true/false per criterion, as the client marked it")
    delivered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    delivered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "milestone_delivery"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["milestone", "number"], name="one_delivery_per_number")
        ]

    def __str__(self) -> str:
        return f"delivery {self.number} of {self.milestone_id}"


class ChangeRequest(models.Model):
    """What the client asked to change in a delivery, criterion by criterion."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="change_requests")
    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="change_request")
    text = models.TextField(help_text="Markdown")
    met: Any = models.JSONField(default=list)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        db_table = "milestone_change_request"

    def __str__(self) -> str:
        return self.text[:60]


class RefundRequest(models.Model):
    """A client's wish to have held money back, whole or in part; silence grants it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="refund_requests")
    amount_minor = models.PositiveBigIntegerField()
    reason = models.TextField()
    state_before = models.CharField(max_length=14, choices=choices(State))
    state = models.CharField(max_length=10, choices=choices(AskState), default=AskState.OPEN)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        db_table = "milestone_refund_request"
        constraints = [
            models.UniqueConstraint(
                fields=["milestone"], condition=Q(state="open"), name="one_open_refund_request"
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], condition=Q(state="open"), name="refund_to_grant_in_silence"),
        ]

    def __str__(self) -> str:
        return f"refund of {self.milestone_id}: {self.state}"
