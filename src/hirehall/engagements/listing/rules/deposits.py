"""What must hold before a deposit is paid, kept or objected to."""

from __future__ import annotations

from hirehall.engagements.listing.models import Deposit
from hirehall.engagements.listing.rules import invalid
from hirehall.engagements.listing.states import DEPOSIT_MOVES, KeepReason
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused


def require_move(row: Deposit, name: str) -> None:
    """Refused where no move of that name starts from the state in which it stands."""
    if row.state not in {move.source for move in DEPOSIT_MOVES if move.name == name}:
        raise Refused(
            "deposit.wrong_state", f"The deposit is {row.state} now, so that cannot be done any more."
        )


def require_version(seen: int | None, row: Deposit) -> None:
    if seen is not None and seen != row.version:
        raise Refused("deposit.stale", "It has changed meanwhile. Look again, then decide.")


def require_system(by: Actor) -> None:
    if not by.is_system:
        raise Refused("deposit.system_only", "That happens by itself.", because=Because.FORBIDDEN)


def require_own(row: Deposit, by: Actor) -> None:
    """To anybody else who may see it, it is another's."""
    if by.person_id != row.person_id:
        raise Refused("deposit.wrong_party", "Only who put it down can do that.", because=Because.FORBIDDEN)


def require_amount(seen: Money | None, row: Deposit) -> None:
    if seen is not None and seen != row.amount:
        raise Refused(
            "deposit.other_amount", f"It is {row.amount.text()}, not {seen.text()}. Look at it again."
        )


def require_code(code: str) -> KeepReason:
    if code not in set(KeepReason):
        raise invalid("deposit.unknown_reason", "Choose one of the reasons for which it can be kept.", "code")
    return KeepReason(code)


def require_other_editor(row: Deposit, editor_id: object) -> None:
    """Who wants to keep it does not decide about the objection."""
    if row.warned_by_id == editor_id:
        raise Refused(
            "deposit.own_decision",
            "Somebody else at the desk decides about the objection.",
            because=Because.FORBIDDEN,
        )


def require_not_answered(row: Deposit, code: str) -> None:
    """What was objected to, and not kept, is not wanted again for the same reason."""
    if row.appeal and row.decision and row.code == code:
        raise Refused("deposit.answered", "They objected to that, and it was not kept. It goes back.")
