"""How one release is divided between several people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hirehall.foundation.money import BASIS_POINTS, Money
from hirehall.foundation.refused import Refused


@dataclass(frozen=True, slots=True)
class Share:
    """Which part of a release one person gets, in basis points of the whole."""

    person_id: UUID
    basis_points: int


@dataclass(frozen=True, slots=True)
class SharedPart:
    """One person's part of a release: what they are owed, and their part of the hall's fee."""

    share: Share
    net: Money
    fee: Money


def split_release(amount: Money, fee: Money, shares: Sequence[Share]) -> list[SharedPart]:
    """The parts of a release, each exact to the minor unit; they sum to the whole, fee and net alike.

    The fee was computed once on the whole and is only divided here. Ties go by the persons' ids, so that the order
    in which shares are written down changes nothing. Who would get nothing at all (a share of a cent) is left out.

    Raises:
        Refused: ``money.shares_not_whole``.
    """
    ordered = sorted(shares, key=lambda share: share.person_id)
    weights = [share.basis_points for share in ordered]
    distinct = len({share.person_id for share in ordered}) == len(ordered)
    if not distinct or min(weights, default=0) <= 0 or sum(weights) != BASIS_POINTS:
        raise Refused("money.shares_not_whole", "Shares are above zero, one a person, and sum to 100%.")
    net, kept = (amount - fee).split(weights), fee.split(weights)
    parts = [SharedPart(share, *both) for share, *both in zip(ordered, net, kept, strict=True)]
    return [part for part in parts if part.net or part.fee]
