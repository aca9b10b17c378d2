"""A saved search tells of what is new: as often as was chosen, each position once, and stops at one click."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from hirehall.conversations.models import Notice
from hirehall.engagements.listing import operations
from hirehall.engagements.listing.actions import screen_position as screening
from hirehall.engagements.listing.actions.save_search import change_search, save_search, tell_of_search
from hirehall.engagements.listing.actions.submit_position import send_again
from hirehall.engagements.listing.models import SavedSearch, Told
from hirehall.engagements.listing.queries import Asked
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import system
from hirehall.foundation.refused import Refused
from tests.makers.listing import Board, again, content, make_board

CLOCK = system("clock")


def saved(board: Board, every: str = "instant", **asked: Any) -> SavedSearch:
    return save_search(board.hall.id, by=board.member, asked=Asked(**asked), every=every)


def told_of(board: Board) -> list[str]:
    found = Notice.objects.filter(kind="position.alert", person_id=board.member.person_id).order_by("id")
    return list(found.values_list("sentence", flat=True))


def test_at_once_and_each_position_once(board: Board) -> None:
    board.listed(title="Editor from before it was saved")
    saved(board, text="editor", country="DE")
    position = board.listed()
    board.listed(title="Gardener for a park")
    board.listed(title="Editor in another country", country="FR")
    jobs.drain()
    assert told_of(board) == ["1 new position for “editor, DE”: Editor for a cookery magazine."]
    mails = [one for one in mail.outbox if "new position" in one.subject]
    assert len(mails) == 1
    assert "Editor for a cookery magazine · Juniper Press" in mails[0].body
    assert mails[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    send_again(position.id, by=board.poster, content=content(title="Editor of recipes"))
    screening.list_position(position.id, by=board.editor, answers=board.checks)
    with clock.later(minutes=30):
        jobs.run_sweeps()
    assert again(position).state == "listed"
    assert (len(told_of(board)), Told.objects.count()) == (1, 1)


def test_each_morning_and_once_a_week(board: Board) -> None:
    daily, weekly = saved(board, "daily"), saved(board, "weekly", kind="contract")
    silent = saved(board, "never", work="remote")
    board.listed()
    jobs.drain()
    assert told_of(board) == []
    assert (silent.next_at, weekly.next_at) == (None, daily.next_at)
    assert daily.next_at is not None
    with clock.at(daily.next_at):
        jobs.run_sweeps()
        assert len(told_of(board)) == 2
        board.listed(title="Another editor for the same")
    with clock.at(daily.next_at + timedelta(days=1)):
        jobs.run_sweeps()
        assert len(told_of(board)) == 3
    weekly.refresh_from_db()
    assert weekly.next_at == daily.next_at + timedelta(days=7)


def test_a_worker_that_is_killed_has_told_nothing_and_the_next_tells_once(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = saved(board)
    board.listed()
    SavedSearch.objects.update(next_at=clock.now())
    tell = operations.tell_of

    def killed(*given: Any) -> None:
        tell(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(operations, "tell_of", killed)
    with pytest.raises(KeyboardInterrupt):
        tell_of_search(search.id, by=CLOCK)
    assert (told_of(board), Told.objects.count()) == ([], 0)
    monkeypatch.setattr(operations, "tell_of", tell)
    assert tell_of_search(search.id, by=CLOCK) == 1
    with pytest.raises(Refused) as twice:
        tell_of_search(search.id, by=CLOCK)
    assert twice.value.code == "search.not_due"
    jobs.drain()
    assert len(told_of(board)) == 1
    assert len([one for one in mail.outbox if "new position" in one.subject]) == 1


def test_one_click_stops_it_without_a_log_in_and_a_look_does_not(board: Board, client: Client) -> None:
    search = saved(board)
    path = operations.stop_href(search).partition("8000")[2]
    assert "Stop the mails" in client.get(path).content.decode()
    search.refresh_from_db()
    assert search.every == "instant"
    assert client.post(path).status_code == 200
    search.refresh_from_db()
    assert (search.every, search.next_at) == ("never", None)
    assert client.post(f"{path[:-3]}x/").status_code == 404
    board.listed()
    jobs.drain()
    assert told_of(board) == []


@pytest.mark.django_db
def test_the_same_search_is_one_and_there_is_an_end_to_them() -> None:
    board = make_board(**{"listing.searches_per_person": 1})
    first = saved(board, "daily", text="editor")
    assert saved(board, "weekly", text="editor", sort="pay").id == first.id
    with pytest.raises(Refused) as too_many:
        saved(board, text="gardener")
    assert too_many.value.code == "search.too_many"
    with pytest.raises(Refused) as unknown:
        change_search(first.id, by=board.member, every="hourly")
    assert unknown.value.field == "every"
    with pytest.raises(Refused) as stale:
        change_search(first.id, by=board.member, every="daily", version=7)
    assert stale.value.code == "position.stale"
