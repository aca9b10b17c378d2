"""What a credential is about, where it stands, and what its client has agreed to."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    CONTRACT = "contract"
    CERTIFICATE = "certificate"


class Standing(StrEnum):
    ISSUED = "issued"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


MOVES: dict[Standing, frozenset[Standing]] = {
    Standing.ISSUED: frozenset({Standing.SUSPENDED, Standing.REVOKED}),
    Standing.SUSPENDED: frozenset({Standing.ISSUED, Standing.REVOKED}),
    Standing.REVOKED: frozenset(),
}
assert set(MOVES) == set(Standing), "every state says where it leads"  # noqa: S101 - at import


class Cause(StrEnum):
    """Why a credential stands still or is gone; only this is public, what an operator wrote is the holder’s."""

    BANK = "bank"
    CHARGED_BACK = "charged_back"
    HOLDER = "holder"
    HALL = "hall"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"

    @property
    def says(self) -> str:
        return SAYS[self]


SAYS: dict[Cause, str] = {
    Cause.BANK: "The client’s bank wants the payment back and has not decided yet.",
    Cause.CHARGED_BACK: "The client’s bank took the payment back.",
    Cause.HOLDER: "The person it was about took it back.",
    Cause.HALL: "The hall withdrew it.",
    Cause.WITHDRAWN: "The hall withdrew the certificate that it is about.",
    Cause.ERASED: "The person it was about has closed their account.",
}


class Consent(StrEnum):
    """What a client says to being named, or to the amount being told."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
