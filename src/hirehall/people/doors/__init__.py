"""The doors to an account for programs: the log-in library's own forms and throttles, without a session.

The log-in pages keep their state in a session; a program has none, and a call must never touch the session of a
browser that happens to send its cookie along. So each door fills in the very form of its page, and then does what
the page does beside its session. What a page keeps there between two steps travels here as a sealed ticket.
"""

from hirehall.people.doors.address import Address, address_of, ask_for_address, keep_address
from hirehall.people.doors.entering import ask_for_reset, ask_to_join, change_password, prove
from hirehall.people.doors.passkeys import (
    ToSign,
    add_passkey,
    begin_passkey,
    begin_sign_in,
    prove_by_passkey,
    remove_passkey,
    rename_passkey,
)
from hirehall.people.doors.second_step import (
    begin_app,
    confirm_app,
    new_recovery_codes,
    recovery_codes,
    remove_app,
)
from hirehall.people.doors.tickets import Ticket, proof_of, require_proof

__all__ = [
    "Address",
    "Ticket",
    "ToSign",
    "add_passkey",
    "address_of",
    "ask_for_address",
    "ask_for_reset",
    "ask_to_join",
    "begin_app",
    "begin_passkey",
    "begin_sign_in",
    "change_password",
    "confirm_app",
    "keep_address",
    "new_recovery_codes",
    "proof_of",
    "prove",
    "prove_by_passkey",
    "recovery_codes",
    "remove_app",
    "remove_passkey",
    "rename_passkey",
    "require_proof",
]
