"""A split that was agreed for later contracts too fills itself in when one begins; somebody named in it ends that."""

from __future__ import annotations

from django.db.models import QuerySet

from hirehall.contracts import facts
from hirehall.contracts.models import Contract, Split, SplitShare
from hirehall.contracts.operations.sharing import CLERK, record_split
from hirehall.contracts.states import AskState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.people.models import Membership
from hirehall.people.operations import locked_organisation


def fill_in_split(contract: Contract, *, alike: QuerySet[Contract]) -> Split | None:
    """Share a contract that begins as its agency agreed for this kind, if everybody named is there to work on it.

    The newest standing split counts. Nothing is filled in where it was ended, or where somebody named has left or is
    suspended: the shares are then agreed for this contract, and all is the lead's until that.

    Args:
        alike: the contracts whose standing split is for this one too.
    """
    if contract.agency_id is None:
        return None
    locked_organisation(contract.agency_id)  # nobody leaves between the look at the members and the shares
    standing = (
        Split.objects.filter(
            contract__in=alike.filter(agency_id=contract.agency_id), is_standing=True, state=AskState.ACCEPTED
        )
        .order_by("-closed_at", "-id")
        .first()
    )
    if standing is None or standing.standing_ended_at is not None:
        return None
    shares = list(standing.shares.filter(basis_points__gt=0).order_by("person_id"))
    there = Membership.objects.filter(
        organisation_id=contract.agency_id,
        person_id__in=[share.person_id for share in shares],
        person__suspended_at=None,
    )
    if any(share.left_at is not None for share in shares) or there.count() < len(shares):
        return None
    return _copied(standing, shares, contract)


def _copied(standing: Split, shares: list[SplitShare], contract: Contract) -> Split:
    now = clock.now()
    split = Split.objects.create(
        contract=contract,
        number=1,
        state=AskState.ACCEPTED,
        note=standing.note,
        proposed_by_id=standing.proposed_by_id,
        proposed_at=now,
        closed_at=now,
    )
    SplitShare.objects.bulk_create(
        SplitShare(
            split=split,
            person_id=share.person_id,
            basis_points=share.basis_points,
            accepted_at=share.accepted_at,
        )
        for share in shares
    )
    record_split(facts.SplitFilledIn, split, by=CLERK)
    return split


def end_standing(split: Split, *, by: Actor) -> None:
    """No further contract is shared by it; those that began under it are, as before."""
    split.standing_ended_at = clock.now()
    split.save(update_fields=["standing_ended_at"])
    record_split(facts.StandingSplitEnded, split, by=by)
