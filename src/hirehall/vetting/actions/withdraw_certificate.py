"""A certificate is taken back with a reason, its holder appeals once, and another operator answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_staff_of
from hirehall.foundation.addresses import is_here
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.vetting import facts, rules
from hirehall.vetting.models import Certificate, Withdrawal
from hirehall.vetting.states import AppealState


@action("vetting.withdraw_certificate", scope=Scope.STAFF_WRITE)
def withdraw_certificate(certificate_id: UUID, *, by: Actor, reason: str) -> Withdrawal:
    """An operator takes a certificate back: it counts nowhere from now on, and what was signed for it is revoked.

    Raises:
        Refused: ``certificate.not_found``, ``certificate.withdrawn``, ``examiner.oneself``, ``text.too_short``,
            ``staff.session_needed``, ``staff.other_hall``.
    """
    row = _locked(certificate_id)
    person_id = require_staff_of(by, row.hall_id if row else None)
    if row is None or not is_here(by, row.hall_id):
        raise not_found("certificate")
    _require_not_own(row, by)
    if row.withdrawn_at is not None:
        raise Refused("certificate.withdrawn", "This certificate is withdrawn already.")
    clean = rules.require_text(reason, field="reason", most=2_000)
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    made = Withdrawal.objects.create(certificate=row, reason=clean, by_id=person_id, at=row.withdrawn_at)
    _tell(facts.CertificateWithdrawn(**_about(made, row), reason=clean), row, by=by)
    return made


@action("vetting.appeal_withdrawal", scope=Scope.PROFILE_WRITE)
def appeal_withdrawal(certificate_id: UUID, *, by: Actor, text: str) -> Withdrawal:
    """The holder says once, within the days of an appeal, why the certificate should stand.

    Raises:
        Refused: ``certificate.not_found``, ``certificate.not_withdrawn``, ``appeal.sent``, ``appeal.too_late``.
    """
    person_id = rules.require_candidate(by)
    row = _locked(certificate_id)
    if row is None or row.person_id != person_id or not is_here(by, row.hall_id):
        raise not_found("certificate")
    if row.withdrawn_at is None:
        raise Refused("certificate.not_withdrawn", "This certificate is not withdrawn.")
    found = row.withdrawals.order_by("-at")[0]
    if found.state:
        raise Refused(
            "appeal.sent", "You have appealed against this already; each decision is appealed once."
        )
    if found.at + timedelta(days=rules.APPEAL_DAYS) < clock.now():
        raise Refused(
            "appeal.too_late", f"An appeal is taken for {rules.APPEAL_DAYS} days after the decision."
        )
    found.appeal = rules.require_text(text, field="text", most=2_000)
    found.state, found.appealed_at = AppealState.WAITING.value, clock.now()
    found.save(update_fields=["appeal", "state", "appealed_at"])
    _tell(facts.WithdrawalAppealed(**_about(found, row)), row, by=by)
    return found


@action("vetting.answer_withdrawal_appeal", scope=Scope.STAFF_WRITE)
def answer_withdrawal_appeal(withdrawal_id: UUID, *, by: Actor, upheld: bool, reason: str) -> Withdrawal:
    """An operator who did not withdraw it answers. Upheld, the certificate counts again as if nothing had been.

    Raises:
        Refused: ``appeal.not_found``, ``appeal.decided``, ``withdrawal.own_decision``, ``examiner.oneself``.
    """
    found = Withdrawal.objects.filter(id=withdrawal_id).first()
    row = _locked(found.certificate_id) if found else None
    person_id = require_staff_of(by, row.hall_id if row else None)
    if found is None or row is None or not is_here(by, row.hall_id):
        raise not_found("appeal")
    found.refresh_from_db()
    _require_not_own(row, by)
    if found.state != AppealState.WAITING:
        raise Refused("appeal.decided", "No appeal waits for an answer here.")
    if person_id == found.by_id:
        raise Refused(
            "withdrawal.own_decision",
            "You have withdrawn this certificate; another operator answers the appeal.",
            because=Because.FORBIDDEN,
        )
    clean = rules.require_text(reason, field="reason", most=2_000)
    found.state = (AppealState.UPHELD if upheld else AppealState.DECLINED).value
    found.answer, found.answered_by_id, found.answered_at = clean, person_id, clock.now()
    found.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    if upheld:
        row.withdrawn_at = None
        row.save(update_fields=["withdrawn_at"])
    _tell(facts.WithdrawalAppealAnswered(**_about(found, row), upheld=upheld, reason=clean), row, by=by)
    return found


def _locked(certificate_id: UUID) -> Certificate | None:
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("skill")
    return rows.filter(id=certificate_id).first()


def _require_not_own(row: Certificate, by: Actor) -> None:
    if by.person_id == row.person_id:
        raise Refused("examiner.oneself", "Nobody judges themselves.", because=Because.FORBIDDEN)


def _about(found: Withdrawal, row: Certificate) -> dict[str, Any]:
    return {
        "withdrawal_id": found.id, "certificate_id": row.id, "person_id": row.person_id, "skill": row.skill.name,
        "code": row.code,
    }  # fmt: skip


def _tell(fact: facts.WithdrawalFact, row: Certificate, *, by: Actor) -> None:
    record(fact, by=by, hall_id=row.hall_id, about=[row.id, row.person_id])
