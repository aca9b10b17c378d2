from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.portfolio import rules
from hirehall.portfolio.facts import HidingAnswered, HidingAppealed, PieceHidden, ReportsAnswered
from hirehall.portfolio.models import Hiding
from hirehall.portfolio.operations import another_could_answer, answer_reports
from hirehall.portfolio.states import HidingState, Wrong
from hirehall.skills.models import Showing
from hirehall.skills.operations import lock_showing, set_shown
from hirehall.skills.states import Shown


@action("portfolio.hide_piece", scope=Scope.STAFF_WRITE)
def hide_piece(showing_id: UUID, *, by: Actor, wrong: str, words: str) -> Hiding:
    """An operator hides a piece in this hall from everybody but its maker, who reads why and may appeal once.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``staff.own_matter``, ``piece.not_found``,
            ``piece.hidden``, ``report.reason``, ``words.length``.
    """
    showing = lock_showing(showing_id, hall_id=by.hall_id)
    rules.require_desk(showing, by)
    if wrong not in set(Wrong):
        raise Refused("report.reason", "Choose what is wrong.", because=Because.INVALID, field="wrong")
    clean = rules.require_words(words)
    if showing.state == Shown.HIDDEN:
        raise Refused("piece.hidden", "It is hidden already.", because=Because.CONFLICT)
    hiding = Hiding.objects.create(
        hall=showing.hall, showing=showing, wrong=wrong, words=clean, was=showing.state,
        state=HidingState.HIDDEN.value, hidden_at=clock.now(), hidden_by_id=by.person_id,
    )  # fmt: skip
    set_shown(showing, Shown.HIDDEN)
    fact = PieceHidden(hiding_id=hiding.id, showing_id=showing.id, wrong=wrong, words=clean)
    facts.record(fact, by=by, hall_id=showing.hall_id, about=[showing.id, showing.person_id])
    if ids := answer_reports(showing, upheld=True):
        told = ReportsAnswered(showing_id=showing.id, report_ids=ids, upheld=True)
        facts.record(told, by=by, hall_id=showing.hall_id, about=[showing.id])
    return hiding


@action("portfolio.appeal_hiding", scope=Scope.PROFILE_WRITE)
def appeal_hiding(showing_id: UUID, *, by: Actor, words: str) -> Hiding:
    """The maker says, once, why the piece should be shown; another operator answers, where there is one.

    Raises:
        Refused: ``piece.not_found``, ``hiding.not_open``, ``words.length``.
    """
    person_id = rules.require_self(by)
    showing = lock_showing(showing_id, hall_id=by.hall_id)
    if showing.person_id != person_id:
        raise not_found("piece")
    hiding = _running(showing)
    if hiding.state != HidingState.HIDDEN:
        raise Refused("hiding.not_open", "You have appealed already.", because=Because.CONFLICT)
    hiding.appeal, hiding.appealed_at = rules.require_words(words), clock.now()
    hiding.state = HidingState.APPEALED.value
    hiding.save(update_fields=["appeal", "appealed_at", "state"])
    fact = HidingAppealed(hiding_id=hiding.id, showing_id=showing.id)
    facts.record(fact, by=by, hall_id=showing.hall_id, about=[showing.id, person_id])
    return hiding


@action("portfolio.answer_hiding", scope=Scope.STAFF_WRITE)
def answer_hiding(showing_id: UUID, *, by: Actor, lifts: bool, words: str) -> Hiding:
    """An operator lifts the hiding, at any time, or upholds it after an appeal. The maker reads the answer.

    An appeal is upheld or answered by somebody who did not hide the piece, as long as the hall has anybody else.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``staff.own_matter``, ``piece.not_found``,
            ``hiding.not_open``, ``hiding.no_appeal``, ``hiding.own_decision``, ``words.length``.
    """
    showing = lock_showing(showing_id, hall_id=by.hall_id)
    rules.require_desk(showing, by)
    hiding = _running(showing)
    clean = rules.require_words(words)
    if not lifts and hiding.state != HidingState.APPEALED:
        raise Refused("hiding.no_appeal", "No appeal waits for an answer here.", because=Because.CONFLICT)
    if not lifts and by.person_id == hiding.hidden_by_id and another_could_answer(hiding):
        raise Refused(
            "hiding.own_decision",
            "You have hidden this piece; another operator answers the appeal.",
            because=Because.FORBIDDEN,
        )
    hiding.state = (HidingState.LIFTED if lifts else HidingState.STANDS).value
    hiding.answer, hiding.answered_at, hiding.answered_by_id = clean, clock.now(), by.person_id
    hiding.save(update_fields=["state", "answer", "answered_at", "answered_by_id"])
    if lifts:
        set_shown(showing, Shown(hiding.was))
    fact = HidingAnswered(hiding_id=hiding.id, showing_id=showing.id, lifted=lifts, words=clean)
    facts.record(fact, by=by, hall_id=showing.hall_id, about=[showing.id, showing.person_id])
    return hiding


def _running(showing: Showing) -> Hiding:
    rows = Hiding.objects.select_for_update(no_key=True).filter(showing=showing)
    hiding = rows.exclude(state=HidingState.LIFTED.value).first()
    if hiding is None:
        raise Refused("hiding.not_open", "This piece is not hidden.", because=Because.CONFLICT)
    return hiding
