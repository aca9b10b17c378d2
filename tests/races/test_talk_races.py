"""Reviews, messages and notices at the same moment: one reveal, one notice, one mail."""

from __future__ import annotations

import pytest
from django.core import mail

from hirehall.conversations import actions as talk
from hirehall.conversations import operations
from hirehall.conversations.models import Message, Notice, Participant, Thread
from hirehall.foundation import jobs
from hirehall.foundation.actor import Hat, system
from hirehall.foundation.ids import new_id
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.reputation import actions
from hirehall.reputation.models import Review, ReviewWindow
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.conversations import make_notice, make_thread
from tests.makers.reputation import NO, YES, make_window
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


@pytest.fixture
def people():
    return make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")


def test_two_reviews_at_the_same_moment_are_revealed_once_and_together(people):
    hall, mara, ida = people
    for _ in range(ROUNDS):
        window = make_window(hall, mara, ida)
        together(
            lambda window=window: actions.submit_review(window.id, by=actor_of(mara), rungs=YES),
            lambda window=window: actions.submit_review(window.id, by=actor_of(ida), rungs=NO),
        )
        revealed = ReviewWindow.objects.get(id=window.id).released_at
        assert revealed is not None
        assert set(Review.objects.filter(window=window).values_list("released_at", flat=True)) == {revealed}
        assert FactRow.objects.filter(name="review.released", about__contains=[window.id]).count() == 1


def test_one_side_twice_at_the_same_moment_is_one_review(people):
    hall, mara, ida = people
    window = make_window(hall, mara, ida)
    results = together(*[lambda: actions.submit_review(window.id, by=actor_of(mara), rungs=YES)] * 3)
    refused = [result.code for result in results if isinstance(result, Refused)]
    assert (Review.objects.count(), refused) == (1, ["review.locked", "review.locked"])


def test_one_fact_told_by_two_workers_makes_one_notice_and_one_mail(people):
    hall, _, ida = people
    for _ in range(ROUNDS):
        fact = new_id()
        together(*[lambda fact=fact: make_notice(hall, ida, fact_id=fact)] * 3)
        assert Notice.objects.filter(fact_id=fact).count() == 1
    notice = Notice.objects.latest("id")
    together(*[lambda: talk.mail_notice(notice.id, by=system("postbox"))] * 3)
    jobs.drain()
    assert len(mail.outbox) == ROUNDS


def test_one_thread_is_opened_by_two_at_the_same_moment(people):
    hall, mara, ida = people
    for _ in range(ROUNDS):
        about = new_id()
        together(
            *[
                lambda about=about: operations.open_thread(
                    hall_id=hall.id,
                    subject_kind="brief",
                    subject_id=about,
                    participant_ids=[mara.id, ida.id],
                    title="A logo",
                )
            ]
            * 3
        )
        thread = Thread.objects.get(subject_id=about)
        assert Participant.objects.filter(thread=thread).count() == 2


def test_messages_and_reading_at_the_same_moment_lose_no_count(people):
    hall, mara, ida = people
    thread = make_thread(hall, mara, ida)
    send = [
        lambda number=number: talk.send_message(thread.id, by=actor_of(mara), text=f"{number}")
        for number in range(6)
    ]
    together(*send, lambda: talk.read_thread(thread.id, by=actor_of(ida)))
    mine = Participant.objects.get(thread=thread, person=ida)
    unread = Message.objects.filter(thread=thread)
    if mine.read_up_to_id is not None:
        unread = unread.filter(id__gt=mine.read_up_to_id)
    assert Message.objects.count() == 6
    assert mine.unread == unread.count()
