"""The board becomes what a hall's file says, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from hirehall.engagements.listing import facts, rules
from hirehall.engagements.listing.models import Screening
from hirehall.engagements.listing.queries.filing import LISTS, board_of
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, require_operator
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Refused


def keep_list(
    hall_id: UUID, *, by: Actor, wanted: Mapping[str, Sequence[str]], reason: str, starts: datetime | None
) -> None:
    """By which list the desk screens; what the file leaves out stays, and nothing is dated where it says the same.

    Args:
        starts: from when; None for at once.
    Raises:
        Refused: ``screening.…`` with the list in ``field``.
    """
    require_operator(by, hall_id=hall_id)
    stand = board_of(hall_id)
    said = {name: tuple(wanted.get(name, stand[name])) for name in LISTS}
    if all(list(said[name]) == stand[name] for name in LISTS):
        return
    try:
        checks = rules.require_checks(said["checks"])
    except Refused as refused:
        raise rules.invalid(refused.code, refused.sentence, "checks") from refused
    row = Screening.objects.create(
        hall_id=hall_id, effective_from=starts or clock.now(), checks=checks,
        free_mail=rules.require_domains(said["free_mail"], field="free_mail"),
        hosts=rules.require_domains(said["hosts"], field="hosts"), reason=reason[:300], made_by_id=by.person_id,
    )  # fmt: skip
    told = facts.ScreeningDated(screening_id=row.id, effective_from=row.effective_from, reason=row.reason)
    record(told, by=by, hall_id=hall_id, about=[row.id])
