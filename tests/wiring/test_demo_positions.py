"""The board of the demo's Writers’ Hall alone, in the weeks before its last day."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest

from hirehall.engagements.listing.models import (
    Deposit,
    Membership,
    Position,
    Report,
    SavedSearch,
    Signal,
    Tracked,
)
from hirehall.engagements.listing.queries import seen_before
from hirehall.engagements.listing.states import State, Step
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat
from hirehall.front.actions.import_hall import import_hall
from hirehall.front.hall_file.templates import begun
from hirehall.front.hall_file.toml import dumps
from hirehall.money import invariants
from hirehall.wiring.auditing import audit
from hirehall.wiring.demo import paid_board, positions, texts
from hirehall.wiring.demo.calendar import Calendar
from hirehall.wiring.demo.hall import DEMO
from hirehall.wiring.demo.members import Members
from hirehall.wiring.demo.small_halls import files, trades_of
from hirehall.wiring.demo.stories import Stories
from tests.makers.base import make_hall, make_person


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_position_stands_at_each_point_of_its_way() -> None:
    end, rng, data = clock.now(), random.Random(7), files()[positions.TEMPLATE]
    calendar = Calendar(start=end - timedelta(days=60), until=end)
    with clock.at(calendar.start):
        make_hall()
        hall = import_hall(dumps(begun(positions.TEMPLATE, given=data["hall"])), by=DEMO)
        members = Members(hall, rng, iter(()))
        for trade, rows in trades_of(data):
            for row in rows:
                if row["name"] in {positions.KEEPER, positions.REPORTER, paid_board.DOUBTS}:
                    members.join_freelancer(trade, row, name=row["name"])
        for row in data["client"]:
            of = (row[name] for name in ("company", "goods", "business", "city", "country", "about"))
            members.join_client(texts.Client(*of), name=row.get("name", "Greta Ashgrove"))
        make_person("Vera Feldhaus", Hat.CLIENT, operator=True)
        stories = Stories(hall, rng, calendar, members)
        for part in (positions.Positions, paid_board.PaidBoard):
            part(stories, calendar, rng, data).set_up()
    calendar.run(progress=lambda share: None)
    assert set(Position.objects.values_list("state", flat=True)) == set(State)
    assert set(Tracked.objects.values_list("step", flat=True)) == set(Step)
    assert Report.objects.filter(answered_at=None).count() == 1
    assert {"fee", "messenger", "crypto", "urgency", "free_mail", "look_alike"} <= set(
        Signal.objects.values_list("code", flat=True)
    )
    assert SavedSearch.objects.get().every == "weekly"
    typist = Position.objects.get(title="Typist, from home")
    assert [one.position.state for one in seen_before([typist])[typist.id]] == ["refused"]
    assert Position.objects.filter(source="csv", poster=None, state="submitted").count() == 2
    assert not calendar.refused
    deposits = Counter(Deposit.objects.values_list("state", flat=True))
    assert deposits.keys() == {"due", "held", "warned", "appealed", "returned", "kept"}
    bought = Membership.objects.values_list("person__name", "state").order_by("asked_at")
    assert Counter(bought) == {
        (paid_board.RENEWS, "ended"): 1,
        (paid_board.RENEWS, "running"): 1,
        (paid_board.ENDS, "ended"): 1,
        (paid_board.DOUBTS, "failed"): 1,
        (paid_board.DOUBTS, "returned"): 1,
        (paid_board.DOUBTS, "running"): 1,
    }
    assert Membership.objects.get(state="running", renews=True).renewal_of_id is not None
    assert (invariants.check(), audit()[1]) == ([], [])
