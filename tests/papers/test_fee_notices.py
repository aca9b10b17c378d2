"""Members hear of other fees in batches: each once, also where a run was killed in between."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from hirehall.conversations.models import MailChoice, Notice
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat, system
from hirehall.halls.models import Hall
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.fees.actions.withdraw_schedule import withdraw_schedule
from hirehall.money.fees.models import FeeSchedule
from hirehall.money.operations import set_founding_schedule
from hirehall.papers import notices
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.market import make_draft

pytestmark = pytest.mark.django_db
DESK = system("desk")
RULES = {"form": 1, "freelancer": [{"kind": "percent", "basis_points": 1500, "label": "Commission, 15%"}]}


@pytest.fixture
def hall() -> Hall:
    hall = make_hall()
    set_founding_schedule(hall.id, at=clock.now() - timedelta(days=100))
    return hall


def members(count: int) -> list[Person]:
    return [make_person(f"Member {number}") for number in range(count)]


def announced(hall: Hall) -> FeeSchedule:
    day = clock.now() + timedelta(days=40)
    return announce_schedule(hall.id, by=DESK, rules=RULES, effective_from=day, note="The members’ vote.")


def told(kind: str) -> list[Any]:
    return sorted(Notice.objects.filter(kind=kind).values_list("person_id", flat=True))


def test_a_founding_schedule_is_no_news(hall: Hall) -> None:
    members(2)
    jobs.drain()
    assert not Notice.objects.exists()


def test_every_member_is_told_once_of_new_fees_and_of_their_withdrawal(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "MEMBERS_AT_ONCE", 3)
    people = members(7)
    gone = make_person("Gone Member")
    Person.objects.filter(id=gone.id).update(closed_at=clock.now(), is_active=False)
    suspended = people[3]
    Person.objects.filter(id=suspended.id).update(suspended_at=clock.now(), is_active=False)
    schedule = announced(hall)
    jobs.drain()
    assert told("hall.fees_announced") == sorted(who.id for who in people)
    notice = Notice.objects.filter(kind="hall.fees_announced").first()
    assert notice is not None
    assert notice.sentence.startswith("Other fees count here from ")
    assert notice.sentence.endswith("Contracts and offers made before keep theirs. The members’ vote.")
    assert (notice.href, notice.group, notice.critical) == ("/fees/", "hall", False)
    withdraw_schedule(schedule.id, by=DESK, reason="A typing error.")
    jobs.drain()
    assert told("hall.fees_withdrawn") == sorted(who.id for who in people)
    with clock.later(days=1):
        jobs.run_sweeps()
    (digest,) = [str(one.body) for one in mail.outbox if one.to == [suspended.email]]
    assert "Other fees count here" in digest
    assert "will not count after all" in digest
    browser = Client()
    browser.force_login(suspended, backend="hirehall.people.login.SuspendedBackend")
    assert browser.get("/fees/").status_code == 200
    assert "Other fees count here" in browser.get("/notices/").content.decode()
    assert Client().get("/fees/").status_code == 200


def test_a_run_that_is_killed_goes_on_where_it_was_and_tells_nobody_twice(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "MEMBERS_AT_ONCE", 3)
    people = members(8)
    announced(hall)
    posted, runs = notices.post_notice, iter(range(100))

    def killed_after_the_second(**given: Any) -> Any:
        made = posted(**given)
        if next(runs) == 1:
            raise KeyboardInterrupt
        return made

    monkeypatch.setattr(notices, "post_notice", killed_after_the_second)
    with pytest.raises(KeyboardInterrupt):
        jobs.drain()
    assert len(told("hall.fees_announced")) == 3
    with jobs.connection.cursor() as cursor:  # the worker finds the job of the one that is gone
        cursor.execute("UPDATE procrastinate_jobs SET status = 'todo' WHERE status = 'doing'")
    jobs.drain()
    assert told("hall.fees_announced") == sorted(who.id for who in people)
    notices.tell_fees_announced.func(fact_id=str(Notice.objects.values_list("fact_id", flat=True)[0]))
    jobs.drain()
    assert Notice.objects.filter(kind="hall.fees_announced").count() == 8


def test_it_is_mailed_in_the_mornings_digest_or_at_once_and_can_be_left_with_one_click(hall: Hall) -> None:
    digest, now, off = members(3)
    for who, choice in ((now, "now"), (off, "off")):
        MailChoice.objects.create(person=who, group="hall", mail=choice, chosen_at=clock.now())
    announced(hall)
    jobs.drain()
    assert [message.to for message in mail.outbox] == [[now.email]]
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    assert Client().post(f"/{link}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MailChoice.objects.get(person=now, group="hall").mail == "off"
    with clock.later(days=1):
        jobs.run_sweeps()
    assert [message.to for message in mail.outbox[1:]] == [[digest.email]]
    assert "Other fees count here" in str(mail.outbox[1].body)
    jobs.drain()
    assert Notice.objects.get(person=off).mail == "off"


def test_with_several_halls_only_who_takes_part_in_this_one_is_told(hall: Hall) -> None:
    make_hall(slug="quarry", name="Quarry Hall")
    client = make_person("Greta Client", Hat.CLIENT)
    make_draft(hall, actor_of(client))
    members(2)
    announced(hall)
    jobs.drain()
    assert told("hall.fees_announced") == [client.id]
