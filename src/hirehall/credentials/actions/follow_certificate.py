"""What becomes of a certificate becomes of the credential about it."""

from __future__ import annotations

from uuid import UUID

from hirehall.credentials import operations
from hirehall.credentials.models import Credential
from hirehall.credentials.states import Cause, Kind, Standing
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused
from hirehall.vetting.models import Certificate


@action("credentials.follow_certificate")
def follow_certificate(certificate_id: UUID, *, by: Actor) -> None:
    """Revoked for good once the certificate is withdrawn. Where that is taken back later, a new one can be issued.

    Looks at where the certificate stands now, so that it may run late or twice. Waits for whoever is just having
    something of the hall signed: what was read before the withdrawal is found here.
    """
    if not by.is_system:
        raise Refused("credential.system_only", "The clock does this by itself.", because=Because.FORBIDDEN)
    row = Certificate.objects.filter(id=certificate_id).first()
    if row is None:
        return
    operations.locked_hall(row.hall_id)
    row.refresh_from_db(fields=["withdrawn_at"])
    found = (
        Credential.objects.select_for_update()
        .filter(kind=Kind.CERTIFICATE, source_id=certificate_id)
        .exclude(state=Standing.REVOKED)
        .first()
    )
    if found is not None and row.withdrawn_at is not None:
        operations.stop(found, Standing.REVOKED, Cause.WITHDRAWN, by=by)
