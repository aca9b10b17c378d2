"""How an agency shares what is released to it: proposed, agreed by everybody whom it concerns, and kept."""

from __future__ import annotations

from django.db import models

from hirehall.contracts.models.deals import Contract, choices
from hirehall.contracts.states import AskState
from hirehall.foundation.ids import new_id
from hirehall.people.models import Person


class Split(models.Model):
    """One version of how the releases of an agency's contract are shared. Once agreed it is never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="splits")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=choices(AskState), default=AskState.OPEN)
    note = models.CharField(max_length=500, blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, help_text="When it was agreed, declined, withdrawn or lapsed")
    reason = models.CharField(max_length=500, blank=True)
    is_standing = models.BooleanField(
        default=False,
        help_text="Agreed for later contracts of the same kind too, such as orders of one service",
    )
    standing_ended_at = models.DateTimeField(null=True, help_text="From when it fills in no further contract")

    class Meta:
        db_table = "contracts_split"
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="one_split_per_number"),
            models.UniqueConstraint(
                fields=["contract"], condition=models.Q(state="open"), name="one_open_split"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_at=None)
                | (~models.Q(state="open") & models.Q(closed_at__isnull=False)),
                name="a_closed_split_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(standing_ended_at=None) | models.Q(is_standing=True, state="accepted"),
                name="only_an_agreed_standing_split_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"split {self.number} of {self.contract_id}: {self.state}"


class SplitShare(models.Model):
    """One person's part of a split, and their answer.

    Who has a share now and would have none in a new split is asked as well, with a share of nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    split = models.ForeignKey(Split, on_delete=models.CASCADE, related_name="shares")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    basis_points = models.PositiveSmallIntegerField()
    accepted_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(
        null=True, help_text="When the person left the agency: units funded later pay them nothing"
    )

    class Meta:
        db_table = "contracts_split_share"
        constraints = [
            models.UniqueConstraint(fields=["split", "person"], name="one_share_per_person"),
            models.CheckConstraint(
                condition=models.Q(basis_points__lte=10_000), name="a_share_is_at_most_the_whole"
            ),
        ]
        indexes = [models.Index(fields=["person", "split"], name="share_by_person")]

    def __str__(self) -> str:
        return f"{self.basis_points} of {self.split_id} for {self.person_id}"
