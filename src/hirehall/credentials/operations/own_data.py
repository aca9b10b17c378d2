"""What is erased when somebody closes their account."""

from __future__ import annotations

from uuid import UUID

from hirehall.credentials.models import Credential, Elsewhere, StatusList
from hirehall.credentials.states import Cause, Standing
from hirehall.foundation import clock


def erase_of(person_id: UUID) -> None:
    """Their credentials are emptied here and revoked; the bits stay, so that copies elsewhere say so."""
    now = clock.now()
    mine = Credential.objects.filter(person_id=person_id)
    StatusList.objects.filter(id__in=mine.values("status_list_id")).update(changed_at=now)
    mine.update(document={}, token="", name="", reason="", shown=False)
    mine.exclude(state=Standing.REVOKED).update(
        state=Standing.REVOKED.value, cause=Cause.ERASED.value, changed_at=now
    )
    Elsewhere.objects.filter(person_id=person_id).delete()
