"""What stands on the page of a service and the market does not know: its orders, and what clients wrote after them."""

from __future__ import annotations

from hirehall.engagements.package import queries as package
from hirehall.market.models import Service
from hirehall.market.queries.service import BESIDE, Beside, Voice
from hirehall.reputation.queries import reviews_of_contracts

VOICES = 6


def beside(service: Service) -> Beside:
    """Three queries at most."""
    record = package.record_of_service(service)
    written = reviews_of_contracts(record.packages, limit=VOICES) if record.packages else {}
    return Beside(
        voices=tuple(
            Voice(
                one.author,
                one.html,
                one.when,
                record.packages[contract_id],
                one.reply_html,
                one.replied_by,
            )
            for contract_id, one in written.items()
        ),
        favourite=record.favourite,
        free_at=record.free_at,
    )


def fill() -> None:
    """Tell ``market`` whom to ask; called once when the installation starts."""
    BESIDE[:] = [beside]
