"""How votes on fees open, and end: the steps, inside the caller's transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, require_operator
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.money.fees.facts import FeeVoteCalledOff, FeeVoteClosed, FeeVoteOpened
from hirehall.money.fees.models import FeeDraft, FeeSchedule, FeeVote, FeeVoter
from hirehall.money.fees.operations import dated
from hirehall.money.states import VOTE_DAYS, VOTE_MAJORITY, VOTE_QUORUM

ROWS_AT_ONCE = 2_000


def open_vote(draft_id: UUID, *, voters: Iterable[UUID], by: Actor) -> FeeVote:
    """Ask the members about a draft. Who may vote, for how long and what it takes is fixed now.

    Raises:
        Refused: ``staff.session_needed``, ``fee_draft.not_found``, ``fee_vote.not_here``, ``fee_draft.not_computed``,
            ``fee_vote.one_at_a_time``, ``fee_vote.had_already``, ``fee_vote.nobody``.
    """
    draft = FeeDraft.objects.filter(id=draft_id).first()
    require_operator(by, hall_id=draft.hall_id if draft else None)
    if draft is None:
        raise not_found("fee_draft")
    Hall.objects.select_for_update(no_key=True).get(id=draft.hall_id)
    policy = policy_now(draft.hall_id)
    _require_openable(draft, policy.number(VOTE_DAYS))
    roll = sorted(set(voters))
    if not roll:
        raise Refused("fee_vote.nobody", "Nobody here could vote.")
    now = clock.now()
    vote = FeeVote.objects.create(
        hall_id=draft.hall_id,
        draft=draft,
        opened_at=now,
        closes_at=now + timedelta(days=policy.number(VOTE_DAYS)),
        voters=len(roll),
        quorum_percent=policy.number(VOTE_QUORUM),
        majority_percent=policy.number(VOTE_MAJORITY),
    )
    FeeVoter.objects.bulk_create((FeeVoter(vote=vote, person_id=one) for one in roll), ROWS_AT_ONCE)
    record(
        FeeVoteOpened(vote_id=vote.id, voters=len(roll), closes_at=vote.closes_at, note=draft.note),
        by=by,
        hall_id=vote.hall_id,
        about=[vote.hall_id, vote.id],
    )
    return vote


def _require_openable(draft: FeeDraft, days: int) -> None:
    if not days:
        raise Refused("fee_vote.not_here", "The members of this hall do not vote on fees: its clocks say so.")
    if draft.replayed_at is None:
        raise Refused(
            "fee_draft.not_computed", "Wait until the last year is computed: members vote knowing it."
        )
    if FeeVote.objects.filter(draft=draft).exists():
        raise Refused("fee_vote.had_already", "This draft was put to the vote already. Write another one.")
    if FeeVote.objects.filter(hall_id=draft.hall_id, closed_at=None).exists():
        raise Refused("fee_vote.one_at_a_time", "Another vote on fees is open. Wait for its end.")


def locked_vote(vote_id: UUID) -> FeeVote:
    """The hall's row first, then the vote; read after the locks.

    Raises:
        Refused: ``fee_vote.not_found``.
    """
    found = FeeVote.objects.filter(id=vote_id).first()
    if found is None:
        raise not_found("fee_vote")
    Hall.objects.select_for_update(no_key=True).get(id=found.hall_id)
    return (
        FeeVote.objects.select_for_update(no_key=True, of=("self",)).select_related("draft").get(id=vote_id)
    )


def vote_to_call_off(vote_id: UUID, *, by: Actor) -> FeeVote:
    """The same, for operators of its hall; nobody else makes the hall wait for them.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``fee_vote.not_found``.
    """
    found = FeeVote.objects.filter(id=vote_id).first()
    require_operator(by, hall_id=found.hall_id if found else None)
    return locked_vote(vote_id)


def count(vote: FeeVote, *, by: Actor) -> None:
    """Keep the sums, take the choices away, and date the schedule where it passed."""
    sums = Counter(FeeVoter.objects.filter(vote=vote).exclude(choice="").values_list("choice", flat=True))
    vote.yes, vote.no, vote.abstain = sums["yes"], sums["no"], sums["abstain"]
    vote.passed = (
        vote.turnout > 0
        and vote.turnout * 100 >= vote.quorum_percent * vote.voters
        and vote.yes * 100 > vote.majority_percent * (vote.yes + vote.no)
    )
    vote.closed_at = clock.now()
    FeeVoter.objects.filter(vote=vote).update(choice="")
    if vote.passed:
        draft = vote.draft
        vote.schedule = dated(
            vote.hall_id, by=by, rules=draft.rules, effective_from=_first_day(draft), note=draft.note
        )
    vote.save()
    record(
        FeeVoteClosed(
            vote_id=vote.id,
            voters=vote.voters,
            yes=vote.yes,
            no=vote.no,
            abstain=vote.abstain,
            passed=vote.passed,
        ),
        by=by,
        hall_id=vote.hall_id,
        about=[vote.hall_id, vote.id],
    )


def _first_day(draft: FeeDraft) -> datetime:
    """The day that was wanted; never before the notice is over, nor on or before the day of another version."""
    notice = clock.now() + timedelta(days=policy_now(draft.hall_id).fee_notice_days)
    earliest = [draft.wanted_from, _midnight_after(notice)]
    standing = (
        FeeSchedule.objects.filter(hall_id=draft.hall_id, withdrawn_at=None)
        .order_by("-effective_from")
        .first()
    )
    if standing is not None:
        earliest.append(_midnight_after(standing.effective_from))
    return max(earliest)


def _midnight_after(instant: datetime) -> datetime:
    return datetime.combine(instant.astimezone(UTC).date() + timedelta(days=1), time(), tzinfo=UTC)


def call_off(vote: FeeVote, reason: str, *, by: Actor) -> None:
    said = reason.strip()
    if not said or len(said) > 300 or "\x00" in said:
        raise Refused(
            "fee_vote.reason_missing",
            "Say why, in at most 300 characters: everybody can read it.",
            because=Because.INVALID,
            field="reason",
        )
    vote.called_off, vote.passed, vote.closed_at = said, False, clock.now()
    FeeVoter.objects.filter(vote=vote).update(choice="")
    vote.save(update_fields=["called_off", "passed", "closed_at"])
    record(
        FeeVoteCalledOff(vote_id=vote.id, reason=said),
        by=by,
        hall_id=vote.hall_id,
        about=[vote.hall_id, vote.id],
    )
