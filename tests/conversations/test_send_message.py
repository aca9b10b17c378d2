"""Messages reach every participant once, and nobody else."""

from __future__ import annotations

import pytest

from hirehall.conversations import actions, queries
from hirehall.conversations.models import Message, Participant
from hirehall.conversations.states import MESSAGE_LENGTH, MESSAGES_PER_MINUTE
from hirehall.files.models import StoredFile
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Refused
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.conversations import make_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    return make_thread(hall, mara, ida), actor_of(mara), actor_of(ida)


def refusal(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def test_a_message_is_unread_for_the_other_and_read_for_its_author(story):
    thread, mara, ida = story
    actions.send_message(thread.id, by=mara, text="Hello Ida")
    assert queries.unread_counts(mara.person_id) == queries.Unread()
    assert queries.unread_counts(ida.person_id) == queries.Unread(messages=1)


def test_contact_data_is_never_forbidden(story):
    thread, mara, _ = story
    text = "Call me: +47 555 0199, or write to mara@example.org"
    assert actions.send_message(thread.id, by=mara, text=text).text == text


def test_a_double_click_sends_one_message(story):
    thread, mara, _ = story
    first = actions.send_message(thread.id, by=mara, text="Hello", key="k1")
    again = actions.send_message(thread.id, by=mara, text="Hello", key="k1")
    assert (first.id, Message.objects.count()) == (again.id, 1)


def test_a_stranger_cannot_write_and_learns_nothing(story):
    thread, _, _ = story
    stranger = actor_of(make_person("Jon Vik"))
    assert refusal(lambda: actions.send_message(thread.id, by=stranger, text="Hi")) == "thread.not_found"
    assert refusal(lambda: actions.send_message(new_id(), by=stranger, text="Hi")) == "thread.not_found"
    assert refusal(lambda: queries.thread_for(stranger, thread.id)) == "thread.not_found"
    assert Message.objects.count() == 0


def test_an_empty_message_is_refused(story):
    thread, mara, _ = story
    assert refusal(lambda: actions.send_message(thread.id, by=mara, text=" \n ")) == "message.empty"


def test_a_message_that_is_too_long_is_refused_and_says_what_to_do(story):
    thread, mara, _ = story
    with pytest.raises(Refused, match="in two parts") as refused:
        actions.send_message(thread.id, by=mara, text="x" * (MESSAGE_LENGTH + 1))
    assert (refused.value.code, refused.value.field) == ("message.too_long", "text")


def test_the_pace_is_limited(story):
    thread, mara, _ = story
    for number in range(MESSAGES_PER_MINUTE):
        actions.send_message(thread.id, by=mara, text=f"{number}")
    assert refusal(lambda: actions.send_message(thread.id, by=mara, text="more")) == "message.too_fast"
    with clock.later(minutes=2):
        actions.send_message(thread.id, by=mara, text="now it goes")
    assert Message.objects.count() == MESSAGES_PER_MINUTE + 1


def test_the_author_sees_that_it_was_seen(story):
    thread, mara, ida = story
    actions.send_message(thread.id, by=mara, text="Hello Ida")
    assert queries.thread_for(mara, thread.id).messages[-1].seen_by == ()
    actions.read_thread(thread.id, by=ida)
    assert queries.thread_for(mara, thread.id).messages[-1].seen_by == ("Ida Holm",)


def test_an_attached_file_is_readable_by_participants_only(story):
    thread, mara, ida = story
    file = StoredFile.objects.create(
        purpose="attachment", name="sketch.pdf", media_type="application/pdf", size_bytes=9, sha256="0" * 64,
        uploaded_by_id=mara.person_id, stored_at=clock.now(),
    )  # fmt: skip
    message = actions.send_message(thread.id, by=mara, text="", file_ids=(file.id,))
    assert [card.name for card in queries.thread_for(ida, thread.id).messages[0].files] == ["sketch.pdf"]
    assert queries.message_readable(ida, message.id)
    assert not queries.message_readable(actor_of(make_person("Jon Vik")), message.id)


def test_somebody_elses_file_cannot_be_attached(story):
    thread, mara, ida = story
    file = StoredFile.objects.create(
        purpose="attachment", name="sketch.pdf", media_type="application/pdf", size_bytes=9, sha256="0" * 64,
        uploaded_by_id=ida.person_id, stored_at=clock.now(),
    )  # fmt: skip
    assert (
        refusal(lambda: actions.send_message(thread.id, by=mara, text="x", file_ids=(file.id,)))
        == "file.not_found"
    )
    assert Message.objects.count() == 0
    assert Participant.objects.filter(unread__gt=0).count() == 0
