"""The hours of a person, for their own archive: weeks, entries on either side, and files that are still kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from hirehall.contracts.models import Contract
from hirehall.engagements.hourly.models import Arrangement, Entry, Sheet, Timer, Week
from hirehall.engagements.hourly.states import MODEL


def exported(person_id: UUID) -> dict[str, Any]:
    """The weeks and entries of the person's hourly contracts as JSON values."""
    mine = Contract.objects.filter(Q(client_id=person_id) | Q(freelancer_id=person_id), model=MODEL)
    return {
        "arrangements": list(Arrangement.objects.filter(contract__in=mine).values()),
        "weeks": list(Week.objects.filter(contract__in=mine).order_by("starts_at").values()),
        "entries": list(Entry.objects.filter(week__contract__in=mine).order_by("starts_at").values()),
        "timer": list(Timer.objects.filter(person_id=person_id).values()),
        "timesheets": list(Sheet.objects.filter(person_id=person_id).order_by("uploaded_at").values()),
    }
