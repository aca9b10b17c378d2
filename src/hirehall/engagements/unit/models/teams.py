"""Teams: the writers whom a client has chosen by a test of their own, and the orders that only they see."""

from __future__ import annotations

from django.db import models

from hirehall.contracts.models import choices
from hirehall.engagements.unit.states import Candidacy
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Organisation, Person


class Team(models.Model):
    """A client's team in a hall, with the test by which one comes into it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=80)
    about = models.TextField(help_text="Markdown: what the team writes, and for whom")
    task = models.TextField(help_text="Markdown: the test")
    is_open = models.BooleanField(default=True, help_text="Whether writers can apply")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "unit_team"
        indexes = [
            models.Index(fields=["hall", "-made_at", "-id"], name="team_of_hall"),
            models.Index(fields=["client"], name="team_by_client"),
            models.Index(fields=["organisation"], name="team_by_organisation"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def client_name(self) -> str:
        return self.organisation.name if self.organisation else self.client.name


class Candidate(models.Model):
    """Somebody's test for a team, and what the client answered; who was admitted is of the team."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(help_text="Markdown: the test as it was written")
    state = models.CharField(max_length=8, choices=choices(Candidacy), default=Candidacy.APPLIED)
    reason = models.TextField(blank=True, help_text="Of the answer, or of the end")
    applied_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "unit_candidate"
        constraints = [
            models.UniqueConstraint(fields=["team", "person"], name="one_candidacy_of_a_person_in_a_team")
        ]
        indexes = [models.Index(fields=["person", "state"], name="candidacy_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.team_id}: {self.state}"
