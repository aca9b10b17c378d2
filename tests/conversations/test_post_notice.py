"""Each person is told a fact once, in the app at once, by mail as they chose."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hirehall.conversations import operations
from hirehall.conversations.models import MailChoice, Notice, Thread
from hirehall.conversations.states import Group, group_of
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from tests.makers.base import make_hall, make_person
from tests.makers.conversations import make_notice, make_thread

pytestmark = pytest.mark.django_db
MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_job_that_runs_twice_tells_once():
    hall, ida, fact = make_hall(), make_person("Ida Holm"), new_id()
    assert len(make_notice(hall, ida, fact_id=fact)) == 1
    assert make_notice(hall, ida, fact_id=fact) == []
    assert Notice.objects.count() == 1


def test_the_second_run_still_tells_whom_the_first_has_missed():
    hall, ida, mara, fact = make_hall(), make_person("Ida Holm"), make_person("Mara Quist"), new_id()
    make_notice(hall, ida, fact_id=fact)
    assert [notice.person_id for notice in make_notice(hall, ida, mara, fact_id=fact)] == [mara.id]


def test_one_fact_may_be_told_under_two_kinds():
    hall, ida, fact = make_hall(), make_person("Ida Holm"), new_id()
    make_notice(hall, ida, kind="contract.ended", fact_id=fact)
    assert len(make_notice(hall, ida, kind="review.invited", fact_id=fact)) == 1


def test_a_notice_keeps_its_amount_and_deadline():
    hall, ida = make_hall(), make_person("Ida Holm")
    [notice] = make_notice(hall, ida, amount=Money(1250_00, "EUR"), deadline=MONDAY_NOON)
    assert (notice.amount, notice.deadline) == (Money(1250_00, "EUR"), MONDAY_NOON)


def test_kinds_fall_into_groups_by_their_first_word():
    assert group_of("payout.failed") is Group.MONEY
    assert group_of("message.received") is Group.MESSAGES
    assert group_of("milestone.delivered") is Group.WORK


def test_somebody_who_chose_the_digest_is_mailed_in_their_own_morning():
    hall, ida = make_hall(), make_person("Ida Holm")
    ida.time_zone = "America/New_York"
    ida.save()
    MailChoice.objects.create(person=ida, group="work", mail="digest", chosen_at=clock.now())
    with clock.at(MONDAY_NOON):
        [notice] = make_notice(hall, ida)
    assert (notice.mail, notice.mail_due_at) == ("digest", datetime(2026, 11, 23, 13, tzinfo=UTC))


def test_mail_that_was_switched_off_leaves_the_notice_in_the_app():
    hall, ida = make_hall(), make_person("Ida Holm")
    MailChoice.objects.create(person=ida, group="work", mail="off", chosen_at=clock.now())
    [notice] = make_notice(hall, ida)
    assert (notice.mail, notice.mail_due_at) == ("off", None)


def test_what_is_critical_is_mailed_whatever_was_chosen():
    hall, ida = make_hall(), make_person("Ida Holm")
    MailChoice.objects.create(person=ida, group="work", mail="off", chosen_at=clock.now())
    [notice] = make_notice(hall, ida, critical=True)
    assert notice.mail == "now"


def test_a_closed_account_is_told_nothing():
    hall, ida = make_hall(), make_person("Ida Holm")
    ida.closed_at = clock.now()
    ida.save()
    assert make_notice(hall, ida) == []


def test_the_same_circle_about_the_same_thing_has_one_thread():
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    thread = make_thread(hall, mara, ida)
    again = operations.open_thread(
        hall_id=hall.id, subject_kind="brief", subject_id=thread.subject_id, participant_ids=[ida.id, mara.id],
        title="Another title",
    )  # fmt: skip
    assert (again.id, Thread.objects.count()) == (thread.id, 1)


def test_each_freelancer_has_a_thread_of_their_own_about_a_brief():
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    thread, jon = make_thread(hall, mara, ida), make_person("Jon Vik")
    other = operations.open_thread(
        hall_id=hall.id, subject_kind="brief", subject_id=thread.subject_id, participant_ids=[jon.id, mara.id],
        title="A logo for the boatyard",
    )  # fmt: skip
    assert other.id != thread.id
    assert set(other.participants.values_list("person_id", flat=True)) == {jon.id, mara.id}
