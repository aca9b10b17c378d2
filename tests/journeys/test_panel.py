"""A public body’s hall in the browser: a panel reads sealed proposals, scores them alone, agrees, and awards."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.foundation import clock, jobs
from hirehall.market.actions.sit_on_panel import hand_in_scores, join_panel, score_proposal
from hirehall.market.content import Weighed
from hirehall.market.models import Brief
from tests.journeys.test_packaged_service import at_a_browser
from tests.makers.base import make_hall
from tests.makers.panels import WHY, make_table

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_panel_decides_without_names_and_everybody_reads_why(
    live_server: LiveServer, chromium: Browser, said: list[str]
) -> None:
    cache.clear()
    table = make_table(make_hall(name="The Town Hall"), criteria=(Weighed(name="Method", weight=100),))
    pia, rolf = table.members
    brief_id = table.brief.id
    join_panel(brief_id, by=rolf, unbound=True)
    client, member = (at_a_browser(chromium, live_server.url, said, who) for who in (table.client, pia))

    # Published with its panel; a member takes the seat with a declaration; proposals are sealed.
    member.open(reverse("market:panels"))
    member.press(re.compile("Panel|" + re.escape(table.brief.title)))
    member.tick(member.page.locator("#unbound"))
    member.press("Take the seat")
    member.sees("The brief is a draft")
    table.publish()
    ines, ada = table.propose("Ines Quandt", "Ada Wren")
    client.open(reverse("market:panel", args=[brief_id]))
    client.sees("2 sealed proposals")
    Brief.objects.filter(id=brief_id).update(closes_at=clock.now() - timedelta(minutes=1))

    # Opened under masks; a member scores each alone and hands in; with the last one all are compared.
    client.page.reload()
    client.press("Open them")
    client.sees("Proposer 2")
    for number in (1, 2):
        score_proposal(brief_id, by=rolf, number=number, points=(number,), reasons=(WHY,))
    hand_in_scores(brief_id, by=rolf)
    for number in (1, 2):
        member.open(reverse("market:panel_entry", args=[brief_id, number]))
        expect(member.page.locator("main")).not_to_contain_text(re.compile("Ines|Quandt|Wren"))
        member.page.locator("#points_0").select_option(value=str(number + 1))
        member.page.locator("#reason_0").fill(WHY)
        member.press("Keep these scores")
        member.sees("are kept")
    member.open(reverse("market:panel", args=[brief_id]))
    member.press("Hand in")
    member.sees("The panel agrees")

    # Agreed on, awarded with a reason; names are shown, and who was not chosen reads why.
    for number in (1, 2):
        client.open(reverse("market:panel_entry", args=[brief_id, number]))
        client.sees("weight 100")
        client.press("Write it down")
        client.sees("is written down")
    client.open(reverse("market:panel", args=[brief_id]))
    client.page.locator("#reason").fill("The clearest way, by far.")
    client.press("Award")
    client.say_yes(re.compile("Award|Yes"))
    client.sees("The award is made")
    jobs.drain()
    winner, other = sorted(
        (ines, ada), key=lambda row: row.id != Brief.objects.get(id=brief_id).board.winner_id
    )
    client.sees(winner.freelancer.name)
    proposer = at_a_browser(
        chromium,
        live_server.url,
        said,
        next(one for one in table.proposers if one.person_id == other.freelancer_id),
    )
    proposer.open(reverse("market:panel_outcome", args=[other.id]))
    proposer.sees("The clearest way, by far.")
    for one in (client, member, proposer):
        one.close()
