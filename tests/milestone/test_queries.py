"""Pinned query counts: they do not grow with milestones, deliveries, facts or contracts."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hirehall.contracts import queries as contracts
from hirehall.engagements.milestone import queries
from hirehall.foundation import clock
from hirehall.people.models import Person
from tests.makers.contracts import Pair, planned
from tests.milestone.test_pages import signed_in

ROOM_PAGE = 10


def test_the_contract_page_takes_at_most_ten_queries(pair: Pair) -> None:
    small = pair.delivered()
    large = pair.delivered(*(planned(f"Part {number}", 100_00) for number in range(1, 9)))
    for row in large.contract.milestones.filter(state="planned"):
        pair.deliver(pair.fund(row))
    counts = []
    for contract in (small.contract, large.contract):
        browser = signed_in(pair, "client")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = browser.get(reverse("milestone:contract", args=[contract.id]))
        assert page.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1], counts
    assert counts[0] <= ROOM_PAGE, "\n".join(query["sql"][:140] for query in asked.captured_queries)


def test_turns_take_the_same_queries_for_one_and_for_many(pair: Pair) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            queries.turns_for(pair.client)
        return len(asked)

    pair.delivered()
    one = count()
    for _ in range(4):
        pair.delivered()
        pair.offer()
    assert count() == one == 5


def test_there_is_one_next_actor_and_the_most_urgent_is_first(pair: Pair) -> None:
    delivered = pair.delivered(planned(), planned("Handover", 500_00))
    pair.contract()
    pair.offer()
    assert [turn.title for turn in queries.turns_for(pair.client)] == [
        "Review “Checkout redesign”",
        "Fund “Checkout redesign”",
    ]
    assert [turn.title for turn in contracts.offer_turns(pair.freelancer)] == [
        "Answer the offer “Shop relaunch”"
    ]
    assert contracts.offer_turns(pair.client) == []
    now = queries.situations([delivered.contract])[0]
    step = queries.next_step(now)
    assert step is not None
    assert (step.side, step.due_at) == ("client", delivered.auto_accept_at)


def test_lists_are_one_query_and_their_pages_join_up(pair: Pair) -> None:
    made = []
    for minutes in range(5):
        with clock.later(minutes=minutes):
            made.append(pair.contract().id)
    with CaptureQueriesContext(connection) as asked:
        rows, more = contracts.contract_rows(pair.client, limit=2)
    assert len(asked) == 1
    seen = [row.id for row in rows]
    while more:
        rows, more = contracts.contract_rows(pair.client, limit=2, after=more)
        seen += [row.id for row in rows]
    assert seen == made[::-1]


def test_the_list_says_whose_turn_it_is_and_by_when_without_more_queries(pair: Pair) -> None:
    def page(side: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as asked:
            seen = signed_in(pair, side).get(reverse("contracts:contracts"), follow=True)
        return seen.content.decode(), len(asked)

    delivered = pair.delivered()
    _, one = page("client")
    pair.contract()
    pair.funded()
    ended = pair.finished()
    text, four = page("client")
    assert four == one
    assert "Your turn:</strong> <strong>Review “Checkout redesign”" in text
    assert "Your turn:</strong> <strong>Fund “Checkout redesign”" in text
    assert (
        f"<strong>{Person.objects.get(id=pair.freelancer.person_id).name} works on “Checkout redesign”"
        in text
    )
    assert "is released by itself on" in text
    assert delivered.auto_accept_at is not None
    assert delivered.auto_accept_at.isoformat()[:16] in text
    assert text.count("Your turn:") == 2
    assert str(ended.id) in text
    theirs, _ = page("freelancer")
    assert "Your turn:</strong> <strong>Deliver “Checkout redesign”" in theirs
    assert theirs.count("Your turn:") == 1


def test_a_broken_cursor_starts_at_the_beginning(pair: Pair) -> None:
    pair.contract()
    for broken in ("x", "~", "2026-01-01~", "2026-01-01T00:00:00~not-an-id"):
        rows, _ = contracts.contract_rows(pair.client, after=broken)
        assert len(rows) == 1
