"""What happens to work that is shown. One like or one follower is no news of its own: they are told together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceLiked(Fact):
    name: ClassVar[str] = "piece.liked"
    showing_id: UUID
    maker_id: UUID
    liked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MakerFollowed(Fact):
    name: ClassVar[str] = "maker.followed"
    maker_id: UUID
    follows: bool
