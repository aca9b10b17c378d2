from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.people.operations import locked_person
from hirehall.portfolio import rules
from hirehall.portfolio.facts import PieceReported, ReportsAnswered
from hirehall.portfolio.models import Report
from hirehall.portfolio.operations import answer_reports
from hirehall.skills.models import Showing
from hirehall.skills.operations import lock_showing


@action("portfolio.report_piece", scope=Scope.MESSAGES_WRITE)
def report_piece(showing_id: UUID, *, by: Actor, wrong: str, words: str = "") -> Report:
    """Somebody tells the hall's operators what is wrong with a piece; its maker does not learn who.

    Who has reported it already, and waits for the answer, reports it no second time.

    Raises:
        Refused: ``piece.not_found``, ``piece.own``, ``gallery.off``, ``report.reason``, ``report.words``,
            ``report.too_many`` beyond ten in a day.
    """
    person_id = rules.require_self(by)
    locked_person(person_id)
    showing = lock_showing(showing_id, hall_id=by.hall_id)
    rules.require_gallery(showing.hall)
    rules.require_shown(showing)
    if showing.person_id == person_id:
        raise Refused(
            "piece.own", "This is your own piece: change or withdraw it.", because=Because.FORBIDDEN
        )
    clean = rules.require_report(wrong, words)
    mine = Report.objects.filter(person_id=person_id)
    before = mine.filter(showing=showing, answered_at=None).first()
    if before is not None:
        return before
    if mine.filter(reported_at__gt=clock.now() - timedelta(days=1)).count() >= rules.REPORTS_A_DAY:
        raise Refused(
            "report.too_many",
            f"You have reported {rules.REPORTS_A_DAY} pieces within a day. Go on tomorrow.",
            because=Because.TOO_MANY,
        )
    made = Report.objects.create(
        hall=showing.hall, showing=showing, person_id=person_id, wrong=wrong, words=clean,
        reported_at=clock.now(),
    )  # fmt: skip
    fact = PieceReported(report_id=made.id, showing_id=showing.id)
    facts.record(fact, by=by, hall_id=showing.hall_id, about=[showing.id])
    return made


@action("portfolio.dismiss_reports", scope=Scope.STAFF_WRITE)
def dismiss_reports(showing_id: UUID, *, by: Actor) -> Showing:
    """An operator has looked: nothing is wrong with the piece that would hide it. Who reported it is told.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``staff.own_matter``, ``piece.not_found``,
            ``report.none``.
    """
    showing = lock_showing(showing_id, hall_id=by.hall_id)
    rules.require_desk(showing, by)
    ids = answer_reports(showing, upheld=False)
    if not ids:
        raise Refused("report.none", "No report waits here any more.", because=Because.CONFLICT)
    fact = ReportsAnswered(showing_id=showing.id, report_ids=ids, upheld=False)
    facts.record(fact, by=by, hall_id=showing.hall_id, about=[showing.id])
    return showing
