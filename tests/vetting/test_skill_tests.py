"""A skill test from the bank to the certificate, its clock, its fences, its appeals and its numbers."""

from __future__ import annotations

import math
import random
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import system
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.halls.actions.appoint_hall_operator import appoint_hall_operator, dismiss_hall_operator
from hirehall.halls.models import Hall
from hirehall.people.models import Person
from hirehall.skills.actions.add_skill import add_skill
from hirehall.skills.actions.close_skill import close_skill
from hirehall.vetting import queries
from hirehall.vetting.actions import keep_bank
from hirehall.vetting.actions.appeal_question import (
    appeal_question,
    decide_question_appeal,
    show_certificate,
)
from hirehall.vetting.actions.sit_test import hand_in, mark_answer, save_answer, start_test
from hirehall.vetting.actions.write_question import retire_question, write_question
from hirehall.vetting.models import BankVersion, Certificate, Question, Sitting
from hirehall.vetting.rules import bank_file, drawing, marking, statistics
from hirehall.vetting.states import LEAST_FOR_STATISTICS
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.vetting import BANK, IN_WORDS, Lab, make_lab, ran_out

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WHY = "Two of the answers can be right, by the same rule."


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def lab(hall: Hall) -> Lab:
    return make_lab(hall)


def refused(call: Any, *args: Any, **kwargs: Any) -> str:
    before = FactRow.objects.count()
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    assert FactRow.objects.count() == before
    return caught.value.code


def seated(who: Any) -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=who.person_id), backend=BACKEND)
    return client


def test_one_question_is_changed_added_and_retired_in_the_next_version() -> None:
    lab = make_lab(make_hall())
    bank, given = lab.version.bank_id, lab.version
    write = partial(write_question, bank, by=lab.operator)
    week = {"kind": "single", "text": "How many days has a week?", "options": ["six", "seven"], "right": "2"}
    made = write("seven", asked=week)
    assert (made.version.number, made.options, made.right, made.position) == (2, ["six", "seven"], [1], 1)
    assert given.questions.get(key="seven").options == ["five", "six", "seven"]
    added = write("moon", asked={"kind": "number", "text": "How many moons?", "right": "1"}, is_new=True)
    assert (added.version_id, added.position) == (made.version_id, 5)
    retire_question(bank, "pi", by=lab.operator)
    publish = partial(keep_bank.publish_version, by=lab.operator)
    assert [one.key for one in publish(made.version_id).questions.all()] == ["seven", "even", "sizes", "moon"]
    for code, call in {
        "question.exists": partial(write, "moon", asked=week, is_new=True),
        "question.not_found": partial(write, "sun", asked=week),
        "question.wrong": partial(write, "seven", asked={**week, "right": "3"}),
        "staff.session_needed": partial(write_question, bank, "seven", by=lab.candidate, asked=week),
    }.items():
        with pytest.raises(Refused) as caught:
            call()
        assert caught.value.code == code
    with pytest.raises(Refused):
        retire_question(bank, "pi", by=lab.operator)
    assert lab.version.bank.versions.count() == 2


def test_the_desk_writes_one_question_and_shows_what_its_answers_say(client: Client) -> None:
    lab = make_lab(make_hall())
    for number in range(LEAST_FOR_STATISTICS):
        lab.sat(by=actor_of(make_person(f"Ann {number}")), right=number > 3)
    client.force_login(Person.objects.get(id=lab.operator.person_id), backend=BACKEND)
    client.post(reverse("people:staff_session"), {"reason": "The question banks"})
    address = f"/desk/tests/{lab.version.id}/questions/seven/"
    page = client.get(address).content.decode()
    assert "0.60" in page
    sent = {"kind": "number", "text": "How many days has a week?", "points": "1", "right": "many"}
    wrong = client.post(address, sent)
    assert "The right number and its tolerance are numbers" in wrong.content.decode()
    onward = client.post(address, {**sent, "right": "7"}).headers["Location"]
    draft = BankVersion.objects.get(published_at=None)
    assert onward == f"/desk/tests/{draft.id}/"
    assert client.post(f"{onward}questions/even/", {"do": "retire"}).status_code == 302
    assert [one.key for one in draft.questions.all()] == ["seven", "pi", "sizes"]


