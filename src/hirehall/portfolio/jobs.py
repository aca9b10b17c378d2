"""What time does to the gallery."""

from __future__ import annotations

from django.db import transaction

from hirehall.foundation.jobs import periodic
from hirehall.portfolio.operations import cool_all


@periodic("portfolio.cool", cron="35 2 * * *")
def cool() -> None:
    """Likes that are older than the last weeks count no longer for what is most liked lately."""
    with transaction.atomic():
        cool_all()
