"""How agencies and clients met, for those that have made offers already: the first one in the agency's name says it."""

from typing import Any

from django.db import migrations
from django.db.models import Q


def keep_first_meetings(apps: Any, schema_editor: Any) -> None:
    """One row for an agency and a client's side. Offers and contracts that exist keep the origin they were made with."""
    acquaintances = apps.get_model("market", "Acquaintance").objects
    offers = apps.get_model("contracts", "Offer").objects
    sent = offers.filter(agency__isnull=False, expires_at__isnull=False).order_by("made_at", "id")
    for offer in sent.iterator():
        client = Q(client_id=offer.client_id)
        if offer.organisation_id:
            client |= Q(organisation_id=offer.organisation_id)
        if acquaintances.filter(client, hall_id=offer.hall_id, agency_id=offer.agency_id).exists():
            continue
        acquaintances.create(
            hall_id=offer.hall_id,
            freelancer_id=offer.freelancer_id,
            client_id=offer.client_id,
            organisation_id=offer.organisation_id,
            agency_id=offer.agency_id,
            origin=offer.origin,
            met_at=offer.made_at,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0004_agencies"),
        ("market", "0010_how_agencies_met"),
    ]

    operations = [migrations.RunPython(keep_first_meetings, migrations.RunPython.noop)]
