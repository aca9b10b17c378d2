"""Issuers that are no halls, for what comes from elsewhere."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from hirehall.credentials.rules import identity_hash
from hirehall.credentials.signing import integrity, keys, tokens
from hirehall.credentials.signing.terms import OB, V2

PUBLIC, PRIVATE = keys.new_key()
DID = f"did:key:{PUBLIC}"


def body_for(email: str, *, issuer: str = DID, **more: Any) -> dict[str, Any]:
    """An Open Badge about whoever has that address."""
    return {
        "@context": [V2, OB],
        "id": f"urn:uuid:{uuid4()}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": "The Pilot School"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject", "hashed": True, "identityHash": identity_hash(email, "pepper"),
                    "identityType": "emailAddress", "salt": "pepper",
                }
            ],
            "achievement": {
                "id": "urn:uuid:6a2dd0d5-3b2d-4f0e-a5bd-5b1a2f7b9f0e", "type": ["Achievement"], "name": "Harbour pilot",
                "description": "Brings ships in.", "criteria": {"narrative": "Forty ships."},
            },
        },
        **more,
    }  # fmt: skip


def a_badge(email: str, *, method: str = f"{DID}#{PUBLIC}", private: bytes = PRIVATE, **more: Any) -> str:
    body = body_for(email, **more)
    return json.dumps(integrity.sign(body, method=method, private=private, created="2026-01-01T00:00:00Z"))


def a_token(email: str, **more: Any) -> str:
    return tokens.sign_token(body_for(email, **more), kid=f"{DID}#{PUBLIC}", private=PRIVATE)
