"""Steps of actions: keys, signing, states."""

from hirehall.credentials.operations.own_data import erase_of
from hirehall.credentials.operations.signing import (
    did_of,
    locked_hall,
    new_key,
    sign_credential,
    signed_status,
)
from hirehall.credentials.operations.states import locked_credential, restore, stop

__all__ = [
    "did_of",
    "erase_of",
    "locked_credential",
    "locked_hall",
    "new_key",
    "restore",
    "sign_credential",
    "signed_status",
    "stop",
]
