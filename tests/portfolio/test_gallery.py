"""The gallery: what is shown where, likes that count once, whom one follows, asking for something like it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import ANONYMOUS, Actor, Hat, system
from hirehall.foundation.refused import Refused
from hirehall.halls.actions.choose_showing import choose_showing
from hirehall.halls.actions.join_hall import join_hall
from hirehall.halls.actions.leave_hall import leave_hall
from hirehall.halls.actions.suspend_member import reinstate_member, suspend_member
from hirehall.halls.models import Hall, Policy
from hirehall.look.swatches import name_of
from hirehall.market.actions.ask_for_quote import ask_for_quote
from hirehall.people.models import Person
from hirehall.portfolio import queries
from hirehall.portfolio.actions.follow_maker import follow_maker
from hirehall.portfolio.actions.keep_piece import keep_piece, make_collection
from hirehall.portfolio.actions.like_piece import like_piece, unlike_piece
from hirehall.portfolio.queries import WallAsked
from hirehall.skills.actions.add_piece import add_piece
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.actions.show_piece import show_piece, withdraw_piece
from hirehall.skills.models import Showing, Skill
from hirehall.skills.queries import pieces_shown
from tests.makers.base import actor_of, make_hall, make_person, staff_of
from tests.makers.portfolio import RED, make_shown
from tests.makers.requests import NEED
from tests.makers.tokens import Caller

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def hall() -> Hall:
    made = make_hall()
    seed_taxonomy(made.id, by=system("command"))
    return made


@pytest.fixture
def amara(hall: Hall) -> Actor:
    return actor_of(make_person("Amara Okafor")).at(hall.id)


@pytest.fixture
def greta(hall: Hall) -> Actor:
    return actor_of(make_person("Greta Ashgrove", Hat.CLIENT)).at(hall.id)


def refused(call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.code


def titles(by: Actor, hall: Hall, **asked: Any) -> list[str]:
    return [card.title for card in queries.wall(by, hall.id, WallAsked(**asked)).cards]


@pytest.mark.parametrize(
    ("hex_colour", "name"),
    [("0a0a0c", "black"), ("fdfcfa", "white"), ("909499", "grey"), ("149691", "teal"), ("cd322d", "red"),
     ("6b4423", "brown"), ("f4c430", "yellow"), ("2f6fc9", "blue"), ("8a4fd0", "purple"), ("e87ba8", "pink")],
)  # fmt: skip
def test_a_colour_is_called_what_people_call_it(hex_colour: str, name: str) -> None:
    assert name_of(hex_colour) == name


def test_the_wall_is_filtered_and_read_page_by_page_without_a_gap(
    hall: Hall, amara: Actor, greta: Actor, django_assert_num_queries: Any
) -> None:
    skill = Skill.objects.filter(hall=hall).first()
    assert skill is not None
    for number in range(5):
        make_shown(amara, f"Poster {number}", colour=RED if number == 2 else (20, 150, 145))
    red = Showing.objects.get(piece__title="Poster 2")
    show_piece(red.piece_id, hall_id=hall.id, by=amara, skill_ids=[skill.id])
    with django_assert_num_queries(3):
        first = queries.wall(greta, hall.id, WallAsked(), limit=2)
    seen = [card.title for card in first.cards]
    while first.next:
        first = queries.wall(greta, hall.id, WallAsked(after=first.next), limit=2)
        seen += [card.title for card in first.cards]
    assert seen == [f"Poster {number}" for number in (4, 3, 2, 1, 0)]
    assert titles(greta, hall, colour="red") == ["Poster 2"]
    assert titles(greta, hall, skill_id=skill.id) == ["Poster 2"]
    assert titles(greta, hall, category_id=skill.category_id) == ["Poster 2"]
    assert len(titles(greta, hall, colour="teal")) == 4
    assert len(titles(greta, hall, after="9999.nothing")) == 5


def test_a_like_counts_once_and_cools_with_the_weeks(hall: Hall, amara: Actor, greta: Actor) -> None:
    old, new = make_shown(amara, "Old"), make_shown(amara, "New")
    like_piece(old.id, by=greta)
    like_piece(old.id, by=greta)
    old.refresh_from_db()
    assert (old.likes, old.warm) == (1, 1)
    assert titles(greta, hall, sort="liked") == ["Old", "New"]
    with clock.at(clock.now() + timedelta(weeks=5)):
        like_piece(new.id, by=greta)
        jobs.sweeps["portfolio.cool"]()
        assert titles(greta, hall, sort="liked") == ["New", "Old"]
    unlike_piece(old.id, by=greta)
    old.refresh_from_db()
    assert (old.likes, old.warm) == (0, 0)
    assert refused(like_piece, old.id, by=amara) == "piece.own"
    assert refused(like_piece, old.id, by=ANONYMOUS) == "actor.sign_in"


def test_one_sees_whom_one_follows(hall: Hall, amara: Actor, greta: Actor) -> None:
    other = actor_of(make_person("Other Maker")).at(hall.id)
    make_shown(amara, "Hers")
    make_shown(other, "His")
    follow_maker(amara.require_person(), hall_id=hall.id, by=greta)
    follow_maker(amara.require_person(), hall_id=hall.id, by=greta)
    assert titles(greta, hall, sort="following") == ["Hers"]
    assert refused(follow_maker, greta.require_person(), hall_id=hall.id, by=greta) == "maker.oneself"


def test_the_maker_chooses_hall_by_hall(hall: Hall, amara: Actor, greta: Actor) -> None:
    second = make_hall(slug="second", name="Second Hall")
    shown = make_shown(amara, "Only here")
    assert titles(greta, second) == []
    show_piece(shown.piece_id, hall_id=second.id, by=amara.at(second.id))
    assert titles(greta, second) == ["Only here"]
    withdraw_piece(shown.piece_id, hall_id=hall.id, by=amara)
    assert titles(greta, hall) == []
    assert refused(like_piece, shown.id, by=greta) == "piece.not_found"
    assert refused(like_piece, shown.id, by=greta.at(second.id)) == "piece.not_found"
    assert [one.title for one in pieces_shown(amara.require_person(), second.id)] == ["Only here"]
    assert pieces_shown(amara.require_person(), hall.id) == []
    foreign = Skill.objects.filter(hall=hall).first()
    assert foreign is not None
    told = refused(
        show_piece, shown.piece_id, hall_id=second.id, by=amara.at(second.id), skill_ids=[foreign.id]
    )
    assert told == "skill.not_found"


def test_work_is_on_the_walls_of_the_halls_whose_member_its_maker_is(
    hall: Hall, amara: Actor, greta: Actor, client: Client
) -> None:
    shown, me = make_shown(amara, "A whale"), amara.require_person()
    page, operator = f"/gallery/{shown.id}/", staff_of(make_person("Op", operator=True))
    mine = make_collection(hall_id=hall.id, by=greta, title="Whales")
    keep_piece(mine.id, showing_id=shown.id, by=greta)

    def seen() -> tuple[list[str], int, int]:
        kept = queries.collection_page(greta, hall.id, mine.id).cards
        return titles(greta, hall), client.get(page).status_code, len(kept)

    assert seen() == (["A whale"], 200, 1)
    choose_showing(hall.id, by=amara, shown_in_search=False)
    assert seen() == ([], 200, 0)
    choose_showing(hall.id, by=amara, shown_in_search=True)
    for goes, comes in (
        (lambda: leave_hall(hall.id, by=amara), lambda: join_hall(hall.id, by=amara)),
        (
            lambda: suspend_member(hall.id, me, by=operator, reason="Not their own work"),
            lambda: reinstate_member(hall.id, me, by=operator, reason="It was"),
        ),
    ):
        goes()
        assert seen() == ([], 404, 0)
        assert refused(like_piece, shown.id, by=greta) == "piece.not_found"
        assert pieces_shown(me, hall.id) == []
        comes()
        assert seen() == (["A whale"], 200, 1)
    asking = make_hall(slug="asking", name="Asking", of_models={"joining.open": 0, "joining.application": 1})
    there = amara.at(asking.id)
    assert refused(show_piece, shown.piece_id, hall_id=asking.id, by=there) == "hall.members_only"
    add_piece(by=there, title="Made there")
    add_piece(by=amara.at(None), title="Made nowhere")
    assert not Showing.objects.filter(hall=asking).exists()
    assert [one.title for one in pieces_shown(me, hall.id)] == ["A whale", "Made nowhere"]


def test_a_hall_without_a_gallery_has_no_address_of_it(
    hall: Hall, amara: Actor, greta: Actor, client: Client
) -> None:
    shown = make_shown(amara)
    assert client.get(f"/gallery/{shown.id}/").status_code == 200
    Policy.objects.create(hall=hall, effective_from=clock.now(), of_models={"portfolio.offered": 0})
    for path in ("/gallery/", f"/gallery/{shown.id}/", "/api/v1/gallery"):
        assert client.get(path).status_code == 404
    assert "/gallery/" not in client.get("/").content.decode()
    assert refused(like_piece, shown.id, by=greta) == "gallery.off"


def test_a_request_carries_the_piece_that_it_should_be_like(
    hall: Hall, amara: Actor, greta: Actor, client: Client
) -> None:
    shown = make_shown(amara, "A poster of a whale")
    hidden = make_shown(amara, "Not for here")
    withdraw_piece(hidden.piece_id, hall_id=hall.id, by=amara)
    client.force_login(Person.objects.get(id=greta.person_id), backend=BACKEND)
    door = reverse("market:door", args=["amara-okafor"])
    assert "A poster of a whale" in client.get(f"{door}?piece={shown.piece_id}").content.decode()
    assert "Not for here" not in client.get(f"{door}?piece={hidden.piece_id}").content.decode()
    answer = client.post(door, {"need": NEED, "piece": str(shown.piece_id)})
    assert "A poster of a whale" in client.get(answer["Location"]).content.decode()
    asks: dict[str, Any] = {"by": greta, "freelancer_id": amara.require_person(), "need": NEED}
    assert refused(ask_for_quote, hall.id, **asks, piece_id=hidden.piece_id) == "piece.not_found"


def test_the_pages_like_and_follow_without_a_script(
    hall: Hall, amara: Actor, greta: Actor, client: Client
) -> None:
    shown = make_shown(amara, pictures=2)
    client.force_login(Person.objects.get(id=greta.person_id), backend=BACKEND)
    like, back = reverse("portfolio:like", args=[shown.id]), "/gallery/?colour=teal"
    assert client.post(like, {"like": "1", "back": back})["Location"] == back
    assert client.post(like, {"like": "1", "back": "//evil.example"})["Location"] == f"/gallery/{shown.id}/"
    told = client.post(like, {"like": "0"}, headers={"accept": "application/json"}).json()
    assert told == {"liked": False, "likes": 0}
    follow = reverse("portfolio:follow", args=[amara.person_id])
    client.post(follow, {"follow": "1", "back": f"/gallery/{shown.id}/"})
    assert "Following" in client.get(f"/gallery/{shown.id}/").content.decode()
    assert "A poster" in client.get("/gallery/?sort=following").content.decode()


def test_programs_do_the_same(hall: Hall, amara: Actor, greta: Actor) -> None:
    shown = make_shown(amara, pictures=2)
    api, hers = Caller(greta), Caller(amara)
    page = api.call("GET", "gallery?colour=teal")
    assert (page["items"][0]["title"], page["items"][0]["pictures"], page["next"]) == ("A poster", 2, None)
    assert api.call("PUT", f"gallery/{shown.id}/like") == {"likes": 1}
    assert api.call("GET", f"gallery/{shown.id}")["liked"]
    assert api.call("DELETE", f"gallery/{shown.id}/like") == {"likes": 0}
    api.call("PUT", f"gallery/makers/{amara.person_id}/follow", status=(204,))
    assert len(api.call("GET", "gallery?sort=following")["items"]) == 1
    api.call("DELETE", f"gallery/makers/{amara.person_id}/follow", status=(204,))
    place = f"me/portfolio/{shown.piece_id}/showing"
    assert hers.call("DELETE", place) == {"id": str(shown.id), "state": "withdrawn"}
    api.call("GET", f"gallery/{shown.id}", status=(404,))
    assert hers.call("PUT", place)["state"] == "shown"
