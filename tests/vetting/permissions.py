"""Who may do what with skill tests. The candidate owns; the examiner is the counterparty."""

from __future__ import annotations

from datetime import timedelta

from hirehall.foundation import clock
from hirehall.skills.actions.add_skill import add_skill
from hirehall.vetting.actions import keep_bank
from hirehall.vetting.actions.appeal_question import (
    appeal_question,
    decide_question_appeal,
    show_certificate,
)
from hirehall.vetting.actions.name_examiner import end_examiner, name_examiner
from hirehall.vetting.actions.sit_test import hand_in, mark_answer, run_out, save_answer, start_test
from hirehall.vetting.models import Sitting
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.vetting import BANK, IN_WORDS, make_lab
from tests.permission_case import Case

MINE, EXAMINERS, STAFF, CLOCK = {"owner"}, {"counterparty", "staff_on"}, {"staff_on"}, {"system"}
PEOPLE = {"owner", "stranger", "counterparty", "staff_off"}
WHY = "Two of the answers are right, as the text says."
OPERATORS = {"staff_on", "system"}


def matrix() -> list[Case]:
    hall = make_hall(slug="vetting-matrix", name="Vetting matrix")
    lab = make_lab(hall)
    running = lab.started()
    late = lab.started(actor_of(make_person("Lena Late")))
    Sitting.objects.filter(id=late.id).update(
        started_at=clock.now() - timedelta(hours=1), ends_at=clock.now() - timedelta(minutes=1)
    )
    words = make_lab(hall, bank=BANK.replace("drawn = 4", "drawn = 5") + IN_WORDS, name="Words")
    waiting = words.sat(by=lab.candidate)
    text = waiting.answers.get(points=None)
    done = make_lab(hall, name="Done")
    passed = done.sat(by=lab.candidate)
    appeal = appeal_question(passed.id, 1, by=lab.candidate, text=WHY)
    spare = add_skill(lab.skill.category_id, by=lab.operator, name="Spare")
    draft = keep_bank.draft_version(done.version.bank_id, by=lab.operator)
    other = make_person("Olaf Other")
    numbers = {"minutes": 5, "drawn": 2, "pass_percent": 50, "retake_days": 1, "valid_months": 0}
    bank, upheld = lab.version.bank_id, {"upheld": True, "reason": WHY}
    rows = [
        ("open_bank", OPERATORS, lambda by: keep_bank.open_bank(spare.id, by=by)),
        ("draft_version", OPERATORS, lambda by: keep_bank.draft_version(bank, by=by)),
        ("set_test", OPERATORS, lambda by: keep_bank.set_test(draft.id, by=by, **numbers)),
        ("import_questions", OPERATORS, lambda by: keep_bank.import_questions(draft.id, by=by, text=BANK)),
        ("publish_version", OPERATORS, lambda by: keep_bank.publish_version(draft.id, by=by)),
        ("close_bank", OPERATORS, lambda by: keep_bank.close_bank(bank, by=by)),
        ("reopen_bank", OPERATORS, lambda by: keep_bank.reopen_bank(bank, by=by)),
        ("name_examiner", OPERATORS, lambda by: name_examiner(hall.id, other.id, by=by)),
        ("end_examiner", OPERATORS, lambda by: end_examiner(hall.id, lab.examiner.person_id, by=by)),
        ("start_test", PEOPLE, lambda by: start_test(bank, by=by)),
        ("save_answer", MINE, lambda by: save_answer(running.id, 1, by=by, given=None)),
        ("hand_in", MINE, lambda by: hand_in(running.id, by=by)),
        ("run_out", CLOCK, lambda by: run_out(late.id, by=by)),
        ("mark_answer", EXAMINERS, lambda by: mark_answer(text.id, by=by, points=1, remark="Half of it.")),
        ("appeal_question", MINE, lambda by: appeal_question(passed.id, 2, by=by, text=WHY)),
        ("decide_question_appeal", OPERATORS, lambda by: decide_question_appeal(appeal.id, by=by, **upheld)),
        ("show_certificate", MINE, lambda by: show_certificate(passed.certificate.id, by=by, shown=False)),
    ]  # fmt: skip
    return [
        Case(action=f"vetting.{name}", call=call, owner=lab.candidate, counterparty=lab.examiner, may=may)
        for name, may, call in rows
    ]
