"""Where a hall is found, in the caller's transaction."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor, require_operator
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls import rules
from hirehall.halls.facts import FormerAddressSettled, HallAddressChanged
from hirehall.halls.models import FormerAddress, Hall
from hirehall.look.formats import day_text

PATH, DOMAIN = FormerAddress.Kind.PATH, FormerAddress.Kind.DOMAIN
TAKEN = "Another hall has this short name or address."


def change_address(
    hall_id: UUID,
    *,
    by: Actor,
    slug: str,
    domain: str,
    leads_on: bool = True,
    seen: tuple[str, str] | None = None,
) -> Hall:
    """The hall is found at another path or domain from now on; what it leaves stays its own.

    Addresses are the installation's, so operators of one hall do not change them.

    Args:
        leads_on: whether the old address leads to the new one; otherwise it says that it was given up.
        seen: the short name and the domain that whoever decides has seen.
    Raises:
        Refused: ``hall.not_found``, ``hall.setting_invalid``, ``hall.address_moved`` where it is another by now,
            ``hall.taken``, ``hall.address_kept``.
    """
    require_operator(by)
    slug, domain = slug.strip().lower(), domain.strip().lower()
    rules.require_address(slug=slug, domain=domain)
    require_free(slug=slug, domain=domain, hall_id=hall_id)
    hall = Hall.objects.filter(id=hall_id).first()
    if hall is None:
        raise not_found("hall")
    old_slug, old_domain = hall.slug, hall.domain
    if seen is not None and seen != (old_slug, old_domain):
        raise Refused(
            "hall.address_moved",
            "Somebody has changed the address meanwhile. Look at it, and say again what it should be.",
        )
    if (slug, domain) == (old_slug, old_domain):
        return hall
    hall.slug, hall.domain = slug, domain
    try:
        with transaction.atomic():
            hall.save(update_fields=["slug", "domain"])
    except IntegrityError as taken:
        raise _taken("slug" if slug != old_slug else "domain") from taken
    for kind, old, new in ((PATH, old_slug, slug), (DOMAIN, old_domain, domain)):
        if old != new:
            _leave(hall, kind, old, new, leads_on=leads_on)
    fact = HallAddressChanged(
        old_slug=old_slug, slug=slug, old_domain=old_domain, domain=domain, leads_on=leads_on
    )
    facts.record(fact, by=by, hall_id=hall.id, about=[hall.id])
    return hall


def _leave(hall: Hall, kind: FormerAddress.Kind, old: str, new: str, *, leads_on: bool) -> None:
    """What the hall takes back is no former address any more; what it leaves is one."""
    FormerAddress.objects.filter(hall=hall, kind=kind, name=new, freed_at=None).update(freed_at=clock.now())
    if old:
        FormerAddress.objects.create(hall=hall, kind=kind, name=old, leads_on=leads_on, left_at=clock.now())


def require_free(*, slug: str, domain: str, hall_id: UUID | None = None) -> None:
    """Refuse an address that another hall has, or has left and keeps. No address changes until the transaction ends.

    Raises:
        Refused: ``hall.taken``, ``hall.address_kept``.
    """
    rows = Hall.objects.select_for_update(no_key=True).order_by("id")
    _require_free([row for row in rows if row.id != hall_id], slug=slug, domain=domain, hall_id=hall_id)


def trouble_with_address(*, slug: str, domain: str = "") -> str:
    """Why no new hall could have this address now; empty where one could.

    Nothing is locked by looking: whoever takes it is asked again.
    """
    try:
        rules.require_address(slug=slug, domain=domain)
        _require_free(list(Hall.objects.all()), slug=slug, domain=domain)
    except Refused as refused:
        return refused.sentence
    return ""


def _require_free(others: list[Hall], *, slug: str, domain: str, hall_id: UUID | None = None) -> None:
    if any(row.slug == slug for row in others):
        raise _taken("slug")
    if domain and any(row.domain == domain for row in others):
        raise _taken("domain")
    left = FormerAddress.objects.filter(freed_at=None).select_related("hall")
    for kind, name, field in ((PATH, slug, "slug"), (DOMAIN, domain, "domain")):
        kept = left.filter(kind=kind, name=name).first()
        if kept is not None and kept.hall_id != hall_id:
            raise Refused(
                "hall.address_kept",
                f"{name} was the address of {kept.hall.name} until {day_text(kept.left_at)}, and is kept for its "
                "old links. It can be freed on the address page of that hall.",
                field=field,
            )


def _taken(field: str) -> Refused:
    return Refused("hall.taken", TAKEN, field=field)


def settle_former(former_address_id: UUID, *, by: Actor, answers: str) -> FormerAddress:
    """What an address that a hall has left answers from now on.

    Args:
        answers: ``redirect`` to the same page of the hall, ``gone``, or ``free`` for any hall to take.
    Raises:
        Refused: ``former_address.not_found``, ``hall.setting_invalid``.
    """
    require_operator(by)
    row = (
        FormerAddress.objects.select_for_update(no_key=True)
        .filter(id=former_address_id, freed_at=None)
        .first()
    )
    if row is None:
        raise not_found("former_address")
    if answers not in {"redirect", "gone", "free"}:
        raise Refused(
            "hall.setting_invalid",
            "Choose redirect, gone or free.",
            because=Because.INVALID,
            field="answers",
        )
    row.leads_on = answers == "redirect"
    row.freed_at = clock.now() if answers == "free" else None
    row.save(update_fields=["leads_on", "freed_at"])
    facts.record(
        FormerAddressSettled(address=row.name, answers=answers),
        by=by,
        hall_id=row.hall_id,
        about=[row.hall_id],
    )
    return row
