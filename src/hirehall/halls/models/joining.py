"""Who is a member of which hall, and how people come in: invitations and applications."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.halls.models.hall import Hall
from hirehall.halls.states.joining import Applied, How, Standing


def _choices(kind: type[Standing] | type[How] | type[Applied]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


class Member(models.Model):
    """A person in a hall: since when, by which door, and what of them is shown there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="hall_members"
    )
    state = models.CharField(max_length=10, choices=_choices(Standing), default=Standing.JOINED.value)
    how = models.CharField(max_length=12, choices=_choices(How))
    joined_at = models.DateTimeField()
    shown_in_search = models.BooleanField(default=True, help_text="the person's choice for this hall")
    shows_elsewhere = models.BooleanField(
        null=True,
        help_text="whether what was earned in other halls is shown here; NULL as the hall's policy says",
    )
    left_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspension_reason = models.TextField(blank=True)

    class Meta:
        db_table = "halls_member"
        constraints = [models.UniqueConstraint(fields=["hall", "person"], name="one_member_per_hall")]
        indexes = [models.Index(fields=["hall", "-id"], name="members_newest")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state} in {self.hall_id}"


class JoinInvitation(models.Model):
    """A code with which people join: for whoever has it, so often and so long, or for one address alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, unique=True)
    email = models.EmailField(blank=True, help_text="whose it is alone; empty for whoever has the code")
    note = models.CharField(max_length=120, blank=True)
    most_uses = models.PositiveIntegerField(default=1)
    uses = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField(null=True)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "halls_join_invitation"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(uses__lte=models.F("most_uses")), name="no_code_is_used_more_often"
            )
        ]
        indexes = [models.Index(fields=["hall", "-made_at"], name="join_invitations_newest")]

    def __str__(self) -> str:
        return f"{self.email or 'code'} to {self.hall_id}"


class Application(models.Model):
    """Somebody asks to join: their answers, what was decided and why, and the appeal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=list, help_text='[{"question": str, "answer": str}]')
    state = models.CharField(max_length=10, choices=_choices(Applied), default=Applied.WAITING.value)
    decider = models.CharField(max_length=40, default="desk", help_text="who decides: the desk, or a module")
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    again_at = models.DateTimeField(null=True, blank=True)
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    appeal_decided_at = models.DateTimeField(null=True, blank=True)
    appeal_decided_by_id = models.UUIDField(null=True)
    appeal_answer = models.TextField(blank=True)
    earlier = models.JSONField(
        default=list,
        blank=True,
        help_text="decisions that stand no more, each with its appeal and its answer",
    )

    class Meta:
        db_table = "halls_application"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "person"],
                condition=models.Q(state__in=[Applied.WAITING.value, Applied.APPEALED.value]),
                name="one_open_application_per_hall",
            )
        ]
        indexes = [models.Index(fields=["hall", "state", "applied_at"], name="applications_of_a_hall")]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.hall_id}: {self.state}"

    def set_decision_aside(self) -> None:
        """The decision stands no more: it is kept with its appeal, and the next one has an appeal of its own."""
        self.earlier = [
            *self.earlier,
            {
                "decided_at": self.decided_at and self.decided_at.isoformat(),
                "reason": self.reason,
                "appeal": self.appeal,
                "answer": self.appeal_answer,
                "answered_by": self.appeal_decided_by_id and str(self.appeal_decided_by_id),
            },
        ]
        self.reason = self.appeal = self.appeal_answer = ""
        self.decided_at = self.decided_by_id = self.again_at = None
        self.appealed_at = self.appeal_decided_at = self.appeal_decided_by_id = None

    @property
    def earlier_decisions(self) -> list[dict[str, str | None]]:
        """The earlier decisions as the person reads them: who answered is not among it."""
        return [{name: one[name] for name in one if name != "answered_by"} for one in self.earlier]

    @property
    def answered_before(self) -> frozenset[str]:
        """Who has answered an appeal against an earlier decision about it."""
        return frozenset(one["answered_by"] for one in self.earlier if one["answered_by"])
