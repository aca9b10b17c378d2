"""What a bank decides about a payment decides about the credential of its contract."""

from __future__ import annotations

from uuid import UUID

from hirehall.credentials import operations
from hirehall.credentials.models import Credential
from hirehall.credentials.queries import bank_says
from hirehall.credentials.states import Cause, Kind, Standing
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused


@action("credentials.follow_bank")
def follow_bank(contract_id: UUID, *, by: Actor) -> None:
    """Suspended while a bank wants money of the contract back, revoked when it took it, and restored when it did not.

    Looks at where the chargebacks stand now, so that it may run late, twice, or in any order.
    """
    if not by.is_system:
        raise Refused("credential.system_only", "The clock does this by itself.", because=Because.FORBIDDEN)
    found = (
        Credential.objects.select_for_update()
        .filter(kind=Kind.CONTRACT, source_id=contract_id)
        .exclude(state=Standing.REVOKED)
        .first()
    )
    if found is None:
        return
    wanted = bank_says(contract_id)
    if wanted is Standing.REVOKED:
        operations.stop(found, wanted, Cause.CHARGED_BACK, by=by)
    elif wanted is Standing.SUSPENDED and found.state == Standing.ISSUED:
        operations.stop(found, wanted, Cause.BANK, by=by)
    elif wanted is Standing.ISSUED and found.state == Standing.SUSPENDED:
        operations.restore(found, by=by)
