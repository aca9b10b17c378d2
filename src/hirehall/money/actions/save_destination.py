from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import record
from hirehall.money import facts, iban, rules
from hirehall.money.models import Destination
from hirehall.money.operations.payouts import lock_payee
from hirehall.money.states import DestinationKind


@action("money.save_destination", scope=Scope.MONEY_WRITE)
def save_destination(hall_id: UUID, *, kind: str, holder: str, number: str, by: Actor) -> Destination:
    """A person saves where their payouts go. The same number again gives the destination that is there.

    Raises:
        Refused: ``actor.sign_in``, ``destination.holder_missing``, ``destination.iban_invalid``,
            ``destination.unknown_account``, ``destination.too_many``.
    """
    person_id = rules.require_freelancer_side(by)
    lock_payee(hall_id, person_id)
    number = iban.compact(number) if kind == DestinationKind.IBAN else number
    rules.require_holder(holder)
    rules.require_number(kind, number)
    mine = Destination.objects.filter(hall_id=hall_id, person_id=person_id, removed_at=None)
    same = mine.filter(number=number).first()
    if same is not None:
        return same
    rules.require_room(mine.count())
    saved = Destination.objects.create(
        hall_id=hall_id,
        person_id=person_id,
        kind=kind,
        holder=holder.strip(),
        number=number,
        hint=rules.hint_of(kind, number),
        saved_at=clock.now(),
    )
    record(
        facts.DestinationSaved(destination_id=saved.id, person_id=person_id, hint=saved.hint),
        by=by,
        hall_id=hall_id,
        about=[person_id],
    )
    return saved
