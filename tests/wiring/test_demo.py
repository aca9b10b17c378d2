"""The demo is a real market: a small one here, made by the same code as the full year."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hirehall.contracts.models import Contract
from hirehall.foundation.models import FactRow
from hirehall.halls.models import Hall
from hirehall.market.models import Brief, FreelancerListing
from hirehall.money import invariants
from hirehall.people.models import Person
from hirehall.wiring.demo import log_ins, texts
from hirehall.wiring.demo.build import Built, Scale, build
from hirehall.wiring.demo.bulk import grow
from hirehall.wiring.demo.cast import CAST, PASSWORD

END = datetime(2026, 11, 1, 9, tzinfo=UTC)
SMALL = Scale(days=70, freelancers=18, clients=6, briefs=10)

pytestmark = pytest.mark.django_db


@pytest.fixture
def built() -> Built:
    return build(seed=3, until=END, scale=SMALL)


def test_a_small_market_lives_and_its_books_balance(built: Built) -> None:
    assert built.broken == []
    assert built.briefs == SMALL.briefs
    assert built.proposals > SMALL.briefs
    assert built.contracts >= 2
    assert {row.state for row in Contract.objects.all()} <= {"active", "ended", "frozen"}


def test_everything_happened_within_the_simulated_time(built: Built) -> None:
    assert FactRow.objects.filter(recorded_at__gt=END).count() == 0
    assert FactRow.objects.order_by("recorded_at")[0].recorded_at.year == 2026


def test_the_cast_can_sign_in_with_the_printed_password(built: Built) -> None:
    for login in CAST:
        assert Person.objects.get(email=login.email).check_password(PASSWORD)
    assert any(PASSWORD in line for line in log_ins())


def test_a_second_demo_is_refused(built: Built) -> None:
    with pytest.raises(RuntimeError, match="empty"):
        build(seed=3)


def test_a_crowd_is_listed_and_leaves_the_books_alone(built: Built) -> None:
    hall, before = Hall.objects.get(), Person.objects.count()
    grow(hall, people=before + 50, seed=3, progress=lambda share, text: None)
    assert Person.objects.count() == before + 50
    assert FreelancerListing.objects.filter(search=None).count() == 0
    assert Brief.objects.filter(state="published", search=None).count() == 0
    assert invariants.check() == []


def test_texts_of_the_trades_can_all_be_filled_in() -> None:
    import random

    rng = random.Random(1)
    for trade in texts.trades():
        for entry in trade.briefs:
            for client in texts.clients():
                title = texts.fill(entry["title"], client, rng)
                assert "{" not in title
                assert len(title) <= 120
            assert sum(share for _, share, _ in entry["milestones"]) == 100


def test_names_are_all_different() -> None:
    import random

    drawn = texts.names(random.Random(5), 400)
    assert len(set(drawn)) == 400