def test_who_answers_right_holds_a_certificate_that_anybody_can_check(lab: Lab, client: Client) -> None:
    sitting = lab.sat()
    jobs.drain()
    assert (sitting.percent, sitting.passed, sitting.points) == (Decimal(100), True, Decimal(4))
    certificate = Certificate.objects.get(sitting=sitting)
    assert certificate.expires_at == certificate.issued_at.replace(year=certificate.issued_at.year + 1)
    assert queries.certified(lab.hall.id, [sitting.person_id]) == {sitting.person_id: {lab.skill.id}}
    page = client.get(reverse("vetting:certificate", args=[certificate.code])).content.decode()
    assert "Carl Vet" in page
    assert "100%" in page
    paper = client.get(reverse("vetting:certificate_pdf", args=[certificate.code]))
    assert paper.content.startswith(b"%PDF")
    assert refused(start_test, lab.version.bank_id, by=lab.candidate) == "test.certified"
    show_certificate(certificate.id, by=lab.candidate, shown=False)
    assert queries.cards_of(sitting.person_id, lab.hall.id) == []
    with clock.later(days=340):
        assert lab.started().state == "running"
    with clock.later(days=366):
        assert queries.certified(lab.hall.id, [sitting.person_id]) == {}


def test_a_certificate_counts_for_the_skill_under_which_its_test_goes_on(lab: Lab) -> None:
    person_id = lab.sat(right=True).person_id
    jobs.drain()
    second, third = (
        add_skill(lab.skill.category_id, by=system("tests"), name=name) for name in ("Optics", "Light")
    )
    close_skill(lab.skill.id, by=system("tests"), successor_id=second.id)
    close_skill(second.id, by=system("tests"), successor_id=third.id)
    jobs.drain()
    assert refused(lab.started) == "test.certified"
    assert queries.certified(lab.hall.id, [person_id]) == {person_id: {third.id}}


def test_an_operator_who_can_read_the_answers_does_not_sit_the_test(lab: Lab) -> None:
    dora, edgar = make_person("Dora Desk"), make_person("Edgar Early")
    early = lab.sat(by=actor_of(edgar))
    certificate = Certificate.objects.get(sitting=early)
    running = start_test(lab.version.bank_id, by=actor_of(dora))
    with clock.later(minutes=5):
        offices = [
            appoint_hall_operator(lab.hall.id, by=lab.operator, who=who.email) for who in (dora, edgar)
        ]
        assert refused(save_answer, running.id, 1, by=actor_of(dora), given=None) == "test.knows_answers"
        hand_in(running.id, by=actor_of(dora))
    says = "As an operator you can read, or could, what is right"
    with clock.later(days=30):
        client, page = seated(actor_of(dora)), reverse("vetting:test", args=[lab.version.bank_id])
        assert says in client.get(page).content.decode()
        dismiss_hall_operator(offices[0].id, by=lab.operator)
        assert refused(start_test, lab.version.bank_id, by=actor_of(dora)) == "test.knows_answers"
        assert refused(start_test, lab.version.bank_id, by=actor_of(make_person("Ola", operator=True))) == (
            "test.knows_answers"
        )
        card = queries.certificate_page(certificate.code, hall=lab.hall)
        assert (card.counts, card.reads_since) == (True, offices[1].appointed_at)
        assert (
            "Passed before Edgar Early could read its answers"
            in client.get(reverse("vetting:certificate", args=[certificate.code])).content.decode()
        )


def test_who_answers_wrong_comes_again_on_a_date(lab: Lab) -> None:
    sitting = lab.sat(right=False)
    assert (sitting.percent, sitting.passed) == (Decimal(0), False)
    assert sitting.retake_at is not None
    assert refused(start_test, lab.version.bank_id, by=lab.candidate) == "test.too_soon"
    with clock.at(sitting.retake_at):
        assert lab.started().id != sitting.id
    assert not Certificate.objects.exists()


def test_the_servers_clock_ends_a_test_with_what_was_saved(lab: Lab) -> None:
    sitting = lab.started()
    assert lab.started().id == sitting.id
    lab.answered(sitting, right=True)
    with clock.at(sitting.ends_at):
        assert refused(save_answer, sitting.id, 1, by=lab.candidate, given=None) == "test.time_over"
        assert refused(hand_in, sitting.id, by=lab.candidate) == "test.time_over"
    sitting = ran_out(sitting)
    assert (sitting.passed, sitting.by_the_clock, sitting.finished_at) == (True, True, sitting.ends_at)
    assert refused(save_answer, sitting.id, 1, by=lab.candidate, given=None) == "test.over"


