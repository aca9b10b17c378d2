"""Somebody without an account: asked by mail, then followed and ended by the link in it."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from hirehall.engagements.listing.actions.post_by_mail import ask_by_mail, change_by_mail, confirm_by_mail
from hirehall.engagements.listing.actions.screen_position import list_position, refuse_position
from hirehall.engagements.listing.models import Mailed, Position
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import ANONYMOUS
from hirehall.foundation.refused import Refused
from tests.makers.base import make_hall
from tests.makers.listing import WHY, Board, again, content, make_board, switch_on

TOLD = {
    "email": "Pia@Juniper-Press.example", "title": "Editor of recipes", "employer": "Juniper Press", "kind": "contract",
    "site": "https://juniper-press.example/", "work": "remote", "pay_per": "hour", "pay_min": "35", "pay_max": "45",
    "description": "Edit recipes and short essays, two days a week. We choose by a paid trial text and one call.",
    "apply_url": "https://juniper-press.example/work/recipes", "key": "one",
}  # fmt: skip


def mailed_link() -> str:
    jobs.drain()
    found = re.search(r"https?://[^/\s]+(/\S*by-mail/\S+)", str(mail.outbox[-1].body))
    assert found is not None, mail.outbox[-1].body
    return found[1]


def unsigned(link: str) -> str:
    """What the link is about, without the time at which it was signed."""
    return link.partition(":")[0]


def test_the_mail_is_asked_then_the_desk_and_the_link_ends_it(board: Board, client: Client) -> None:
    assert "/positions/by-mail/" in client.get(reverse("listing:board")).content.decode()
    answer = client.post(reverse("listing:mail_new"), TOLD)
    assert answer["Location"] == reverse("listing:mail_sent")
    link = mailed_link()
    assert mail.outbox[-1].to == ["pia@juniper-press.example"]
    assert "Send it to the desk?" in client.get(link).content.decode()
    assert not Position.objects.exists()
    client.post(link, {"key": "two"})
    client.post(link, {"key": "three"})
    position = Position.objects.get()
    assert (position.state, position.source, position.poster_id) == ("submitted", "mail", None)
    assert "By mail from pia@juniper-press.example" in position.origin
    refuse_position(position.id, by=board.editor, reason=WHY)
    assert unsigned(mailed_link()) == unsigned(link)
    assert f"Not listed: {WHY}" in client.get(link).content.decode()
    told = {name: value for name, value in TOLD.items() if name not in {"email", "key"}}
    client.post(
        f"{link}change/", {**told, "title": "Editor of long recipes", "version": again(position).version}
    )
    list_position(position.id, by=board.editor, answers=board.checks)
    assert unsigned(mailed_link()) == unsigned(link)
    kept = board.kept(position)
    page = client.get(link).content.decode()
    assert "It is on the board" in page
    client.post(f"{link}end/", {"version": again(position).version, "key": "four"})
    assert again(position).state == "closed"
    count = len(mail.outbox)
    jobs.drain()
    assert [one.to for one in mail.outbox[count:] if "pia@juniper-press.example" in one.to] == []
    assert kept.position_id == position.id
    with clock.later(days=100):
        jobs.sweeps["listing.forget_files"]()
        assert client.get(link).status_code == 404
    assert (Mailed.objects.count(), again(position).origin) == (0, "By mail")


def test_nothing_comes_of_a_mail_that_nobody_answers_and_no_link_opens_another(
    board: Board, client: Client
) -> None:
    token = board.mailed()
    with pytest.raises(Refused) as early:
        change_by_mail(token, by=ANONYMOUS, content=content())
    assert early.value.code == "position.not_found"
    second = make_hall(slug="second", name="Second Hall")
    switch_on(second)
    for wrong in (f"{token}x", token[:-1], "nothing"):
        assert client.get(reverse("listing:mailed", args=[wrong])).status_code == 404
    assert client.get(f"/at/second/positions/by-mail/{token}/").status_code == 404
    assert client.get(reverse("listing:mailed", args=[token])).status_code == 200
    with clock.later(days=4), pytest.raises(Refused) as late:
        confirm_by_mail(token, by=ANONYMOUS)
    assert late.value.code == "position.not_found"
    assert not Position.objects.exists()


@pytest.mark.django_db
def test_one_address_and_one_hall_have_so_many_a_day() -> None:
    board = make_board(**{"listing.mailed_a_day": 4})
    for _ in range(3):
        board.mailed()
    for email, refused in (
        ("pia@juniper-press.example", True),
        ("ada@rowan.example", False),
        ("bo@rowan.example", True),
    ):
        if not refused:
            board.mailed(email=email)
            continue
        with pytest.raises(Refused) as many:
            board.mailed(email=email)
        assert many.value.code == "position.too_many_mailed"
    with pytest.raises(Refused) as none:
        ask_by_mail(board.hall.id, by=ANONYMOUS, email="nobody", content=content())
    assert none.value.field == "email"


@pytest.mark.django_db
def test_a_hall_that_wants_names_takes_none_without(client: Client) -> None:
    board = make_board(**{"listing.mailed_a_day": 0})
    assert "Not without an account" in client.get(reverse("listing:mail_new")).content.decode()
    with pytest.raises(Refused):
        board.mailed()


@pytest.mark.django_db
def test_one_visitor_does_not_use_up_the_day_of_a_hall(client: Client) -> None:
    make_board(**{"listing.mailed_per_visitor": 2})
    told = {key: value for key, value in TOLD.items() if key != "key"}
    for number, (place, there) in enumerate(
        [("192.0.2.7", 1), ("192.0.2.7", 2), ("192.0.2.7", 2), ("192.0.2.8", 3), ("2001:db8::1", 4), ("2001:db8::2", 5),
         ("2001:db8::3", 5)]
    ):  # fmt: skip
        sent = {**told, "email": f"somebody-{number}@rowan.example"}
        client.post(reverse("listing:mail_new"), sent, REMOTE_ADDR=place)
        assert Mailed.objects.count() == there
    assert "192.0.2" not in str(list(Mailed.objects.values()))
    with clock.later(days=2):
        jobs.sweeps["listing.forget_files"]()
        assert set(Mailed.objects.values_list("visitor", flat=True)) == {""}
