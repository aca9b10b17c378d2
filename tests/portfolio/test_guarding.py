"""A piece is reported, hidden, appealed for and shown again; only members like where a hall takes members only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.files.queries import file_for
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Hat
from hirehall.halls.actions.appoint_hall_operator import appoint_hall_operator
from hirehall.halls.models import Hall
from hirehall.people.models import Person
from hirehall.portfolio import queries
from hirehall.portfolio.actions.follow_maker import follow_maker
from hirehall.portfolio.actions.hide_piece import answer_hiding, appeal_hiding, hide_piece
from hirehall.portfolio.actions.keep_piece import keep_piece, make_collection
from hirehall.portfolio.actions.like_piece import like_piece
from hirehall.portfolio.actions.report_piece import dismiss_reports, report_piece
from hirehall.portfolio.models import Report
from hirehall.skills.actions.change_piece import change_piece
from hirehall.skills.actions.show_piece import show_piece, withdraw_piece
from hirehall.skills.queries import piece_in, pieces_shown
from tests.makers.base import actor_of, make_hall, make_person, staff_of
from tests.makers.portfolio import enter, make_shown
from tests.makers.tokens import Caller
from tests.portfolio.test_gallery import BACKEND, refused, titles

pytestmark = pytest.mark.django_db
WHY = "The same drawing stands in a book of 1987."


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def amara(hall: Hall) -> Actor:
    return actor_of(make_person("Amara Okafor")).at(hall.id)


@pytest.fixture
def greta(hall: Hall) -> Actor:
    return actor_of(make_person("Greta Ashgrove", Hat.CLIENT)).at(hall.id)


@pytest.fixture
def operator(hall: Hall) -> Actor:
    return staff_of(make_person("Omar", operator=True))


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=actor.person_id), backend=BACKEND)
    return client


def test_a_reported_piece_is_hidden_everywhere_and_comes_back_with_the_appeal(
    hall: Hall, amara: Actor, greta: Actor, operator: Actor
) -> None:
    shown = make_shown(amara, "A whale")
    page, me = f"/gallery/{shown.id}/", amara.require_person()
    kept = make_collection(hall_id=hall.id, by=greta, title="Whales", public=True)
    keep_piece(kept.id, showing_id=shown.id, by=greta)
    said = {"wrong": "copied", "words": WHY}
    signed_in(greta).post(reverse("portfolio:report", args=[shown.id]), said)
    assert report_piece(shown.id, by=greta, **said).id == Report.objects.get().id
    assert "You have reported this piece" in signed_in(greta).get(page).content.decode()
    assert [one.words for one in queries.reports_waiting(operator, hall.id)[0].reports] == [WHY]
    hide_piece(shown.id, by=operator, **said)
    assert titles(greta, hall) == pieces_shown(me, hall.id) == []
    assert piece_in(shown.piece_id, hall.id) is None
    collected = queries.collection_page(greta, hall.id, kept.id)
    assert (collected.cards, collected.not_shown) == ((), 1)
    assert signed_in(greta).get(page).status_code == 404
    assert WHY in signed_in(amara).get(page).content.decode()
    for move in (show_piece, withdraw_piece):
        assert refused(move, shown.piece_id, hall_id=hall.id, by=amara) == "piece.hidden"
    pictures = shown.piece.image_file_ids
    change_piece(shown.piece_id, by=amara, title="A whale, mine", text="", link="", image_ids=pictures)
    assert titles(greta, hall) == []
    assert refused(answer_hiding, shown.id, by=operator, lifts=False, words=WHY) == "hiding.no_appeal"
    signed_in(amara).post(reverse("portfolio:appeal", args=[shown.id]), {"words": "I drew that book."})
    assert refused(appeal_hiding, shown.id, by=amara, words="Once more, please.") == "hiding.not_open"
    second = staff_of(make_person("Oda", operator=True))
    assert refused(answer_hiding, shown.id, by=operator, lifts=False, words=WHY) == "hiding.own_decision"
    answer_hiding(shown.id, by=second, lifts=True, words="The book is yours indeed.")
    assert titles(greta, hall) == ["A whale, mine"]
    assert signed_in(greta).get(page).status_code == 200
    jobs.drain()
    told = [
        (one.person_id, one.kind) for one in Notice.objects.filter(kind__startswith="piece.").order_by("id")
    ]
    assert sorted(told, key=str) == sorted(
        [(me, "piece.hiding"), (greta.person_id, "piece.report"), (me, "piece.hiding")], key=str
    )
    assert WHY not in " ".join(
        Notice.objects.filter(person_id=greta.person_id).values_list("sentence", flat=True)
    )
    own = queries.exported(greta.require_person())["reports"]
    assert [row["wrong"] for row in own] == ["copied"]  # type: ignore[index, attr-defined]
    assert queries.exported(me)["hidden by a hall"]


def test_one_operator_alone_may_uphold_and_nobody_decides_about_their_own(
    hall: Hall, amara: Actor, operator: Actor
) -> None:
    withdrawn = make_shown(amara, "Withdrawn")
    withdraw_piece(withdrawn.piece_id, hall_id=hall.id, by=amara)
    hide_piece(withdrawn.id, by=operator, wrong="other", words=WHY)
    appeal_hiding(withdrawn.id, by=amara, words="I drew that book.")
    answer_hiding(withdrawn.id, by=operator, lifts=False, words="The book says otherwise.")
    assert refused(appeal_hiding, withdrawn.id, by=amara, words="But I did draw it.") == "hiding.not_open"
    answer_hiding(withdrawn.id, by=operator, lifts=True, words="We have looked again.")
    withdrawn.refresh_from_db()
    assert withdrawn.state == "withdrawn"
    theirs = make_shown(actor_of(Person.objects.get(id=operator.person_id)).at(hall.id), "By the operator")
    assert refused(hide_piece, theirs.id, by=operator, wrong="other", words=WHY) == "staff.own_matter"
    assert refused(hide_piece, withdrawn.id, by=operator, wrong="other", words="No.") == "words.length"
    elsewhere = make_hall(slug="second", name="Second")
    clerk = make_person("Clerk")
    appoint_hall_operator(elsewhere.id, by=operator, who=clerk.handle)
    of_second = replace(actor_of(clerk), staff_of=elsewhere.id)
    assert refused(hide_piece, withdrawn.id, by=of_second, wrong="other", words=WHY) == "staff.other_hall"


def test_reports_are_few_a_day_and_dismissed_ones_say_so(
    hall: Hall, amara: Actor, greta: Actor, operator: Actor
) -> None:
    shown = [make_shown(amara, f"Piece {number}", pictures=0) for number in range(11)]
    assert refused(report_piece, shown[0].id, by=amara, wrong="other", words=WHY) == "piece.own"
    assert refused(report_piece, shown[0].id, by=greta, wrong="nonsense") == "report.reason"
    assert refused(report_piece, shown[0].id, by=greta, wrong="other", words="No") == "report.words"
    for one in shown[:10]:
        report_piece(one.id, by=greta, wrong="advert")
    assert refused(report_piece, shown[10].id, by=greta, wrong="advert") == "report.too_many"
    dismiss_reports(shown[0].id, by=operator)
    assert refused(dismiss_reports, shown[0].id, by=operator) == "report.none"
    with clock.later(days=2):
        report_piece(shown[0].id, by=greta, wrong="advert")
    assert queries.reports_waiting(operator, hall.id)[-1].dismissed_before == 1
    assert queries.count_to_look_at(hall.id) == 10


def test_the_desk_and_programs_do_the_same(hall: Hall, amara: Actor, greta: Actor) -> None:
    cache.clear()
    shown, omar = make_shown(amara, "A whale"), make_person("Omar", operator=True)
    hers = Caller(greta)
    hers.call("POST", f"gallery/{shown.id}/reports", {"wrong": "copied", "words": WHY}, status=(201,))
    desk, address = signed_in(actor_of(omar)), reverse("front:desk_gallery")
    assert desk.get(address).status_code == 302
    desk.post(reverse("people:staff_session"), {"reason": "Looking at reports of pieces"})
    assert WHY in desk.get(address).content.decode()
    form = {"showing_id": str(shown.id), "wrong": "copied", "words": WHY}
    desk.post(address, form | {"answer": "hide"})
    appeal = {"words": "I drew that book."}
    assert Caller(amara).call("POST", f"gallery/{shown.id}/appeal", appeal)["state"] == "appealed"
    assert "I drew that book." in desk.get(address).content.decode()
    desk.post(address, form | {"answer": "lift"})
    assert titles(greta, hall) == ["A whale"]
    refusal = hers.call("GET", "desk/gallery", status=(403,))
    assert refusal["code"] in ("staff.session_needed", "token.scope_missing")


def test_only_members_like_follow_and_keep_where_a_hall_takes_members_only() -> None:
    hall = make_hall(of_models={"joining.open": 0, "joining.application": 1})
    maker, other = (actor_of(make_person(name)).at(hall.id) for name in ("Maker", "Other"))
    enter(maker)
    shown = make_shown(maker)
    calls: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = [
        (like_piece, (shown.id,), {}),
        (follow_maker, (maker.person_id,), {"hall_id": hall.id}),
        (make_collection, (), {"hall_id": hall.id, "title": "Mine"}),
    ]
    for call, what, more in calls:
        assert refused(call, *what, by=other, **more) == "hall.members_only"
    enter(other)
    for call, what, more in calls:
        call(*what, by=other, **more)
    shown.refresh_from_db()
    assert shown.likes == 1


def test_the_pictures_of_a_piece_are_open_while_it_is_on_show_and_no_cache_keeps_them_for_long(
    hall: Hall, amara: Actor, greta: Actor, operator: Actor
) -> None:
    shown = make_shown(amara, "A whale")
    (picture_id,) = shown.piece.image_file_ids
    addresses = [
        f"/pictures/{picture_id}/full.webp",
        f"/pictures/{picture_id}/small.webp",
        f"/files/{picture_id}/",
    ]

    def seen(who: Client) -> list[int]:
        return [who.get(address).status_code for address in addresses]

    visitor, client, maker = Client(), signed_in(greta), signed_in(amara)
    answer = visitor.get(addresses[0])
    assert answer["Cache-Control"] == "public, max-age=300, must-revalidate"
    has_it = {"If-None-Match": answer["ETag"]}
    assert visitor.get(addresses[0], headers=has_it).status_code == 304
    for gone in (withdraw_piece, show_piece):
        gone(shown.piece_id, hall_id=hall.id, by=amara)
        assert seen(visitor) == seen(client) == ([404] * 3 if gone is withdraw_piece else [200] * 3)
    hide_piece(shown.id, by=operator, wrong="copied", words=WHY)
    assert seen(visitor) == seen(client) == [404, 404, 404]
    refusal = visitor.get(addresses[0], headers=has_it)
    assert (refusal.status_code, "max-age" in refusal.get("Cache-Control", "")) == (404, False)
    assert seen(maker) == [200, 200, 200]
    assert maker.get(addresses[0])["Cache-Control"] == "private, no-store"
    assert file_for(operator.at(hall.id), picture_id).id == picture_id
    elsewhere = make_hall(slug="elsewhere", name="Elsewhere")
    theirs = actor_of(make_person("Vera")).serving(elsewhere.id, staff_session_id=hall.id)
    assert refused(file_for, theirs.at(elsewhere.id), picture_id) == "file.not_found"
    assert refused(file_for, theirs.at(hall.id), picture_id) == "file.not_found"
