"""The archive of a person's own data: one ZIP with a JSON file per topic and the files that they uploaded."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from hirehall.files.models import StoredFile
from hirehall.files.operations import bytes_of
from hirehall.foundation import clock
from hirehall.foundation.models import FactRow
from hirehall.people.models import CalendarKey, Membership, Person, StaffSession, Token
from hirehall.people.own_data import EXPORTERS

README = """Your own data

Each .json file holds one topic; files/ holds what you uploaded, by its number and name.
Amounts are in the smallest unit of their currency (cents). Instants are in UTC.
"""
SECRET = {"password", "last_login", "digest"}


def archive_of(person_id: UUID) -> bytes:
    """Everything that the hall knows of the person, packed."""
    topics = {"person": own_rows(person_id), **{name: ask(person_id) for name, ask in EXPORTERS.items()}}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        for name, value in sorted(topics.items()):
            archive.writestr(f"{name}.json", _json(value))
        for stored in StoredFile.objects.filter(uploaded_by_id=person_id).exclude(
            subject_kind__in=("own_data", "unit_export")
        ):
            archive.writestr(f"files/{stored.id}-{stored.name}", bytes_of(stored))
    return out.getvalue()


def own_rows(person_id: UUID) -> dict[str, Any]:
    """What ``people`` and ``foundation`` know of the person."""
    who = Person.objects.select_related("freelancer", "client").get(id=person_id)
    profiles = {
        hat: _plain(getattr(who, hat))
        for hat in ("freelancer", "client")
        if getattr(who, hat, None) is not None
    }
    return {
        "made_at": clock.now(),
        "account": _plain(who),
        "addresses": list(who.emailaddress_set.values("email", "verified", "primary")),
        "profiles": profiles,
        "memberships": list(
            Membership.objects.filter(person=who).values(
                "organisation_id", "organisation__name", "role", "joined_at"
            )
        ),
        "sessions": list(who.usersession_set.values("created_at", "ip", "user_agent")),
        "calendar_address": list(CalendarKey.objects.filter(person=who).values("made_at")),
        "tokens": list(Token.objects.filter(person=who).values("name", "scopes", "made_at", "revoked_at")),
        "staff_sessions": list(StaffSession.objects.filter(person=who).values("reason", "started_at")),
        "files": list(
            StoredFile.objects.filter(uploaded_by_id=who.id).values(
                "id", "name", "purpose", "media_type", "size_bytes", "sha256", "stored_at"
            )
        ),
        "what_you_did": list(
            FactRow.objects.filter(actor_person_id=who.id)
            .order_by("recorded_at")
            .values("name", "recorded_at", "hall_id", "about", "data")
        ),
    }


def _plain(row: Any) -> dict[str, Any]:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value for name, value in values.items() if name not in SECRET}


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
