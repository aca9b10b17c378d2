"""Sent in, screened by hand, listed, found, kept, and over when its days are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.engagements.listing.actions import screen_position as screening
from hirehall.engagements.listing.actions.close_position import (
    close_position,
    remove_position,
    report_position,
)
from hirehall.engagements.listing.actions.save_search import save_search
from hirehall.engagements.listing.actions.submit_position import send_again
from hirehall.engagements.listing.actions.track_position import note_application, save_position
from hirehall.engagements.listing.models import Position, SavedSearch, Tracked
from hirehall.engagements.listing.queries import Asked, find_positions, position_for, to_recheck
from hirehall.engagements.listing.states import FINAL, State
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import ANONYMOUS
from hirehall.foundation.refused import Refused
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.listing import WHY, Board, again, content, make_board, switch_on
from tests.makers.tokens import Caller


def told(person_id: Any) -> list[str]:
    return list(Notice.objects.filter(person_id=person_id).order_by("id").values_list("sentence", flat=True))


def test_a_position_is_screened_listed_found_kept_and_over(board: Board, client: Client) -> None:
    position = board.submitted()
    assert (position.state, position.hourly_minor, position.signals.count()) == ("submitted", 45_00, 0)
    with pytest.raises(Refused) as unseen:
        position_for(ANONYMOUS, position.id)
    assert unseen.value.code == "position.not_found"
    assert find_positions(board.hall.id, Asked()).cards == []

    listed = screening.list_position(position.id, by=board.editor, answers=board.checks)
    jobs.drain()
    assert (listed.screened_by_id, listed.state) == (board.editor.person_id, "listed")
    assert listed.expires_at is not None
    assert listed.expires_at - clock.now() > timedelta(days=29)
    assert told(board.poster.person_id) == [
        "“Editor for a cookery magazine” was screened and is on the board."
    ]

    found = find_positions(board.hall.id, Asked(text="cokery", kind="contract", least_minor=40_00))
    assert ([card.id for card in found.cards], found.words) == ([position.id], "cookery")
    assert found.cards[0].pay == "€35–€45 an hour"
    page = client.get(reverse("listing:position", args=[position.id])).content.decode()
    editor = Person.objects.get(id=board.editor.person_id)
    assert f"Screened by <strong>{editor.name}</strong>" in page

    kept = save_position(position.id, by=board.member)
    assert save_position(position.id, by=board.member) == kept
    row = note_application(kept.id, by=board.member, step="applied", note="By their form.", version=1)
    assert (row.step, row.applied_on, row.version) == ("applied", clock.now().date(), 2)

    with clock.later(days=31):
        jobs.run_sweeps()
    over = again(position)
    assert (over.state, over.expires_at, over.recheck_at) == ("expired", None, None)
    assert told(board.member.person_id) == [
        "“Editor for a cookery magazine”, which you keep, was not confirmed in time and is off the board."
    ]
    assert find_positions(board.hall.id, Asked()).cards == []
    assert Tracked.objects.get().note == "By their form."


def test_what_is_remarked_on_is_decided_by_a_person(board: Board) -> None:
    position = board.submitted(
        description="You pay a registration fee of 30 euros first. Then you edit essays, two days a week."
    )
    signal = position.signals.get()
    assert (signal.code, position.description[signal.start : signal.end]) == ("fee", signal.quote)
    with pytest.raises(Refused) as undecided:
        screening.list_position(position.id, by=board.editor, answers=board.checks)
    assert undecided.value.code == "position.signals_open"
    assert again(position).state == "submitted"
    with pytest.raises(Refused) as short:
        screening.dismiss_signal(position.id, signal.id, by=board.editor, reason="no")
    assert short.value.field == "reason"
    screening.dismiss_signal(position.id, signal.id, by=board.editor, reason=WHY)
    with pytest.raises(Refused) as unticked:
        screening.list_position(position.id, by=board.editor, answers=board.checks[:-1])
    assert (unticked.value.code, unticked.value.field) == ("position.unchecked", "checks")

    refused = screening.refuse_position(
        position.id, by=board.editor, reason="Nobody who applies pays anything."
    )
    jobs.drain()
    assert told(board.poster.person_id)[-1].endswith("is not listed: Nobody who applies pays anything.")
    mended = send_again(position.id, by=board.poster, content=content(), version=refused.version)
    assert (mended.state, mended.signals.count()) == ("submitted", 0)


def test_who_decides_sent_nothing_in_and_decides_about_what_stands_there(board: Board) -> None:
    mine = board.submitted(by=actor_of(Person.objects.get(id=board.editor.person_id)))
    with pytest.raises(Refused) as own:
        screening.list_position(mine.id, by=board.editor, answers=board.checks)
    assert own.value.code == "position.own"
    position = board.submitted()
    seen = position.version
    send_again(position.id, by=board.poster, content=content(title="Editor for another magazine"))
    for act, more in (
        (screening.list_position, {"answers": board.checks}),
        (screening.refuse_position, {"reason": WHY}),
    ):
        with pytest.raises(Refused) as stale:
            act(position.id, by=board.editor, version=seen, **more)
        assert stale.value.code == "position.stale"


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"site": "juniper.example"}, "site"),
    ({"site": "https://who:what@juniper.example/"}, "site"),
    ({"apply_url": "javascript:alert(1)"}, "apply_url"),
    ({"apply_url": ""}, "apply_url"),
    ({"apply_email": "nobody"}, "apply_email"),
    ({"work": "on_site"}, "place"),
    ({"country": "XX1"}, "country"),
    ({"pay_min_minor": 50_00}, "pay_max"),
    ({"pay_min_minor": 0}, "pay_min"),
    ({"apply_until": date(2020, 1, 1)}, "apply_until"),
    ({"kind": "gift"}, "kind"),
    ({"description": "Too short."}, "description"),
]


@pytest.mark.parametrize(("given", "field"), REFUSED)
def test_what_cannot_be_is_refused_at_its_field(board: Board, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        board.submitted(**given)
    assert refused.value.field == field
    assert not Position.objects.exists()


def test_a_hall_without_a_board_and_somebody_with_too_much_there_are_turned_away(client: Client) -> None:
    board = make_board(**{"listing.waiting_per_person": 1})
    board.submitted()
    with pytest.raises(Refused) as too_many:
        board.submitted(title="Another one of the same")
    assert too_many.value.code == "position.too_many_wait"
    hall = make_hall(slug="without", name="Without a board")
    with pytest.raises(Refused) as off:
        Board(hall, board.poster, board.member, board.editor).submitted()
    assert off.value.code == "hall.way_off"
    assert client.get("/at/without/positions/").status_code == 404
    assert client.get("/at/without/").content.decode().count("/positions/") == 0
    assert client.get("/positions/").status_code == 200


test_a_hall_without_a_board_and_somebody_with_too_much_there_are_turned_away = pytest.mark.django_db(
    test_a_hall_without_a_board_and_somebody_with_too_much_there_are_turned_away
)


def test_a_report_brings_it_before_the_desk_again_and_the_desk_answers(board: Board) -> None:
    position = board.listed()
    board.kept(position)
    assert to_recheck(board.hall.id) == []
    report_position(position.id, by=board.member, text="They asked me for a deposit on the telephone.")
    with pytest.raises(Refused) as twice:
        report_position(position.id, by=board.member, text="And once more, the same thing.")
    assert twice.value.code == "position.reported"
    assert [row.id for row in to_recheck(board.hall.id)] == [position.id]
    confirmed = screening.confirm_position(position.id, by=board.editor)
    assert to_recheck(board.hall.id) == []
    remove_position(
        position.id, by=board.editor, reason="The employer says it is a fraud.", version=confirmed.version
    )
    jobs.drain()
    says = "off the board: The employer says it is a fraud."
    assert told(board.member.person_id)[-1].endswith(says)
    assert told(board.poster.person_id)[-1].endswith(says)
    with pytest.raises(
        Refused
    ):  # what the desk took off is nobody's to read but theirs who have to do with it
        position_for(ANONYMOUS, position.id)
    assert position_for(board.member, position.id).reason == "The employer says it is a fraud."


@pytest.mark.parametrize("state", sorted({*FINAL, State.EXPIRED, State.REFUSED}))
def test_nothing_is_decided_about_what_is_not_there_to_decide(board: Board, state: State) -> None:
    position = board.submitted()
    Position.objects.filter(id=position.id).update(state=state)
    for act, more in (
        (screening.list_position, {"by": board.editor, "answers": board.checks}),
        (screening.refuse_position, {"by": board.editor, "reason": WHY}),
        (screening.confirm_position, {"by": board.editor}),
        (close_position, {"by": board.poster}),
    ):
        with pytest.raises(Refused) as refused:
            act(position.id, **more)
        assert refused.value.code == "position.wrong_state", act


def test_the_board_asks_the_same_few_things_however_many_there_are(
    board: Board, client: Client, django_assert_num_queries: Any
) -> None:
    titles = [f"Editor of magazine number {number}" for number in ("one", "two", "three")]
    rows = [board.listed(title=title) for title in titles]
    asked = Asked(limit=2)
    with django_assert_num_queries(4):
        first = find_positions(board.hall.id, asked)
    assert [card.title for card in first.cards] == titles[:0:-1]
    with django_assert_num_queries(4):
        rest = find_positions(board.hall.id, Asked(limit=2, after=first.next))
    assert ([card.id for card in rest.cards], rest.next) == ([rows[0].id], "")
    assert [(one.value, one.count) for one in first.facets["country"]] == [("DE", 3)]
    by_pay = find_positions(board.hall.id, Asked(sort="pay", limit=2))
    assert find_positions(board.hall.id, Asked(sort="pay", after=by_pay.next)).cards[0].id == rows[0].id
    ranked = find_positions(board.hall.id, Asked(text="edit", limit=2))
    assert len(find_positions(board.hall.id, Asked(text="edit", after=ranked.next)).cards) == 1


def test_only_the_member_sees_what_they_noted(board: Board, client: Client) -> None:
    kept = board.kept()
    note_application(
        kept.id, by=board.member, step="interview", note="Call Anna.", next_at=clock.now(), next_what="Call"
    )
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    for who, status in (
        (Person.objects.get(id=board.member.person_id), 200),
        (make_person("Sam Other"), 404),
    ):
        client.force_login(who, backend=backend)
        assert client.get(reverse("listing:note", args=[kept.id])).status_code == status
    with pytest.raises(Refused) as undated:
        note_application(kept.id, by=board.member, step="interview", next_what="Call")
    assert undated.value.field == "next_at"
    with pytest.raises(Refused) as stale:
        note_application(kept.id, by=board.member, step="offer", version=1)
    assert stale.value.code == "position.stale"


@pytest.mark.django_db
def test_where_the_board_is_switched_off_everybody_still_reaches_what_is_theirs(client: Client) -> None:
    board = make_board()
    position, refused = board.listed(), board.refused()
    kept = board.kept(position)
    search = save_search(board.hall.id, by=board.member, asked=Asked(text="essays"), every="weekly")
    link = board.mailed()
    switch_on(board.hall, **{"listing.offered": 0})
    href = reverse("listing:position", args=[position.id])
    by_mail = reverse("listing:mailed", args=[link])
    assert [client.get(one).status_code for one in (reverse("listing:board"), href, by_mail)] == [
        404,
        404,
        200,
    ]
    poster, member = Client(), Client()
    poster.force_login(Person.objects.get(id=board.poster.person_id))
    member.force_login(Person.objects.get(id=board.member.person_id))
    for who, addresses in (
        (poster, [href, reverse("listing:sent_in"), reverse("listing:position", args=[refused.id])]),
        (member, [href, reverse("listing:kept"), reverse("listing:searches"), reverse("listing:kept_csv"),
                  reverse("listing:note", args=[kept.id])]),
    ):  # fmt: skip
        for address in addresses:
            page = who.get(address)
            assert page.status_code == 200, address
            assert f'href="{reverse("listing:board")}"' not in page.content.decode(), address
    assert poster.get(reverse("listing:change", args=[refused.id])).status_code == 404
    with pytest.raises(Refused) as off:
        send_again(refused.id, by=board.poster, content=content())
    assert off.value.code == "hall.way_off"
    assert Caller(board.member).call("GET", f"positions/{position.id}")["id"] == str(position.id)
    program = Caller(board.poster)
    assert program.call("GET", "positions/sent-in")["items"]
    gone = program.call("GET", f"positions/{position.id}/deposit", status=(404,))
    assert gone["code"] == "deposit.not_found"  # and not that the way is off
    member.post(reverse("listing:drop_search", args=[search.id]), {"key": "gone"})
    poster.post(
        reverse("listing:close", args=[position.id]), {"key": "close", "version": again(position).version}
    )
    assert (again(position).state, SavedSearch.objects.count()) == ("closed", 0)
