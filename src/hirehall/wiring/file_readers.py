"""Who may read the files of which subject. The whole table, in one place; a subject that is not here is private."""

from __future__ import annotations

from hirehall.contracts.queries import contract_visible
from hirehall.conversations.queries import message_readable
from hirehall.engagements.milestone.queries import delivery_visible
from hirehall.engagements.package import queries as package
from hirehall.engagements.unit import queries as unit
from hirehall.files.access import READERS, SHOWN, Reader, Shown
from hirehall.market.queries import may_read_brief, may_read_piece, may_read_proposal
from hirehall.skills.queries import is_shown_in
from hirehall.vetting.queries import step_readable

TABLE: dict[str, Reader] = {
    "contract": contract_visible,
    "delivery": delivery_visible,
    "order": package.order_visible,
    "order_delivery": package.delivery_visible,
    "unit_delivery": unit.delivery_visible,
    "brief": may_read_brief,
    "proposal": may_read_proposal,
    "message": message_readable,
    "screening_step": step_readable,
    "portfolio_piece": may_read_piece,
}


PICTURES: dict[str, Shown] = {"portfolio_piece": is_shown_in}


def fill() -> None:
    """Tell ``files`` whom to ask; called once when the installation starts."""
    READERS.update(TABLE)
    SHOWN.update(PICTURES)
