"""What is known of one freelancer, piece by piece, each with its reading and every factor of its weight."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from hirehall.formulas import ladder, validity
from hirehall.formulas import standing as formula
from hirehall.formulas.constants import Constants
from hirehall.reputation.formula import settings
from hirehall.reputation.models import (
    BatchMember,
    FamilyFigures,
    LinkedPair,
    OtherEvidence,
    ProofFigures,
    RaterTrust,
    ReviewInvitation,
    ReviewWindow,
)
from hirehall.reputation.rules import counterparty_of_freelancer
from hirehall.reputation.states import Direction, Invited, Source

MONTH = 30.4375 * 24 * 3600
Medians = Mapping[UUID | None, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of what is known.

    Attributes:
        rater: the client it comes from, as one party; None for what no client has said.
        reading: in units of quality; the whole batch's for a contract.
        base: what it could say if it were of today, by a trusted client, worth the median, and the first of the two.
        months: its age.
        nth: the how-manieth of these two it is.
        counted: its weight after no client makes up more than a quarter.
        share: what it makes up of the standing.
        batch: the batch whose reading it carries.
    """

    source: str
    source_id: str
    says: str
    category_id: str | None
    hall_id: str
    rater: str | None
    reading: float
    base: float
    months: float = 0.0
    decay: float = 1.0
    paid: int = 0
    currency: str = ""
    median: int = 0
    value: float = 1.0
    trust: float = 1.0
    nth: int = 1
    counted: float = 0.0
    share: float = 0.0
    batch: str | None = None

    @property
    def weight(self) -> float:
        """Its precision before the cap on one client."""
        return self.base * self.decay * self.value * self.trust / self.nth

    @property
    def adds(self) -> float:
        """What it adds to the standing, in units of quality."""
        return self.share * self.reading


def pieces_of(person_id: UUID, *, at: datetime, constants: Constants) -> list[Piece]:
    """Everything that is known of a freelancer, contracts first, each group by date. Eight queries."""
    members = list(
        BatchMember.objects.filter(batch__freelancer_id=person_id)
        .select_related("batch", "window")
        .order_by("window__ended_at", "window_id")
    )
    medians = medians_of({member.window.category_id for member in members} | {None})
    found = [
        _of_window(
            member.window, Source.CONTRACT, member.batch.reading, member.batch.precision, medians, at=at
        )
        for member in members
    ]
    found = [replace(piece, batch=str(member.batch_id)) for piece, member in zip(found, members, strict=True)]
    found += _silences(person_id, medians, at=at, constants=constants)
    found += _rehires(person_id, medians, at=at, constants=constants)
    found = _believed(person_id, found)
    return _weighed(found + _others(person_id, at=at, constants=constants), constants)


def _believed(person_id: UUID, pieces: list[Piece]) -> list[Piece]:
    """Each with how far its client is believed as a rater; what a linked account says counts nothing. Two queries."""
    if not pieces:
        return pieces
    known = trust_of({UUID(piece.rater) for piece in pieces if piece.rater})
    linked = linked_with(person_id)
    return [
        replace(piece, trust=0.0 if piece.source_id in linked else known.get(UUID(piece.rater), 1.0))
        if piece.rater
        else piece
        for piece in pieces
    ]


def trust_of(parties: Collection[UUID]) -> dict[UUID, float]:
    """What the latest walk that said something of a client said; who is missing is believed wholly. One query."""
    rows = RaterTrust.objects.filter(party_id__in=parties).order_by("party_id", "-at").distinct("party_id")
    return dict(rows.values_list("party_id", "trust"))


def linked_with(person_id: UUID) -> set[str]:
    """The windows of a freelancer’s contracts with somebody who shares their payout account. One query."""
    linked = LinkedPair.objects.filter(
        freelancer_id=person_id, client_id=OuterRef("client_id"), cleared_at=None
    )
    windows = ReviewWindow.objects.filter(Exists(linked), freelancer_id=person_id).values_list(
        "id", flat=True
    )
    return {str(one) for one in windows}


def medians_of(category_ids: Iterable[UUID | None]) -> Medians:
    """What contracts pay in these fields, by currency. One query."""
    ids = [one for one in category_ids if one is not None]
    rows = FamilyFigures.objects.filter(Q(category_id__in=ids) | Q(category_id=None))
    return {row.category_id: row.medians for row in rows}


def _of_window(
    window: ReviewWindow, source: Source, reading: float, base: float, medians: Medians, *, at: datetime
) -> Piece:
    usual = medians.get(window.category_id) or medians.get(None) or {}
    return Piece(
        source=source.value, source_id=str(window.id), says=window.title,
        category_id=str(window.category_id) if window.category_id else None, hall_id=str(window.hall_id),
        rater=str(counterparty_of_freelancer(window)), reading=reading, base=base, months=_age(window.ended_at, at),
        paid=window.paid_minor, currency=window.currency, median=usual.get(window.currency, 0),
        nth=window.together,
    )  # fmt: skip


def _age(since: datetime, at: datetime) -> float:
    return max(0.0, (at - since).total_seconds() / MONTH)


