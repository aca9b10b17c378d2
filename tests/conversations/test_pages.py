"""The pages of notices and messages: complete without JavaScript, with pinned query counts."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hirehall.conversations import actions
from hirehall.conversations.models import MailChoice, Message, Notice, Participant
from hirehall.files.models import StoredFile
from hirehall.foundation.actor import Hat
from hirehall.foundation.money import Money
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.conversations import make_notice, make_thread

pytestmark = pytest.mark.django_db
FRAME = 4  # session, person with memberships, hall, unread counts


@pytest.fixture
def story(client):
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    client.force_login(ida)
    return hall, mara, ida


def page(response) -> str:
    assert response.status_code == 200, response.content[:500]
    return response.content.decode()


def test_notices_are_listed_newest_first_with_amount_and_deadline(client, story):
    hall, _, ida = story
    make_notice(hall, ida, sentence="The first thing.")
    make_notice(hall, ida, kind="payment.received", sentence="You were paid.", amount=Money(80_00, "EUR"))
    text = page(client.get("/notices/"))
    assert text.index("You were paid.") < text.index("The first thing.")
    assert "€80" in text


def test_the_notices_page_costs_the_same_for_one_and_for_thirty(client, story, django_assert_num_queries):
    hall, _, ida = story
    make_notice(hall, ida)
    with django_assert_num_queries(FRAME + 1):
        page(client.get("/notices/"))
    for _ in range(29):
        make_notice(hall, ida)
    with django_assert_num_queries(FRAME + 1):
        page(client.get("/notices/"))


def test_following_a_notice_reads_it_and_leads_on(client, story):
    hall, _, ida = story
    [notice] = make_notice(hall, ida, href="/briefs/")
    response = client.post(f"/notices/{notice.id}/reading/")
    assert (response.status_code, response["Location"]) == (302, "/briefs/")
    assert Notice.objects.get().read_at is not None


def test_somebody_elses_notice_is_not_found(client, story):
    hall, mara, _ = story
    [notice] = make_notice(hall, mara)
    assert client.post(f"/notices/{notice.id}/reading/").status_code == 404
    assert Notice.objects.get().read_at is None


def test_the_state_answers_not_modified_until_something_happens(client, story, django_assert_num_queries):
    hall, _, ida = story
    first = client.get("/notices/state/")
    assert json.loads(first.content) == {"notices": 0, "messages": 0, "newest": None, "moved": None}
    with django_assert_num_queries(6):
        again = client.get("/notices/state/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_notice(hall, ida, sentence="Something happened.")
    after = client.get("/notices/state/", headers={"If-None-Match": first["ETag"]})
    assert json.loads(after.content)["newest"]["sentence"] == "Something happened."


def test_the_state_is_for_who_is_signed_in(client):
    make_hall()
    assert client.get("/notices/state/").status_code == 302


def test_mail_is_chosen_on_the_settings_page(client, story):
    assert "How you are told" in page(client.get("/settings/notices/"))
    assert 'href="/settings/notices/"' in page(client.get("/account/"))
    given = {
        "work": "digest",
        "messages": "off",
        "money": "now",
        "reviews": "now",
        "hall": "off",
        "security": "now",
    }
    assert client.post("/settings/notices/", given).status_code == 302
    assert dict(MailChoice.objects.values_list("group", "mail")) == given


def test_a_message_with_a_file_is_sent_by_a_plain_form(client, story):
    hall, mara, ida = story
    thread = make_thread(hall, mara, ida)
    text = page(client.get(f"/messages/{thread.id}/"))
    assert "Nothing written yet" in text
    upload = SimpleUploadedFile("notes.txt", b"three remarks", content_type="text/plain")
    given = {"text": "Here are **my notes**.", "attachments": [upload], "key": "k1"}
    response = client.post(f"/messages/{thread.id}/", given)
    assert response.status_code == 302, response.content
    text = page(client.get(f"/messages/{thread.id}/"))
    assert "<strong>my notes</strong>" in text
    assert "notes.txt" in text


def test_a_double_click_with_a_file_sends_one_message(client, story):
    hall, mara, ida = story
    thread = make_thread(hall, mara, ida)
    for _ in range(2):
        upload = SimpleUploadedFile("notes.txt", b"three remarks", content_type="text/plain")
        given = {"text": "Here.", "attachments": [upload], "key": "k1"}
        assert client.post(f"/messages/{thread.id}/", given).status_code == 302
    assert (Message.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_what_is_wrong_with_a_message_stands_at_the_form_and_the_text_stays(client, story):
    hall, mara, ida = story
    thread = make_thread(hall, mara, ida)
    response = client.post(f"/messages/{thread.id}/", {"text": "x" * 8001, "key": "k1"})
    assert response.status_code == 422
    assert "x" * 8001 in response.content.decode()
    assert "at most 8,000 characters" in response.content.decode()


def test_scripts_in_a_message_stay_text(client, story):
    hall, mara, ida = story
    thread = make_thread(hall, mara, ida)
    actions.send_message(
        thread.id, by=actor_of(mara), text="<script>alert(1)</script> [x](javascript:alert(1))"
    )
    text = page(client.get(f"/messages/{thread.id}/"))
    assert "<script>alert" not in text
    assert 'href="javascript' not in text


def test_looking_at_a_thread_reads_it(client, story):
    hall, mara, ida = story
    thread = make_thread(hall, mara, ida)
    actions.send_message(thread.id, by=actor_of(mara), text="Hello")
    text = page(client.get(f"/messages/{thread.id}/"))
    assert 'id="new"' in text
    assert Participant.objects.get(person=ida).unread == 0


def test_older_messages_come_in_pages(client, story, django_assert_num_queries):
    hall, mara, ida = story
    thread = make_thread(hall, mara, ida)
    for number in range(35):
        message = Message(thread=thread, author=mara, text=f"line {number:02}", made_at=thread.opened_at)
        message.save()
    with django_assert_num_queries(FRAME + 3):
        text = page(client.get(f"/messages/{thread.id}/"))
    assert ("line 34" in text, "line 05" in text, "line 04" in text) == (True, True, False)
    older = text.split("?before=")[1].split('"')[0]
    text = page(client.get(f"/messages/{thread.id}/?before={older}"))
    assert ("line 04" in text, "line 05" in text) == (True, False)


def test_the_list_of_threads_costs_the_same_for_one_and_for_many(client, story, django_assert_num_queries):
    hall, mara, ida = story
    make_thread(hall, mara, ida)
    with django_assert_num_queries(FRAME + 3):
        page(client.get("/messages/"))
    for _ in range(5):
        make_thread(hall, mara, ida)
    with django_assert_num_queries(FRAME + 3):
        page(client.get("/messages/"))


def test_a_strangers_thread_is_not_found(client, story):
    hall, mara, _ = story
    thread = make_thread(hall, mara, make_person("Jon Vik"))
    assert client.get(f"/messages/{thread.id}/").status_code == 404
    assert client.post(f"/messages/{thread.id}/", {"text": "Hi", "key": "k"}).status_code == 404


def test_an_attached_file_downloads_for_participants_only(client, story):
    hall, mara, ida = story
    thread = make_thread(hall, mara, ida)
    upload = SimpleUploadedFile("notes.txt", b"three remarks", content_type="text/plain")
    client.post(f"/messages/{thread.id}/", {"text": "", "attachments": [upload], "key": "k1"})
    href = f"/files/{StoredFile.objects.get().id}/"
    for who, status in [(mara, 200), (make_person("Jon Vik"), 404)]:
        client.force_login(who)
        response = client.get(href)
        assert response.status_code == status
        if response.streaming:
            assert b"".join(response.streaming_content) == b"three remarks"


def test_opening_the_page_of_a_notice_reads_it_from_wherever_one_comes(client, story):
    hall, _, ida = story
    make_notice(hall, ida, href="/messages/?hat=freelancer", sentence="One.")
    make_notice(hall, ida, href="/messages/#end", sentence="Two.")
    make_notice(hall, ida, href="/briefs/", sentence="Three.")
    assert client.get("/notices/state/").json()["notices"] == 3
    text = page(client.get("/messages/?utm=mail"))
    assert 'data-unread="notices"' in text
    assert list(Notice.objects.filter(read_at=None).values_list("sentence", flat=True)) == ["Three."]
    assert client.get("/notices/state/").json()["notices"] == 1


def test_a_page_that_is_refused_or_somebody_elses_notice_reads_nothing(client, story):
    hall, mara, ida = story
    nowhere = "/messages/01a2057d-8e1c-70fc-832f-654bc9c69a3f/"
    make_notice(hall, ida, href=nowhere)
    make_notice(hall, mara, href="/messages/")
    assert client.get(nowhere).status_code == 404
    page(client.get("/messages/"))
    assert Notice.objects.filter(read_at=None).count() == 2


def test_looking_costs_nothing_where_no_notice_leads(client, story, django_assert_num_queries):
    hall, _, ida = story
    make_notice(hall, ida, href="/briefs/")
    with django_assert_num_queries(FRAME + 1):
        page(client.get("/messages/"))
