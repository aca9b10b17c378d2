"""How the sandbox signs what it tells: HMAC-SHA256 over the instant and the raw body, valid for five minutes."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from django.conf import settings

from hirehall.foundation import clock
from hirehall.money.rails.interface import BadSignature

HEADER = "Sandbox-Signature"
TOLERANCE_SECONDS = 5 * 60


def _key() -> bytes:
    return hashlib.sha256(b"hirehall sandbox rail events:" + settings.SECRET_KEY.encode()).digest()


def _mac(instant: int, raw: bytes) -> str:
    return hmac.new(_key(), f"{instant}.".encode() + raw, hashlib.sha256).hexdigest()


def signature(raw: bytes) -> str:
    """The header's value for a body that is sent now."""
    instant = int(clock.now().timestamp())
    return f"t={instant},v1={_mac(instant, raw)}"


def require_signed(raw: bytes, headers: Mapping[str, str]) -> None:
    """Refuse what the sandbox did not sign within the last five minutes.

    Raises:
        BadSignature: no signature, a wrong one, or one that is too old or from the future.
    """
    written = next((value for name, value in headers.items() if name.lower() == HEADER.lower()), "")
    parts = dict(part.partition("=")[::2] for part in written.split(","))
    if not parts.get("t", "").isdecimal() or len(parts["t"]) > 12 or not parts.get("v1", "").isascii():
        raise BadSignature("no signature")
    instant = int(parts["t"])
    if not hmac.compare_digest(_mac(instant, raw), parts["v1"]):
        raise BadSignature("the signature does not fit the body")
    if abs(clock.now().timestamp() - instant) > TOLERANCE_SECONDS:
        raise BadSignature("the signature is older than five minutes")