def _silences(person_id: UUID, medians: Medians, *, at: datetime, constants: Constants) -> list[Piece]:
    """Clients who were reminded twice and said nothing, by how often they usually answer."""
    silent = ReviewInvitation.objects.filter(
        window__freelancer_id=person_id, direction=Direction.OF_FREELANCER.value, state=Invited.SILENT.value,
        reminders__gte=len(settings().reminders_at),
    ).select_related("window").order_by("window__ended_at")  # fmt: skip
    windows = [invitation.window for invitation in silent]
    answering = answering_of(windows)
    rules = constants.standing
    whole = 1 / ladder.weighing((True,) * len(constants.ladder.rates), constants.ladder).variance
    return [
        _of_window(window, Source.SILENCE, rules.silence_reading, base, medians, at=at)
        for window in windows
        if (base := whole * rules.silence_weight * answering[counterparty_of_freelancer(window)])
    ]


def answering_of(windows: Iterable[ReviewWindow]) -> dict[UUID, float]:
    """How often the clients of some windows answer when they are asked for a review, in tenths. One query."""
    asked = list(windows)
    if not asked:
        return {}
    people = [window.client_id for window in asked if window.organisation_id is None]
    houses = [window.organisation_id for window in asked if window.organisation_id is not None]
    theirs = Q(window__client_id__in=people, window__organisation=None) | Q(
        window__organisation_id__in=houses
    )
    rows = (
        ReviewInvitation.objects.filter(theirs, direction=Direction.OF_FREELANCER.value)
        .exclude(state=Invited.OPEN.value)
        .values_list("window__organisation_id", "window__client_id")
        .annotate(every=Count("id"), told=Count("id", filter=Q(state=Invited.ANSWERED.value)))
    )
    sums: dict[UUID, tuple[int, int]] = {}
    for organisation_id, client_id, every, told in rows:
        before = sums.get(organisation_id or client_id, (0, 0))
        sums[organisation_id or client_id] = (before[0] + every, before[1] + told)
    return {key: round(told / every, 1) for key, (every, told) in sums.items()}


def _rehires(person_id: UUID, medians: Medians, *, at: datetime, constants: Constants) -> list[Piece]:
    """Who was hired again has a yes to the first question from it, whatever was answered."""
    again = ReviewWindow.objects.filter(freelancer_id=person_id, together__gt=1).order_by("ended_at", "id")
    reading, base = _first_yes(constants)
    return [
        replace(
            _of_window(window, Source.REHIRE, reading, base, medians, at=at), nth=max(1, window.together - 1)
        )
        for window in again
    ]


@cache
def _first_yes(constants: Constants) -> tuple[float, float]:
    rungs = len(constants.ladder.rates)
    how = ladder.weighing((True,) + (False,) * (rungs - 1), constants.ladder)
    return how.points[0] * (1 - constants.ladder.rates[0]), 1 / how.variance


def _others(person_id: UUID, *, at: datetime, constants: Constants) -> list[Piece]:
    """Proofs, vouchers (the first few) and work from elsewhere (up to its ceiling, see ``_weighed``)."""
    rules, seen = constants.standing, 0
    found = []
    rows = list(OtherEvidence.objects.filter(person_id=person_id).order_by("at", "id"))
    figures = ProofFigures.objects.in_bulk({row.kind_id for row in rows if row.kind_id})
    for row in rows:
        if row.source == Source.VOUCHER:
            seen += 1
            if seen > rules.vouchers_counted:
                continue
        reading, base = _reading_of(row, figures, constants)
        if base == 0.0:
            continue
        found.append(
            Piece(
                source=row.source, source_id=str(row.source_id), says=row.says,
                category_id=str(row.category_id) if row.category_id else None, hall_id=str(row.hall_id), rater=None,
                reading=reading, base=base, months=0.0 if row.source == Source.PROOF else _age(row.at, at),
            )
        )  # fmt: skip
    return found


def _reading_of(
    row: OtherEvidence, figures: Mapping[UUID, ProofFigures], constants: Constants
) -> tuple[float, float]:
    """Reading and precision; of a mark by all marks of its kind, and by how much those were found to tell."""
    if row.mark is None or row.kind_id is None:
        return row.reading, _base_of(row.source, constants)
    rules, kind = constants.proof, figures.get(row.kind_id)
    mean, spread = (kind.mean, kind.spread) if kind else validity.norms([row.mark], rules)
    correlation = kind.validity if kind else rules.validity
    if correlation < rules.least:
        return 0.0, 0.0
    mark = float(validity.standardised(row.mark, mean, spread, rules))
    return mark / correlation, rules.precision_of(correlation)


def _base_of(source: str, constants: Constants) -> float:
    if source == Source.PROOF:
        return constants.proof.precision
    if source == Source.VOUCHER:
        return constants.standing.voucher_precision
    whole = 1 / ladder.weighing((True,) * len(constants.ladder.rates), constants.ladder).variance
    return whole * constants.standing.outside_weight


def _weighed(pieces: list[Piece], constants: Constants) -> list[Piece]:
    """Each piece with its decay and the worth of its contract; what comes from elsewhere scaled to its ceiling."""
    if not pieces:
        return []
    rules = constants.standing
    ages = formula.decay([piece.months for piece in pieces], rules)
    worth = formula.value([piece.paid for piece in pieces], [piece.median for piece in pieces], rules)
    found = [
        replace(piece, decay=float(age), value=float(value) if piece.rater else 1.0)
        for piece, age, value in zip(pieces, ages, worth, strict=True)
    ]
    outside = sum(piece.weight for piece in found if piece.source == Source.OUTSIDE)
    if outside <= rules.outside_ceiling:
        return found
    scale = rules.outside_ceiling / outside
    return [
        replace(piece, base=piece.base * scale) if piece.source == Source.OUTSIDE else piece
        for piece in found
    ]
