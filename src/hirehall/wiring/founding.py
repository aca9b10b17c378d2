"""The first hall of an installation without a demo: open for business with founding rules, skills and fees."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from hirehall.foundation.actor import Actor
from hirehall.halls.actions.open_hall import open_hall
from hirehall.halls.models import Hall
from hirehall.money.operations import set_founding_schedule
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy


def found_hall(name: str, *, currency: str, contact_email: str, by: Actor) -> Hall | None:
    """Open the first hall; None where there is one already."""
    if Hall.objects.exists():
        return None
    slug = slugify(name)[:50] or "hall"
    hall: Hall = open_hall(by=by, slug=slug, name=name, currency=currency, contact_email=contact_email)
    seed_taxonomy(hall.id, by=by)
    with transaction.atomic():
        set_founding_schedule(hall.id)
    return hall
