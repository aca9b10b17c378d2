from __future__ import annotations

from collections.abc import Mapping, Sequence

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.models import Hall
from hirehall.halls.operations import setting


@action("halls.open_hall", scope=Scope.STAFF_WRITE)
def open_hall(
    *,
    by: Actor,
    slug: str,
    name: str,
    tagline: str = "",
    currency: str = "EUR",
    time_zone: str = "UTC",
    domain: str = "",
    contact_email: str = "",
    hue: int = 178,
    chroma_thousandths: int = 82,
    policy: Mapping[str, int] | None = None,
    lists: Mapping[str, Sequence[str]] | None = None,
    clauses: Sequence[tuple[str, str, str]] = (),
) -> Hall:
    """A new hall with its founding policy and clauses, in force at once.

    Args:
        policy: the numbers that differ from the defaults.
        lists: the policy's lists of words, as who may join by e-mail domain.
        clauses: kind, title and text of each; the founding ones where none is given.

    Raises:
        Refused: ``hall.setting_invalid``, ``hall.taken`` for a slug or domain that another hall has.
    """
    return setting.open_hall(
        by=by,
        slug=slug,
        name=name,
        tagline=tagline,
        currency=currency,
        time_zone=time_zone,
        domain=domain,
        contact_email=contact_email,
        hue=hue,
        chroma_thousandths=chroma_thousandths,
        policy=policy,
        lists=lists,
        clauses=clauses,
    )
