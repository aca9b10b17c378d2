"""The starter lane at the moment when a contract begins."""

from __future__ import annotations

from hirehall.contracts.models import Contract
from hirehall.contracts.queries import has_finished_in, lane_of_contract, running_in_lane
from hirehall.foundation.refused import Refused


def require_first_timer(contract: Contract) -> None:
    """Refuse a contract that just began in the lane, of somebody for whom it is no first one any more.

    The freelancer is locked, so what is counted holds until commit: of two offers that are accepted at once the second
    one is refused where it would be one too many.

    Raises:
        Refused: ``lane.not_first``, ``lane.too_many_at_once``.
    """
    lane = lane_of_contract(contract)
    if lane is None:
        return
    if has_finished_in(contract.freelancer_id, contract.hall_id, lane.category_id):
        raise Refused(
            "lane.not_first",
            "This offer was written for a first-timer, without fees. A contract in the field was finished since: write"
            " it again with the hall’s fees.",
        )
    if running_in_lane(contract.freelancer_id, contract.hall_id, but=contract.id) >= lane.at_once:
        raise Refused(
            "lane.too_many_at_once",
            f"A first-timer has at most {lane.at_once} contracts without fees at once in this hall. Finish one of them"
            " first, or write this offer again with the hall’s fees.",
        )