def test_no_page_and_no_call_of_a_test_tells_what_is_right(lab: Lab) -> None:
    sitting = lab.started()
    client = seated(lab.candidate)
    places = {one.question.key: one.place for one in sitting.answers.select_related("question")}
    even = client.get(reverse("vetting:question", args=[sitting.id, places["even"]]))
    assert "They can be halved" not in even.content.decode()
    order = drawing.shown_order(sitting.seed, Question.objects.get(version=lab.version, key="sizes"))
    assert order != [0, 1, 2, 3]
    posted = {"given": "0", "to": "2"}
    saved = client.post(reverse("vetting:question", args=[sitting.id, places["seven"]]), posted)
    assert saved.headers["Location"].endswith(f"/questions/2/?saved={places['seven']}")
    answer = sitting.answers.get(place=places["seven"])
    seven = Question.objects.get(version=lab.version, key="seven")
    assert answer.given == [drawing.shown_order(sitting.seed, seven)[0]]
    client.post(reverse("vetting:hand_in", args=[sitting.id]))
    result = client.get(reverse("vetting:sitting", args=[sitting.id])).content.decode()
    assert "They can be halved" not in result
    assert "mouse → cat → cow → whale" not in result


def test_a_test_can_be_drawn_again_from_its_seed(lab: Lab) -> None:
    sitting = lab.started()
    drawn = drawing.drawn(sitting.seed, list(lab.version.questions.all()), lab.version.drawn)
    assert [one.id for one in drawn] == list(sitting.answers.values_list("question_id", flat=True))


def test_a_published_version_never_changes_whoever_writes(lab: Lab) -> None:
    for change in (
        lambda: lab.version.questions.update(text="Else"),
        lambda: lab.version.questions.all().delete(),
        lambda: Question.objects.create(version=lab.version, position=9, key="x", kind="text", text="Why?"),
        lambda: type(lab.version).objects.filter(id=lab.version.id).update(minutes=99),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert refused(keep_bank.import_questions, lab.version.id, by=lab.operator, text=BANK) == "bank.published"
    sitting = lab.started()
    draft = keep_bank.draft_version(lab.version.bank_id, by=lab.operator)
    assert [one.key for one in draft.questions.all()] == [one.key for one in lab.version.questions.all()]
    keep_bank.set_test(
        draft.id, by=lab.operator, minutes=5, drawn=2, pass_percent=100, retake_days=0, valid_months=0
    )
    keep_bank.publish_version(draft.id, by=lab.operator)
    lab.answered(sitting, right=True)
    assert hand_in(sitting.id, by=lab.candidate).version_id == lab.version.id
    assert lab.started(actor_of(make_person("Nils New"))).version_id == draft.id


def test_a_text_waits_for_an_examiner_who_is_nobodys_colleague(hall: Hall) -> None:
    lab = make_lab(hall, bank=BANK.replace("drawn = 4", "drawn = 5") + IN_WORDS)
    sitting = lab.sat()
    assert sitting.state == "marking"
    assert refused(start_test, lab.version.bank_id, by=lab.candidate) == "test.being_marked"
    waiting = queries.answers_to_mark(lab.examiner, hall.id)
    assert [one.sitting_id for one in waiting] == [sitting.id]
    assert (
        refused(mark_answer, waiting[0].id, by=lab.candidate, points=2, remark="Very good.")
        == "answer.not_found"
    )
    mark = {"by": lab.examiner, "remark": "The half of it."}
    assert refused(mark_answer, waiting[0].id, points=3, **mark) == "answer.points"
    mark_answer(waiting[0].id, points=1, **mark)
    jobs.drain()
    sitting.refresh_from_db()
    assert (sitting.state, sitting.percent, sitting.passed) == ("done", Decimal("83.33"), True)
    assert refused(mark_answer, waiting[0].id, points=2, **mark) == "answer.marked"


def test_an_upheld_appeal_raises_every_score_and_takes_nothing_from_anybody(lab: Lab) -> None:
    right, wrong = lab.sat(), lab.sat(right=False, by=actor_of(make_person("Willa Wrong")))
    half = lab.started(actor_of(make_person("Hanna Half")))
    hanna = actor_of(Person.objects.get(id=half.person_id))
    lab.answered(half, right=True, by=hanna)
    for key in ("seven", "pi"):
        save_answer(half.id, half.answers.get(question__key=key).place, by=hanna, given=None)
    half = hand_in(half.id, by=hanna)
    assert (half.percent, half.passed) == (Decimal(50), False)
    place = half.answers.get(question__key="pi").place
    appeal = appeal_question(half.id, place, by=hanna, text=WHY)
    assert refused(appeal_question, half.id, place, by=hanna, text=WHY) == "appeal.sent"
    with clock.later(days=31):
        assert refused(appeal_question, right.id, 1, by=lab.candidate, text=WHY) == "appeal.too_late"
    before = Certificate.objects.get(sitting=right).code
    decide_question_appeal(appeal.id, by=lab.operator, upheld=True, reason=WHY)
    decide = {"by": lab.operator, "upheld": True, "reason": WHY}
    assert refused(decide_question_appeal, appeal.id, **decide) == "appeal.decided"
    jobs.drain()
    scores = {one.id: (one.percent, one.passed) for one in Sitting.objects.all()}
    assert scores == {
        right.id: (Decimal(100), True), wrong.id: (Decimal(25), False), half.id: (Decimal(75), True)
    }  # fmt: skip
    assert Certificate.objects.get(sitting=right).code == before
    assert Certificate.objects.get(sitting=half).percent == Decimal(75)
    changes = half.changes.values_list("percent_before", "percent_after", "passed_before", "passed_after")
    assert list(changes) == [(Decimal(50), Decimal(75), False, True)]
    later = lab.started(actor_of(make_person("Lara Later")))
    assert "pi" not in later.answers.values_list("question__key", flat=True)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Q,single,What is it?,a|b,1,,1,", "the key has small letters"),
        ("q,riddle,What is it?,a|b,1,,1,", "the kind is one of"),
        ("q,single,What is it?,a|b,3,,1,", "3 is none of the options"),
        ("q,single,What is it?,a|a,1,,1,", "two options are the same"),
        ("q,several,What is it?,a|b,1|1,,1,", "each named once"),
        ("q,number,What is it?,,pi,,1,", "are numbers"),
        ("q,number,What is it?,a|b,3,,1,", "has no options"),
        ("q,single,What is it?,a|b,1,,11,", "a whole number from 1 to 10"),
    ],
)
def test_a_file_with_a_mistake_names_it_and_changes_nothing(line: str, says: str) -> None:
    found = bank_file.read(f"key,kind,text,options,right,tolerance,points,why\n{line}\n")
    assert len(found.wrong) == 1
    assert says in found.wrong[0]
    assert found.wrong[0].startswith("Line 2:")


