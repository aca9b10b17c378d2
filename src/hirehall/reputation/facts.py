"""What has happened with reviews. No fact tells who has answered before the reveal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWindowOpened(Fact):
    name: ClassVar[str] = "review.window_opened"
    window_id: UUID
    contract_id: UUID
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSealed(Fact):
    """Somebody has answered. About the review only: on the contract's timeline it would break the blind."""

    name: ClassVar[str] = "review.sealed"
    review_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReminded(Fact):
    name: ClassVar[str] = "review.reminded"
    invitation_id: UUID
    reminder: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewsReleased(Fact):
    """Everything that was said about one contract became visible, both sides at once."""

    name: ClassVar[str] = "review.released"
    window_id: UUID
    contract_id: UUID
    reviews: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReplied(Fact):
    name: ClassVar[str] = "review.replied"
    review_id: UUID
    contract_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationAsked(Fact):
    """A client asks to be verified."""

    name: ClassVar[str] = "client.verification_asked"
    verification_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationDecided(Fact):
    """An operator verified a client, declined, or ended a verification."""

    name: ClassVar[str] = "client.verification_decided"
    verification_id: UUID
    verified: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCleared(Fact):
    """Two who share a payout account count like others from now on."""

    name: ClassVar[str] = "rater.link_cleared"
    link_id: UUID
    reason: str
