"""A person sits a test: it is drawn, answered under the server's clock, and handed in, by them or by the clock."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.addresses import is_here
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.operations import require_member
from hirehall.people.operations import locked_person
from hirehall.vetting import facts, operations, queries, rules
from hirehall.vetting.models import Answer, Sitting
from hirehall.vetting.operations import testing
from hirehall.vetting.rules import marking
from hirehall.vetting.states import SittingState


@action("vetting.start_test", scope=Scope.PROFILE_WRITE)
def start_test(bank_id: UUID, *, by: Actor) -> Sitting:
    """The clock begins to run, and the questions are drawn. Where the test runs already, that is it.

    Raises:
        Refused: ``bank.not_found``, ``bank.closed``, ``test.knows_answers``, ``test.certified``, ``test.too_soon``,
            ``account.suspended``, ``hall.members_only``.
    """
    who = locked_person(rules.require_candidate(by))
    rules.require_active(who)
    bank = queries.bank_here(by, bank_id)
    version = queries.version_now(bank.id)
    if version is None:
        raise not_found("bank")
    running = Sitting.objects.filter(person=who, bank=bank, state=SittingState.RUNNING).first()
    if running is not None:
        return running
    rules.require_open(bank)
    require_member(bank.hall_id, by=by)
    queries.require_unread(bank, who.id)
    why_not = queries.why_not_now(bank, who.id)
    if why_not is not None:
        raise why_not
    return testing.begin(version, who.id, by=by)


@action("vetting.save_answer", scope=Scope.PROFILE_WRITE)
def save_answer(sitting_id: UUID, place: int, *, by: Actor, given: Any) -> Answer:
    """An answer is kept as it is given, also over the one before; None takes it back. Late ones are refused.

    Args:
        given: the *shown* place of an option, or a list of them; else a text.
    Raises:
        Refused: ``test.not_found``, ``test.over``, ``test.time_over``, ``answer.unusable``, ``test.knows_answers``
            where somebody becomes an operator while their test runs: what they saved before counts.
    """
    sitting = _own(sitting_id, by)
    rules.require_running(sitting)
    queries.require_unread(sitting.bank, sitting.person_id)
    answer = (
        Answer.objects.select_for_update(of=("self",))
        .select_related("question")
        .filter(sitting=sitting, place=place)
        .first()
    )
    if answer is None:
        raise not_found("question")
    written = queries.written(sitting.seed, answer.question, given)
    answer.given = marking.require_answer(answer.question, written)
    answer.saved_at = clock.now()
    answer.save(update_fields=["given", "saved_at"])
    return answer


def _own(sitting_id: UUID, by: Actor) -> Sitting:
    person_id = rules.require_candidate(by)
    sitting = operations.locked_sitting(sitting_id)
    if sitting.person_id != person_id or not is_here(by, sitting.hall_id):
        raise not_found("test")
    return sitting


@action("vetting.hand_in", scope=Scope.PROFILE_WRITE)
def hand_in(sitting_id: UUID, *, by: Actor) -> Sitting:
    """The person is done before the clock is.

    Raises:
        Refused: ``test.not_found``, ``test.over``, ``test.time_over``.
    """
    sitting = _own(sitting_id, by)
    rules.require_running(sitting)
    operations.finish(sitting, by=by)
    return sitting


@action("vetting.run_out")
def run_out(sitting_id: UUID, *, by: Actor) -> Sitting:
    """The time of a test is over: what was saved counts.

    Raises:
        Refused: ``test.not_over_yet``, ``test.over``.
    """
    if not by.is_system:
        raise rules.clock_only()
    sitting = operations.locked_sitting(sitting_id)
    if sitting.state != SittingState.RUNNING:
        raise Refused("test.over", "This test is handed in.")
    if sitting.ends_at > clock.now():
        raise Refused("test.not_over_yet", "This test still runs.")
    operations.finish(sitting, by=by, by_the_clock=True)
    return sitting


@action("vetting.mark_answer", scope=Scope.PROFILE_WRITE)
def mark_answer(answer_id: UUID, *, by: Actor, points: int, remark: str) -> Answer:
    """An examiner reads a text and says what it is worth, and why. The last one settles the test.

    Raises:
        Refused: ``answer.not_found``, ``answer.marked``, ``answer.points``, ``examiner.oneself``.
    """
    found = Answer.objects.select_related("sitting").filter(id=answer_id).first()
    if found is None or not queries.may_examine(by, found.sitting.hall_id):
        raise not_found("answer")
    sitting = operations.locked_sitting(found.sitting_id)
    answer = Answer.objects.select_related("question").get(id=answer_id)
    same_house = queries.same_house(by.person_id, sitting.person_id)
    rules.require_no_conflict(by, sitting.person_id, same_house=same_house)
    if sitting.state != SittingState.MARKING or answer.points is not None:
        raise Refused("answer.marked", "This answer has its points.")
    if not 0 <= points <= answer.question.points:
        most = answer.question.points
        raise rules.invalid("answer.points", f"Give 0 to {most} points.", "points")
    answer.points, answer.marked_by_id = points, by.person_id
    answer.remark = rules.require_text(remark, field="remark", least=5, most=2_000)
    answer.save(update_fields=["points", "marked_by", "remark"])
    record(
        facts.AnswerMarked(**testing.about(sitting), points=str(points)),
        by=by,
        hall_id=sitting.hall_id,
        about=[sitting.id],
    )
    if not testing.unmarked(sitting):
        testing.score(sitting, by=by)
    return answer
