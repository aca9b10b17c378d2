"""What a mail says, how it can be stopped, and that it is sent once."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from hirehall.conversations import actions
from hirehall.conversations.models import MailChoice, Notice
from hirehall.conversations.operations import erase_notices
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.conversations import make_notice, make_thread

pytestmark = pytest.mark.django_db
SUNDAY_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def leave_link(mail) -> str:
    return re.sub(r"^https?://[^/]+", "", mail.extra_headers["List-Unsubscribe"].strip("<>"))


def test_a_mail_says_what_happened_how_much_and_until_when(mailoutbox):
    hall, ida = make_hall(), make_person("Ida Holm")
    make_notice(
        hall, ida, kind="payout.failed", sentence="Your payout has failed.", href="/money/",
        amount=Money(1250_00, "EUR"), deadline=datetime(2026, 11, 30, 17, tzinfo=UTC),
    )  # fmt: skip
    jobs.drain()
    [mail] = mailoutbox
    assert mail.to == ["ida-holm@example.org"]
    assert mail.subject == "Your payout has failed"
    for words in ["Your payout has failed.", "1,250.00", "30 Nov", "/money/", "/settings/notices/"]:
        assert words in mail.body
    assert "List-Unsubscribe" not in mail.extra_headers


def test_running_the_mail_job_twice_sends_one_mail(mailoutbox):
    hall, ida = make_hall(), make_person("Ida Holm")
    [notice] = make_notice(hall, ida)
    from hirehall.conversations.jobs import mail_notice

    mail_notice.func(notice_id=str(notice.id))
    mail_notice.func(notice_id=str(notice.id))
    jobs.drain()
    assert len(mailoutbox) == 1


def test_one_click_from_the_mail_program_stops_that_group_without_log_in(client, mailoutbox):
    hall, ida = make_hall(), make_person("Ida Holm")
    make_notice(hall, ida)
    jobs.drain()
    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    response = client.post(
        leave_link(mailoutbox[0]),
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 200
    assert [(mine.group, mine.mail) for mine in MailChoice.objects.filter(person=ida)] == [("work", "off")]
    assert "Done: no more" in client.get(leave_link(mailoutbox[0])).content.decode()
    make_notice(hall, ida)
    jobs.drain()
    assert len(mailoutbox) == 1


def test_following_the_link_alone_changes_nothing(client, mailoutbox):
    hall, ida = make_hall(), make_person("Ida Holm")
    make_notice(hall, ida)
    jobs.drain()
    assert client.get(leave_link(mailoutbox[0])).status_code == 200
    assert not MailChoice.objects.exists()


def test_a_forged_link_is_not_found(client):
    make_hall()
    assert client.post("/notices/unsubscription/forged:token/").status_code == 404


@pytest.mark.parametrize(("group", "mail"), [("money", "off"), ("security", "off"), ("security", "digest")])
def test_mail_about_money_and_security_cannot_be_switched_off(group, mail):
    ida = make_person("Ida Holm")
    with pytest.raises(Refused) as refused:
        actions.choose_mail({"work": "digest", group: mail}, by=actor_of(ida))
    assert refused.value.code == "mail.cannot_be_off"
    assert not MailChoice.objects.exists()


def test_the_digest_is_one_mail_in_the_morning_with_what_is_unread(mailoutbox):
    hall, ida = make_hall(), make_person("Ida Holm")
    actions.choose_mail({"work": "digest"}, by=actor_of(ida))
    with clock.at(SUNDAY_NOON):
        make_notice(hall, ida, sentence="Mara Quist has asked a question.")
        make_notice(hall, ida, sentence="Mara Quist has accepted your work.")
        [seen] = make_notice(hall, ida, sentence="Jon Vik has declined.")
        actions.read_notice(seen.id, by=actor_of(ida))
        jobs.run_sweeps()
    assert mailoutbox == []
    for morning in (datetime(2026, 11, 23, 8, 5, tzinfo=UTC), datetime(2026, 11, 23, 8, 20, tzinfo=UTC)):
        with clock.at(morning):
            jobs.run_sweeps()
    [mail] = mailoutbox
    assert mail.subject == "2 things at Harbour Hall since yesterday"
    assert "has asked a question" in mail.body
    assert "has accepted your work" in mail.body
    assert "Jon Vik" not in mail.body


def test_leaving_the_digest_stops_everything_that_may_be_stopped(client, mailoutbox):
    hall, ida = make_hall(), make_person("Ida Holm")
    actions.choose_mail({"work": "digest"}, by=actor_of(ida))
    with clock.at(SUNDAY_NOON):
        make_notice(hall, ida)
    with clock.at(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        jobs.run_sweeps()
    client.post(leave_link(mailoutbox[0]))
    off = set(MailChoice.objects.filter(person=ida, mail="off").values_list("group", flat=True))
    assert off == {"work", "messages", "reviews", "hall"}


def test_an_unread_message_is_mailed_after_ten_minutes(mailoutbox):
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    thread = make_thread(hall, mara, ida)
    with clock.at(SUNDAY_NOON):
        actions.send_message(thread.id, by=actor_of(mara), text="Hello Ida")
        actions.send_message(thread.id, by=actor_of(mara), text="Are you free in May?")
        jobs.drain()
        assert mailoutbox == []
        with clock.later(minutes=11):
            jobs.drain()
    [mail] = mailoutbox
    assert mail.to == ["ida-holm@example.org"]
    assert mail.subject == "Mara Quist wrote to you about “A logo for the boatyard”"


def test_reading_in_time_cancels_the_mail(mailoutbox):
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    thread = make_thread(hall, mara, ida)
    with clock.at(SUNDAY_NOON):
        actions.send_message(thread.id, by=actor_of(mara), text="Hello Ida")
        jobs.drain()
        actions.read_thread(thread.id, by=actor_of(ida))
        with clock.later(minutes=11):
            jobs.drain()
    assert mailoutbox == []
    assert Notice.objects.get().read_at == SUNDAY_NOON


def test_a_muted_thread_tells_nothing(mailoutbox):
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    thread = make_thread(hall, mara, ida)
    actions.mute_thread(thread.id, muted=True, by=actor_of(ida))
    actions.send_message(thread.id, by=actor_of(mara), text="Hello Ida")
    with clock.later(minutes=11):
        jobs.drain()
    assert (mailoutbox, Notice.objects.count()) == ([], 0)


def test_a_notice_that_was_erased_with_its_account_is_not_mailed(mailoutbox):
    hall, ida = make_hall(), make_person("Ida Holm")
    make_notice(hall, ida)
    erase_notices(ida.id)
    jobs.drain()
    assert mailoutbox == []


def test_deadlines_are_told_in_the_readers_own_time_zone(mailoutbox):
    hall, ida = make_hall(), make_person("Ida Holm")
    ida.time_zone = "Europe/Oslo"
    ida.save()
    make_notice(hall, ida, deadline=datetime(2026, 11, 30, 17, tzinfo=UTC))
    jobs.drain()
    assert "30 Nov 2026, 18:00" in mailoutbox[0].body
