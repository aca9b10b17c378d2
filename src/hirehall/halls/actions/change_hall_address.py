from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.models import FormerAddress, Hall
from hirehall.halls.operations import addresses


@action("halls.change_hall_address", scope=Scope.STAFF_WRITE)
def change_hall_address(
    hall_id: UUID,
    *,
    by: Actor,
    slug: str,
    domain: str,
    leads_on: bool = True,
    seen: tuple[str, str] | None = None,
) -> Hall:
    """The hall is found at another path or domain from now on; what it leaves stays its own.

    Args:
        leads_on: whether the old address leads to the new one; otherwise it says that it was given up.
        seen: the short name and the domain that whoever decides has seen.
    Raises:
        Refused: ``hall.not_found``, ``hall.setting_invalid``, ``hall.address_moved`` where it is another by now,
            ``hall.taken``, ``hall.address_kept``.
    """
    return addresses.change_address(hall_id, by=by, slug=slug, domain=domain, leads_on=leads_on, seen=seen)


@action("halls.settle_former_address", scope=Scope.STAFF_WRITE)
def settle_former_address(former_address_id: UUID, *, by: Actor, answers: str) -> FormerAddress:
    """What an address that a hall has left answers from now on: ``redirect``, ``gone``, or ``free`` for any hall.

    Raises:
        Refused: ``former_address.not_found``, ``hall.setting_invalid``.
    """
    return addresses.settle_former(former_address_id, by=by, answers=answers)
