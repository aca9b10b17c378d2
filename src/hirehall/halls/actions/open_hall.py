from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import Refused
from hirehall.halls import rules
from hirehall.halls.facts import HallOpened
from hirehall.halls.founding import CLAUSES
from hirehall.halls.models import ClauseTemplate, Hall, Policy


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
) -> Hall:
    """A new hall with its founding policy and clauses, in force at once.

    Raises:
        Refused: ``hall.setting_invalid``, ``hall.taken`` for a slug or domain that another hall has.
    """
    require_operator(by)
    rules.require_founding(slug=slug, currency=currency, time_zone=time_zone)
    rules.require_look(
        {"name": name, "tagline": tagline, "hue": hue, "chroma_thousandths": chroma_thousandths}
    )
    rules.require_policy_changes(policy or {})
    now = clock.now()
    try:
        with transaction.atomic():
            hall = Hall.objects.create(
                slug=slug,
                name=name,
                tagline=tagline,
                domain=domain,
                at_root=not Hall.objects.exists(),
                currency=currency,
                time_zone=time_zone,
                contact_email=contact_email,
                hue=hue,
                chroma_thousandths=chroma_thousandths,
                opened_at=now,
            )
    except IntegrityError as taken:
        raise Refused("hall.taken", "Another hall has this short name or address.", field="slug") from taken
    Policy.objects.create(hall=hall, effective_from=now, reason="Founding rules", **(policy or {}))
    ClauseTemplate.objects.bulk_create(
        ClauseTemplate(hall=hall, kind=kind, title=title, text=text, effective_from=now)
        for kind, title, text in CLAUSES
    )
    facts.record(HallOpened(hall_id=hall.id, slug=slug), by=by, hall_id=hall.id, about=[hall.id])
    return hall
