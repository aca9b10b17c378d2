"""The demo is a real market: a small one here, made by the same code as the full year."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from hirehall.foundation.models import FactRow
from hirehall.halls.models import Hall
from hirehall.market.models import Brief, FreelancerListing
from hirehall.money import invariants
from hirehall.people.models import Person
from hirehall.wiring.demo import log_ins, texts
from hirehall.wiring.demo.build import Scale, build
from hirehall.wiring.demo.bulk import grow
from hirehall.wiring.demo.cast import CAST, PASSWORD

END = datetime(2026, 11, 1, 9, tzinfo=UTC)
SMALL = Scale(days=60, freelancers=18, clients=4, briefs=8)

pytestmark = pytest.mark.django_db


def test_a_small_market_lives_its_books_balance_and_a_crowd_leaves_them_alone() -> None:
    built = build(seed=3, until=END, scale=SMALL)
    assert built.broken == []
    assert built.briefs == SMALL.briefs
    assert built.proposals > SMALL.briefs
    assert built.contracts >= 2
    assert FactRow.objects.filter(recorded_at__gt=END).count() == 0
    assert FactRow.objects.order_by("recorded_at")[0].recorded_at == END - timedelta(days=SMALL.days)
    for login in CAST:
        assert Person.objects.get(email=login.email).check_password(PASSWORD)
    with pytest.raises(RuntimeError, match="empty"):
        build(seed=3)
    _grow_by(50)


def _grow_by(count: int) -> None:
    hall, before = Hall.objects.get(), Person.objects.count()
    grow(hall, people=before + count, seed=3, progress=lambda share, text: None)
    assert Person.objects.count() == before + count
    assert FreelancerListing.objects.filter(search=None).count() == 0
    assert Brief.objects.filter(state="published", search=None).count() == 0
    assert invariants.check() == []


def test_the_cast_is_printed_with_its_password() -> None:
    lines = log_ins()
    assert PASSWORD in lines[0]
    assert [login.email in line for login, line in zip(CAST, lines[1:], strict=True)] == [True] * len(CAST)


def test_texts_of_the_trades_can_all_be_filled_in() -> None:
    for trade in texts.trades():
        for entry in trade.briefs:
            for client in texts.clients():
                title = texts.fill(entry["title"], client)
                assert "{" not in title
                assert len(title) <= 120
            assert sum(share for _, share, _ in entry["milestones"]) == 100


def test_names_are_all_different() -> None:
    drawn = texts.names(random.Random(5), 400)
    assert len(set(drawn)) == 400
