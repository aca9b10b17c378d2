"""Memberships and deposits: paid twice at once, begun beside taken back, killed between money and settlement."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from hirehall.engagements.listing.actions import submit_position
from hirehall.engagements.listing.actions.buy_membership import buy_membership, settle_membership
from hirehall.engagements.listing.actions.decide_deposit import return_deposit
from hirehall.engagements.listing.actions.put_down_deposit import pay_deposit
from hirehall.engagements.listing.actions.screen_position import refuse_position
from hirehall.engagements.listing.actions.use_membership import begin_membership, take_back_membership
from hirehall.engagements.listing.models import Deposit, Membership, Position
from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money.models import Payment
from hirehall.money.rails import drive
from tests.makers.listing import WHY, content, make_board, put_down, standing
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
RAIL = system("rail")
KILLED = """
import os, signal, sys
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[2]
from uuid import UUID
from hirehall.engagements.listing.actions.buy_membership import settle_membership
from hirehall.engagements.listing.operations import memberships
from hirehall.foundation.actor import system
memberships.run = lambda *told: os.kill(os.getpid(), signal.SIGKILL)
settle_membership(UUID(sys.argv[1]), by=system("rail"))
"""


def codes(outcomes: list[Any]) -> list[str]:
    """The refusals; anything but a result or a refusal fails."""
    strange = [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert not strange, strange
    return sorted(one.code for one in outcomes if isinstance(one, Refused))


def test_a_membership_is_bought_settled_and_ended_once() -> None:
    board = make_board(**{"listing.membership_sold": 1})
    hall, by = board.hall.id, board.member
    outcomes = together(*[lambda: buy_membership(hall, by=by)] * 3)
    assert codes(outcomes) == ["membership.under_way"] * 2
    payment = Payment.objects.get()
    drive(payment.id)
    assert codes(together(*[lambda: settle_membership(payment.id, by=RAIL)] * 3)) == []
    assert (standing("unearned"), Membership.objects.get().state) == (900, "running")
    row = Membership.objects.get()
    assert len(
        codes(
            together(
                lambda: begin_membership(row.id, by=by),
                lambda: take_back_membership(row.id, by=by),
            )
        )
    ) == 1  # fmt: skip
    row.refresh_from_db()
    assert (row.state, standing("membership")) in {("running", 900), ("returned", 0)}
    assert invariants.check() == []


def test_a_deposit_is_put_down_once() -> None:
    board = make_board(**{"listing.deposit_asked": 1})
    row = put_down(board, paid=False)
    assert codes(together(*[lambda: pay_deposit(row.id, by=board.poster)] * 3)) == ["deposit.wrong_state"] * 2
    assert Payment.objects.count() == 1


def test_a_deposit_does_not_go_back_while_its_position_is_sent_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    board = make_board(**{"listing.deposit_asked": 1})
    row = put_down(board)
    refuse_position(row.position_id, by=board.editor, reason=WHY)
    Position.objects.filter(id=row.position_id).update(screened_at=clock.now() - timedelta(days=4))
    at_the_deposit, given = threading.Event(), threading.Event()
    asked = submit_position.ask_deposit

    def slowly(position: Position) -> Deposit | None:
        found = asked(position)  # it is held, so nothing new is asked for
        at_the_deposit.set()
        given.wait(timeout=1)
        return found

    def give() -> object:
        at_the_deposit.wait(timeout=20)
        try:
            return return_deposit(row.id, by=system("clock"))
        finally:
            given.set()

    monkeypatch.setattr(submit_position, "ask_deposit", slowly)
    again = {"by": board.poster, "content": content(title="Once more, better")}
    assert codes(together(lambda: submit_position.send_again(row.position_id, **again), give)) == [
        "deposit.not_due"
    ]
    row.refresh_from_db()
    assert (row.state, standing("deposit"), invariants.check()) == ("held", 2000, [])


def test_killed_between_the_money_and_the_settlement_nothing_is_lost_and_nothing_done_twice() -> None:
    board = make_board(**{"listing.membership_sold": 1})
    row = buy_membership(board.hall.id, by=board.member)
    assert row.payment_id is not None
    drive(row.payment_id)
    told = [str(row.payment_id), str(connection.settings_dict["NAME"])]
    died = subprocess.run([sys.executable, "-c", KILLED, *told], env=dict(os.environ), check=False)
    assert died.returncode == -signal.SIGKILL
    row.refresh_from_db()
    assert (row.state, standing("unearned"), invariants.check()) == ("paying", 0, [])
    settle_membership(row.payment_id, by=RAIL)
    settle_membership(row.payment_id, by=RAIL)
    assert (standing("unearned"), invariants.check()) == (900, [])
