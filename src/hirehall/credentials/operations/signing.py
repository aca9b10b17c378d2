"""The hall’s key, a place in its status list, and the signature in both forms."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet
from django.conf import settings
from django.db.models import Max, Q

from hirehall.credentials import facts
from hirehall.credentials.models import Credential, SigningKey, StatusList
from hirehall.credentials.queries.documents import credential_body
from hirehall.credentials.queries.sources import Earned
from hirehall.credentials.signing import bits, integrity, keys, tokens
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall
from hirehall.halls.queries import address_of
from hirehall.people.models import Person

FULLEST = bits.LENGTH // 2  # a list is left when it is half full: places are drawn by lot


def _box() -> Fernet:
    digest = hashlib.sha256(b"signing keys:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def did_of(hall: Hall) -> str:
    """The hall’s identifier: a did:web of its address."""
    return keys.did_web(address_of(hall, "/"))


def private_half(key: SigningKey) -> bytes:
    return _box().decrypt(key.sealed.encode())


def locked_hall(hall_id: UUID) -> Hall:
    return Hall.objects.select_for_update(no_key=True).get(id=hall_id)


def key_of(hall_id: UUID, *, by: Actor) -> SigningKey:
    """The key that the hall signs with; made on first use, and anew where the hall has moved. Locks the hall."""
    hall = locked_hall(hall_id)
    current = SigningKey.objects.filter(hall=hall, retired_at=None).first()
    if current is None:
        return new_key(hall, reason="The first credential.", by=by)
    if current.did != did_of(hall):
        return new_key(hall, reason="The hall has another address.", by=by)
    return current


def new_key(hall: Hall, *, reason: str, by: Actor) -> SigningKey:
    """Retire the key in use and make the next one; the retired one stays in the hall’s document."""
    now = clock.now()
    SigningKey.objects.filter(hall=hall, retired_at=None).update(retired_at=now, reason=reason)
    public, private = keys.new_key()
    did = did_of(hall)
    before = SigningKey.objects.filter(Q(hall=hall) | Q(did=did)).aggregate(last=Max("number"))["last"] or 0
    key = SigningKey.objects.create(
        hall=hall, did=did, number=before + 1, public=public,
        sealed=_box().encrypt(private).decode(), made_at=now,
    )  # fmt: skip
    record(
        facts.KeyMade(key_id=key.id, number=key.number, reason=reason), by=by, hall_id=hall.id, about=[key.id]
    )
    return key


def status_list_of(hall: Hall, did: str) -> StatusList:
    """A list with room; the hall is locked."""
    found = StatusList.objects.filter(hall=hall, did=did).order_by("-made_at").first()
    if found is not None and Credential.objects.filter(status_list=found).count() < FULLEST:
        return found
    list_id, now = new_id(), clock.now()
    return StatusList.objects.create(
        id=list_id, hall=hall, did=did, address=address_of(hall, f"/credentials/status/{list_id}"),
        made_at=now, changed_at=now,
    )  # fmt: skip


def _free_place(status_list: StatusList) -> int:
    """Drawn by lot, so that a place says nothing about when or to whom."""
    while True:
        place = secrets.randbelow(bits.LENGTH)
        if not Credential.objects.filter(status_list=status_list, place=place).exists():
            return place


def sign_credential(earned: Earned, person: Person, *, by: Actor) -> Credential:
    """Sign what somebody has earned, in both forms.

    Raises:
        Refused: ``credential.unmapped`` before anything is signed, when a word of it has no meaning in the contexts.
    """
    key = key_of(earned.hall_id, by=by)
    hall, now = key.hall, clock.now()
    status_list = status_list_of(hall, key.did)
    made = Credential(
        hall=hall, person=person, kind=earned.kind.value, source_id=earned.source_id, name=earned.name, key=key,
        status_list=status_list, place=_free_place(status_list), issued_at=now, expires_at=earned.expires_at,
    )  # fmt: skip
    body = credential_body(made, earned, email=person.email, salt=secrets.token_hex(16))
    private = private_half(key)
    try:
        made.document = integrity.sign(body, method=key.method, private=private, created=instant(now))
    except keys.Unreadable as error:
        raise Refused(
            "credential.unmapped", f"It was not signed. {error}", because=Because.INVALID
        ) from error
    made.token = tokens.sign_token(body, kid=key.method, private=private)
    made.save(force_insert=True)
    return made


def signed_status(status_list: StatusList, purpose: str, body: dict[str, Any]) -> dict[str, Any]:
    """The status list of one purpose as a credential of the hall’s own; the same until something changes."""
    key = SigningKey.objects.filter(hall_id=status_list.hall_id, did=status_list.did).order_by("-number")[0]
    return integrity.sign(
        body, method=key.method, private=private_half(key), created=instant(status_list.changed_at)
    )


def instant(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
