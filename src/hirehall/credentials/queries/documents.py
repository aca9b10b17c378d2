"""The words of a credential and of a status list, before they are signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hirehall.credentials.models import Credential, SigningKey, StatusList
from hirehall.credentials.queries.sources import Earned
from hirehall.credentials.rules import clean, identity_hash
from hirehall.credentials.signing import bits, keys
from hirehall.credentials.signing.terms import OB, V2
from hirehall.credentials.states import Kind, Standing
from hirehall.halls.queries import address_of

PURPOSES: dict[str, Standing] = {"revocation": Standing.REVOKED, "suspension": Standing.SUSPENDED}


def _instant(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def credential_body(made: Credential, earned: Earned, *, email: str, salt: str) -> dict[str, Any]:
    """Open Badges 3.0 over VC 2.0. Every word in it is one that both contexts know."""
    address = address_of(made.hall, f"/credentials/{made.id}/")
    body: dict[str, Any] = {
        "@context": [V2, OB],
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": clean(earned.name),
        "issuer": {
            "id": made.key.did, "type": ["Profile"], "name": clean(made.hall.name), "url": address_of(made.hall, "/")
        },
        "validFrom": _instant(made.issued_at),
        "credentialSubject": _subject(earned, address, email=email, salt=salt),
        "credentialStatus": [
            {
                "id": f"{made.status_list.address}/{purpose}#{made.place}", "type": "BitstringStatusListEntry",
                "statusPurpose": purpose, "statusListIndex": str(made.place),
                "statusListCredential": f"{made.status_list.address}/{purpose}",
            }
            for purpose in PURPOSES
        ],
    }  # fmt: skip
    if made.expires_at is not None:
        body["validUntil"] = _instant(made.expires_at)
    if earned.review:
        body["evidence"] = [
            {"type": ["Evidence"], "name": "The client’s review", "narrative": clean(earned.review)}
        ]
    return body


def _subject(earned: Earned, address: str, *, email: str, salt: str) -> dict[str, Any]:
    achievement: dict[str, Any] = {
        "id": f"{address}#achievement",
        "type": ["Achievement"],
        "achievementType": "Certificate" if earned.kind is Kind.CERTIFICATE else "ext:PaidContract",
        "name": clean(earned.name),
        "description": clean(earned.description),
        "criteria": {"narrative": clean(earned.criteria)},
    }
    if earned.field:
        achievement["fieldOfStudy"] = clean(earned.field)
    if earned.skills:
        achievement["tag"] = [clean(skill) for skill in earned.skills]
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject", "hashed": True, "identityHash": identity_hash(email, salt),
                "identityType": "emailAddress", "salt": salt,
            }
        ],
        "term": earned.quarter,
        "achievement": achievement,
    }  # fmt: skip
    if earned.client:
        subject["source"] = {"id": f"{address}#client", "type": ["Profile"], "name": clean(earned.client)}
    measured = _measured(earned, address)
    if measured:
        achievement["resultDescription"] = [described for described, _ in measured]
        subject["result"] = [
            {"type": ["Result"], "resultDescription": described["id"], "value": value}
            for described, value in measured
        ]
    return subject


def _measured(earned: Earned, address: str) -> list[tuple[dict[str, Any], str]]:
    """What is a figure: a score, or the amount where the client agreed."""
    found: list[tuple[dict[str, Any], str]] = []
    if earned.percent:
        described = {"name": "Score", "resultType": "Percent", "requiredValue": earned.needed}
        found.append(({"id": f"{address}#score", "type": ["ResultDescription"], **described}, earned.percent))
    if earned.paid is not None:
        described = {"name": "Amount paid", "resultType": "ext:Amount"}
        found.append(
            ({"id": f"{address}#amount", "type": ["ResultDescription"], **described}, str(earned.paid))
        )
    return found


def status_body(status_list: StatusList, purpose: str) -> dict[str, Any]:
    """The list of one purpose; its bits are read from the credentials themselves."""
    address = f"{status_list.address}/{purpose}"
    places = Credential.objects.filter(status_list=status_list, state=PURPOSES[purpose])
    return {
        "@context": [V2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": status_list.did,
        "validFrom": _instant(status_list.changed_at),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": bits.encode(places.values_list("place", flat=True)),
        },
    }


def did_document_of(did: str) -> dict[str, Any]:
    """With every key that ever signed under this identifier, the newest first."""
    methods = [(key.name, key.public) for key in SigningKey.objects.filter(did=did).order_by("-number")]
    return keys.did_document(did, methods)
