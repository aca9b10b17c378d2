"""Memberships and deposits: paid twice at once, begun beside taken back, killed between money and settlement."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection

from hirehall.engagements.listing.actions.buy_membership import buy_membership, settle_membership
from hirehall.engagements.listing.actions.put_down_deposit import pay_deposit
from hirehall.engagements.listing.actions.use_membership import begin_membership, take_back_membership
from hirehall.engagements.listing.models import Membership
from hirehall.foundation.actor import system
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money.models import Payment
from hirehall.money.rails import drive
from tests.makers.listing import make_board, put_down, standing
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