def test_a_bank_that_is_written_and_read_again_is_the_same(lab: Lab) -> None:
    once = bank_file.read(BANK)
    for text in (
        queries.bank_as_toml(lab.operator, lab.version.id),
        queries.bank_as_csv(lab.operator, lab.version.id),
    ):
        again = bank_file.read(text)
        assert again.wrong == []
        assert again.questions == once.questions
    assert refused(queries.bank_as_toml, lab.candidate, lab.version.id) == "bank.not_found"


def test_an_answer_is_worth_what_the_rules_of_the_test_say() -> None:
    several = Question(kind="several", options=["a", "b", "c", "d"], right=[0, 2], points=2)
    worth = [marking.points_of(several, given) for given in ([0, 2], [0], [0, 1], [0, 1, 2], [1, 3], None)]
    assert worth == [2, 1, 0, 1, 0, 0]
    number = Question(kind="number", right=["3.14", "0.005"], points=1)
    assert [marking.points_of(number, one) for one in ("3.145", "3,14", "3.1451", "nan")] == [1, 1, 0, 0]
    with pytest.raises(Refused):
        marking.require_answer(several, [0, 9])


def test_the_numbers_of_a_question_are_those_of_the_textbook() -> None:
    """r is compared with the point-biserial formula (M1 - M0) / s * sqrt(p q), which says the same in other words."""
    dice = random.Random(4)
    rests = [dice.random() for _ in range(40)]
    shares = [float(rest + dice.random() > 1) for rest in rests]
    found = statistics.told(shares, rests)
    ones = [rest for share, rest in zip(shares, rests, strict=True) if share]
    noughts = [rest for share, rest in zip(shares, rests, strict=True) if not share]
    p, mean = len(ones) / 40, sum(rests) / 40
    spread = math.sqrt(sum((rest - mean) ** 2 for rest in rests) / 40)
    r = (sum(ones) / len(ones) - sum(noughts) / len(noughts)) / spread * math.sqrt(p * (1 - p))
    assert found.difficulty == pytest.approx(p)
    assert found.discrimination == pytest.approx(r)
    assert statistics.told(shares[:9], rests[:9]).difficulty is None
    assert statistics.discrimination([1.0] * 20, rests[:20]) is None
