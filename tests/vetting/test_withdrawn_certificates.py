"""A certificate that is taken back counts nowhere; and who could read what is right does not earn one."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.credentials import actions as credentials
from hirehall.credentials.models import Credential
from hirehall.credentials.queries import Outcome, judge
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, staff, system
from hirehall.foundation.refused import Refused
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import Person
from hirehall.vetting import queries
from hirehall.vetting.actions.go_through import apply
from hirehall.vetting.actions.name_examiner import end_examiner, name_examiner
from hirehall.vetting.actions.sit_test import hand_in, mark_answer, save_answer, start_test
from hirehall.vetting.actions.withdraw_certificate import (
    answer_withdrawal_appeal,
    appeal_withdrawal,
    withdraw_certificate,
)
from hirehall.vetting.models import Certificate
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.vetting import BANK, IN_WORDS, Lab, make_lab, make_way

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WHY = "Somebody else sat this test; the two have told us so."
WORDS = BANK.replace("drawn = 4", "drawn = 5") + IN_WORDS


def refused(call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.code


def another_operator(name: str = "Otto Other") -> Actor:
    who = make_person(name, operator=True)
    session = start_staff_session(by=actor_of(who), reason="Appeals")
    return staff(who.id, staff_session_id=session.id)


def certified() -> tuple[Lab, Certificate]:
    lab = make_lab(make_hall())
    return lab, Certificate.objects.get(sitting=lab.sat())


def test_who_examines_answers_in_words_does_not_sit_that_test() -> None:
    hall = make_hall()
    lab = make_lab(hall, bank=WORDS)
    plain = make_lab(hall, name="Plain")
    me, bank = lab.examiner, lab.version.bank_id
    assert refused(start_test, bank, by=me) == "test.knows_answers"
    assert (
        "As an examiner you can read"
        in {one.bank.id: one.why_not for one in queries.tests_page(me, hall.id).cards}[bank]
    )
    assert start_test(plain.version.bank_id, by=me).state == "running"  # nothing in it is read by anybody
    other = actor_of(make_person("Nina Named"))
    running = start_test(bank, by=other)
    with clock.later(minutes=5):
        name_examiner(hall.id, other.require_person(), by=lab.operator)
        assert refused(save_answer, running.id, 1, by=other, given=None) == "test.knows_answers"
        hand_in(running.id, by=other)
    with clock.later(days=60):
        end_examiner(hall.id, me.require_person(), by=lab.operator)
        assert refused(start_test, bank, by=me) == "test.knows_answers"  # what was read stays read
    with clock.later(days=61):
        later = make_lab(hall, bank=WORDS, name="Later")
        assert start_test(later.version.bank_id, by=me).state == "running"  # opened when they had gone


def test_an_examiner_does_not_begin_a_screening_with_that_test_and_a_certificate_says_since_when() -> None:
    hall = make_hall()
    way = make_way(hall, bank=WORDS)
    early = actor_of(make_person("Edgar Early"))
    sitting = way.lab.sat(by=early)
    text = queries.answers_to_mark(way.lab.examiner, hall.id)[0]
    mark_answer(text.id, by=way.lab.examiner, points=2, remark="All of it.")
    name_examiner(hall.id, early.require_person(), by=way.lab.operator)
    assert refused(apply, way.version.pipeline_id, by=way.lab.examiner) == "test.knows_answers"
    card = queries.certificate_page(Certificate.objects.get(sitting=sitting).code, hall=hall)
    assert (card.reads_as, card.counts) == ("an examiner", True)
    assert "Passed before Edgar Early could read its answers, as an examiner since" in card.says_of_answers
    assert apply(way.version.pipeline_id, by=early).state == "running"  # earned before they could read it


def test_a_withdrawn_certificate_counts_nowhere_and_its_credential_is_revoked(client: Client) -> None:
    lab, certificate = certified()
    signed = credentials.issue_credential("certificate", certificate.id, by=lab.candidate)
    assert judge(signed.token).outcome is Outcome.VALID
    assert (
        refused(withdraw_certificate, certificate.id, by=lab.candidate, reason=WHY) == "staff.session_needed"
    )
    withdraw_certificate(certificate.id, by=lab.operator, reason=WHY)
    jobs.drain()
    assert judge(signed.token).outcome is Outcome.REVOKED
    signed.refresh_from_db()
    assert (signed.state, signed.cause) == ("revoked", "withdrawn")
    assert (
        refused(withdraw_certificate, certificate.id, by=lab.operator, reason=WHY) == "certificate.withdrawn"
    )
    assert queries.certified(lab.hall.id, [certificate.person_id]) == {}
    assert queries.cards_of(certificate.person_id, lab.hall.id) == []
    issue = credentials.issue_credential
    assert refused(issue, "certificate", certificate.id, by=lab.candidate) == "credential.withdrawn"
    told = Notice.objects.filter(person_id=certificate.person_id).values_list("sentence", flat=True)
    assert sum(WHY in one for one in told) == 1
    assert any("The hall withdrew the certificate" in one for one in told)
    address = reverse("vetting:certificate", args=[certificate.code])
    public = client.get(address).content.decode()
    assert "the hall has withdrawn it" in public
    assert WHY not in public  # the reason is the holder's
    client.force_login(Person.objects.get(id=certificate.person_id), backend=BACKEND)
    assert WHY in client.get(address).content.decode()
    assert refused(start_test, lab.version.bank_id, by=lab.candidate) == "test.too_soon"
    with clock.later(days=15):
        assert start_test(lab.version.bank_id, by=lab.candidate).state == "running"


def test_another_operator_answers_the_appeal_and_it_counts_again() -> None:
    lab, certificate = certified()
    appeal = {"by": lab.candidate, "text": "I sat it alone, at home, and can show the recording."}
    assert refused(appeal_withdrawal, certificate.id, **appeal) == "certificate.not_withdrawn"
    signed = credentials.issue_credential("certificate", certificate.id, by=lab.candidate)
    taken = withdraw_certificate(certificate.id, by=lab.operator, reason=WHY)
    jobs.drain()
    with clock.later(days=31):
        assert refused(appeal_withdrawal, certificate.id, **appeal) == "appeal.too_late"
    appeal_withdrawal(certificate.id, **appeal)
    assert refused(appeal_withdrawal, certificate.id, **appeal) == "appeal.sent"
    assert [one.id for one in queries.withdrawal_appeals(lab.hall.id)] == [taken.id]
    decision = {"upheld": True, "reason": "The recording shows you alone. We were wrong."}
    answer = answer_withdrawal_appeal
    assert refused(answer, taken.id, by=lab.operator, **decision) == "withdrawal.own_decision"
    other = another_operator()
    answer(taken.id, by=other, **decision)
    assert refused(answer, taken.id, by=other, **decision) == "appeal.decided"
    jobs.drain()
    assert queries.certified(lab.hall.id, [certificate.person_id]) == {certificate.person_id: {lab.skill.id}}
    signed.refresh_from_db()
    assert signed.state == "revoked"  # for good: a new one is signed
    again = credentials.issue_credential("certificate", certificate.id, by=lab.candidate)
    assert judge(again.token).outcome is Outcome.VALID


def test_nobody_takes_back_or_restores_their_own() -> None:
    lab, _ = certified()
    own = Certificate.objects.get(sitting=lab.sat(by=actor_of(make_person("Otto Own"))))
    taken = withdraw_certificate(own.id, by=lab.operator, reason=WHY)
    appeal_withdrawal(own.id, by=actor_of(own.person), text=WHY)
    Person.objects.filter(id=own.person_id).update(is_operator=True)
    session = start_staff_session(by=actor_of(own.person), reason="My own")
    me = staff(own.person_id, staff_session_id=session.id)
    own_answer = {"by": me, "upheld": True, "reason": WHY}
    assert refused(answer_withdrawal_appeal, taken.id, **own_answer) == "examiner.oneself"
    own.refresh_from_db()
    assert own.withdrawn_at is not None


def test_what_is_signed_while_the_certificate_is_withdrawn_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate was read while it counted, and the withdrawal's job comes after the signing."""
    lab, certificate = certified()
    issuing = import_module("hirehall.credentials.actions.issue_credential")
    earned, was = issuing.earned, []

    def read_then_withdrawn(*args: Any) -> Any:
        was.append(earned(*args))
        if len(was) == 2:
            Certificate.objects.filter(id=certificate.id).update(withdrawn_at=clock.now())
        return was[-1]

    monkeypatch.setattr(issuing, "earned", read_then_withdrawn)
    signed = credentials.issue_credential("certificate", certificate.id, by=lab.candidate)
    for _ in range(2):
        credentials.follow_certificate(certificate.id, by=system("clock"))
    assert list(Credential.objects.values_list("id", "state")) == [(signed.id, "revoked")]
