"""Blind panels: sealed, scored alone, agreed on, and nobody's name anywhere before the award."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import product
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.files.models import StoredFile
from hirehall.files.uploads import store_all
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall, Policy
from hirehall.market import queries
from hirehall.market.actions.add_addendum import add_addendum, confirm_proposal
from hirehall.market.actions.arrange_panel import arrange_panel, invite_to_panel, release_from_panel
from hirehall.market.actions.close_brief import close_brief
from hirehall.market.actions.decide_by_panel import (
    agree_on_proposal,
    award_by_panel,
    compare_scores,
    open_panel,
)
from hirehall.market.actions.decline_proposal import decline_proposal
from hirehall.market.actions.edit_brief import edit_brief
from hirehall.market.actions.exclude_from_panel import declare_conflict, exclude_from_panel
from hirehall.market.actions.invite_freelancer import invite_freelancer
from hirehall.market.actions.open_invitation_thread import open_invitation_thread
from hirehall.market.actions.open_proposal_thread import open_proposal_thread
from hirehall.market.actions.publish_brief import publish_brief
from hirehall.market.actions.read_proposal import read_proposal
from hirehall.market.actions.reopen_brief import reopen_brief
from hirehall.market.actions.save_proposal import save_proposal
from hirehall.market.actions.sit_on_panel import (
    hand_in_scores,
    join_panel,
    leave_panel,
    recuse_from_proposal,
    score_proposal,
)
from hirehall.market.actions.submit_proposal import submit_proposal
from hirehall.market.actions.withdraw_proposal import withdraw_proposal
from hirehall.market.content import EvidenceLink, Weighed
from hirehall.market.models import Panel, PanelScore, PanelSeat, Proposal
from hirehall.market.queries import own_data, panel_pages, panel_records
from hirehall.market.rules import masking
from hirehall.market.rules import panels as rules
from hirehall.money.operations import set_founding_schedule
from hirehall.people.models import Person
from tests.makers.base import LONG_AGO, actor_of, make_person, staff_of
from tests.makers.contracts import deal, planned
from tests.makers.market import (
    brief_content,
    make_brief,
    make_proposal,
    make_proposal_draft,
    proposal_content,
)
from tests.makers.panels import CRITERIA, WHY, Table, handle_of, make_table, plan
from tests.makers.tokens import Caller
from tests.market.test_queries import costs

pytestmark = pytest.mark.django_db
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
NAMES = ("Mateus Lindqvist", "Ines Quandt", "Ada Wren")


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def browser(who: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=who.person_id))
    return client


@pytest.fixture
def table(db: None) -> Table:
    made = make_table()
    set_founding_schedule(made.hall.id, at=LONG_AGO)
    made.seat()
    made.publish()
    return made


def test_a_panel_decides_from_the_sealed_proposals_to_the_offer(table: Table) -> None:
    table.propose(*NAMES)
    table.open()
    entries = table.entries()
    assert sorted(entries) == [1, 2, 3]
    with clock.later(days=12):
        table.compared()
        assert table.brief.panel == "consensus"
        assert refused(lambda: award_by_panel(table.brief.id, by=table.client, number=1, reason=WHY)) == (
            "panel.not_agreed"
        )
        table.agreed()
        assert refused(lambda: award_by_panel(table.brief.id, by=table.client, number=2, reason=WHY)) == (
            "panel.not_first"
        )
        winner = table.awarded()
        jobs.drain()
    room = panel_pages.room(table.members[0], table.brief.id)
    # Method 4, 3, 2 of 5 at 50; Experience 4 at 30; Price 2 at 20
    assert [(one.number, one.of_hundred, one.rank) for one in room.ranking] == [
        (1, "72.0", 1),
        (2, "62.0", 2),
        (3, "52.0", 3),
    ]
    assert {one.name for one in room.entries} == set(NAMES)
    winner.refresh_from_db()
    assert (winner.state, winner.awarded_at is not None) == ("shortlisted", True)
    loser = table.entries()[2]
    assert loser.state == "declined"
    found = panel_records.outcome(actor_of(loser.freelancer), loser.id)
    assert (found.rank, found.of, found.of_hundred, found.winner) == (2, 3, "62.0", winner.freelancer.name)
    assert (
        refused(lambda: panel_records.outcome(actor_of(winner.freelancer), loser.id)) == "proposal.not_found"
    )
    told = Notice.objects.filter(person_id=loser.freelancer_id, kind="panel.outcome").get()
    assert told.href == reverse("market:panel_outcome", args=[loser.id])
    offered = {"terms": deal(), "milestones": (planned(),)}
    offer = make_offer(table.hall.id, by=table.client, proposal_id=winner.id, **offered)
    assert offer.freelancer_id == winner.freelancer_id


def seen(table: Table, tokens: dict[Actor, dict[str, str]]) -> str:
    """All that the client's side and the members can open of a sealed panel, in one text."""
    brief, found = table.brief, []
    ids = list(Proposal.objects.filter(brief=brief).values_list("id", flat=True))
    pages = [
        reverse(f"market:{name}", args=[brief.id])
        for name in (
            "brief",
            "panel",
            "brief_proposals",
            "compare",
            "invitations",
            "panel_protocol",
            "panel_protocol_csv",
        )
    ]
    pages += [reverse("market:panel_entry", args=[brief.id, number]) for number in (1, 2, 3)]
    pages += [reverse("market:proposal", args=[one]) for one in ids]
    pages += [reverse("market:panels"), reverse("market:mine"), "/", "/contracts/", "/messages/", "/notices/"]
    pages += [
        f"/api/v1/briefs/{brief.id}",
        f"/api/v1/briefs/{brief.id}/proposals",
        f"/api/v1/briefs/{brief.id}/invitations",
        f"/api/v1/briefs/{brief.id}/panel",
        "/api/v1/notices",
        "/api/v1/work",
    ]
    pages += [f"/api/v1/proposals/{one}" for one in ids]
    pages += [f"/api/v1/briefs/{brief.id}/panel/proposals/{number}" for number in (1, 2, 3)]
    for who in (table.client, *table.members):
        visitor = browser(who)
        for page in pages:
            answer = visitor.get(page, follow=True, headers=tokens[who] if page.startswith("/api/") else None)
            found.append(answer.content.decode())
        for number, place in product((1, 2, 3), (1, 2)):
            got = visitor.get(reverse("market:panel_file", args=[brief.id, number, place]))
            found.append(f"{got.headers}\n{got.content.decode(errors='replace')}")
        found.append(json.dumps(own_data.exported(who.require_person()), default=str))
    people = [table.client.person_id, *(member.person_id for member in table.members)]
    told = Notice.objects.filter(person_id__in=people)
    found += [f"{notice.sentence} {notice.href}" for notice in told]
    return "\n".join(found)  # fmt: skip


def test_before_the_award_nobody_of_the_clients_side_finds_a_name_anywhere(table: Table) -> None:
    """What a proposer wrote, attached, linked, and is called: none of it reaches the client, a member or a program."""
    cover = (
        "I am Mateus Lindqvist, MATEUS LINDQVIST of mateus-lindqvist@example.org, see https://lindqvist.example/me and "
        "@mateus-lindqvist. Màteus will first read what is there, then repair the worst page."
    )
    who = actor_of(make_person("Mateus Lindqvist"))
    draft = make_proposal_draft(
        table.brief,
        who,
        cover=cover,
        links=(EvidenceLink(label="Lindqvist", url="https://lindqvist.example"),),
    )
    upload = SimpleUploadedFile("lindqvist-cv.txt", b"what Mateus Lindqvist did", content_type="text/plain")
    archive = SimpleUploadedFile("all.zip", EMPTY_ZIP, content_type="application/zip")
    ids = tuple(store_all([upload, archive], purpose="attachment", by=who))
    content = queries.proposal_content(draft)
    save_proposal(table.brief.id, by=who, content=content, file_ids=ids)
    own = queries.own_draft(who, table.brief.id)
    assert "Mateus Lindqvist" in queries.given_away(who, own)
    assert [name for name, _ in queries.files_given_away(who, own)] == ["all.zip"]
    check = browser(who).get(reverse("market:proposal_check", args=[table.brief.id])).content.decode()
    assert "cannot be looked through" in check
    submit_proposal(draft.id, by=who)
    table.propose("Ines Quandt", "Ada Wren")
    jobs.drain()
    tokens = {by: Caller(by).headers for by in (table.client, *table.members)}
    before = seen(table, tokens)
    table.open()
    with clock.later(days=12):
        scoring = seen(table, tokens)
        table.compared()
        jobs.drain()
        agreeing = seen(table, tokens)
    seed = Panel.objects.values_list("seed", flat=True).get(brief=table.brief)
    for phase in (before, scoring, agreeing):
        assert seed not in phase
        assert "lindqvist" not in phase.lower()
        assert "mateus" not in phase.lower()
        assert "Quandt" not in phase
        assert str(who.person_id) not in phase
    assert "Proposer 3" in scoring
    assert masking.NAME in scoring
    assert '"number": 3' in scoring
    assert "Said with the award" in agreeing
    assert f"what {masking.NAME} did" in scoring
    assert f"what {masking.NAME} did" in agreeing
    assert "cannot be looked through" in scoring
    table.agreed()
    table.awarded()
    jobs.drain()
    after = seen(table, tokens)
    assert seed in after
    assert "what Mateus Lindqvist did" in after
    assert not StoredFile.objects.filter(subject_kind="panel_copy").exists()


def test_nothing_is_read_or_decided_in_the_usual_way_while_a_panel_decides(table: Table) -> None:
    (proposal, *_) = table.propose(*NAMES)
    author, client = table.proposers[0], table.client
    offered = {"terms": deal(), "milestones": (planned(),)}
    operator = staff_of(make_person("Olga", operator=True))
    for by in (client, table.members[0], operator):
        assert refused(lambda by=by: queries.proposal_for(by, proposal.id)) == "proposal.not_found"  # type: ignore[misc]
    for call in (
        lambda: read_proposal(proposal.id, by=client),
        lambda: decline_proposal(proposal.id, by=client, reason="We know you."),
        lambda: make_offer(table.hall.id, by=client, proposal_id=proposal.id, **offered),
        lambda: open_proposal_thread(proposal.id, by=client),
    ):
        assert refused(call) == "proposal.not_found"
    assert refused(lambda: open_proposal_thread(proposal.id, by=author)) == "panel.no_talk"
    invited = invite_freelancer(table.brief.id, by=client, freelancer_id=author.require_person())
    assert [line.state_word[0] for line in queries.invitations_of(table.brief)] == ["Invited"]
    assert refused(lambda: open_invitation_thread(invited.id, by=client)) == "panel.no_talk"
    assert refused(lambda: queries.proposals_page(client, table.brief.id)) == "panel.sealed"
    assert (
        refused(lambda: edit_brief(table.brief.id, by=client, content=brief_content(table.hall)))
        == "panel.decides"
    )
    assert refused(lambda: panel_pages.room(author, table.brief.id)) == "panel.not_found"
    close_brief(table.brief.id, by=client, reason="The money is gone")
    assert refused(lambda: reopen_brief(table.brief.id, by=client)) == "panel.decides"
    assert refused(lambda: queries.proposal_for(client, proposal.id)) == "proposal.not_found"


def test_the_closing_day_is_kept_on_both_sides(table: Table) -> None:
    (proposal,) = table.propose("Ines Quandt")
    late = make_proposal_draft(table.brief, actor_of(make_person("Ada Wren")))
    assert refused(lambda: open_panel(table.brief.id, by=table.client)) == "panel.not_due"
    with clock.later(days=11):
        content = proposal_content(table.brief)
        for call in (
            lambda: submit_proposal(late.id, by=actor_of(late.freelancer)),
            lambda: save_proposal(table.brief.id, by=table.proposers[0], content=content),
            lambda: withdraw_proposal(proposal.id, by=table.proposers[0]),
            lambda: add_addendum(table.brief.id, by=table.client, text="One thing more, too late."),
        ):
            assert refused(call) == "brief.not_open"
        open_panel(table.brief.id, by=table.client)
        open_panel(table.brief.id, by=table.client)
    assert FactRow.objects.filter(name="panel.opened").count() == 1
    assert sorted(table.entries()) == [1]


def test_the_order_is_of_the_seed_and_not_of_the_day(table: Table) -> None:
    sent = table.propose(*(f"Person Number{letter}" for letter in "abcdefgh"))
    Panel.objects.filter(brief=table.brief).update(seed="a seed that stands")
    table.open()
    ids = sorted(one.id for one in sent)
    drawn = list(ids)
    Random("a seed that stands").shuffle(drawn)
    assert drawn != ids
    assert [proposal.id for _, proposal in sorted(table.entries().items())] == drawn


def test_members_score_alone_and_see_others_only_when_all_are_in(table: Table) -> None:
    table.propose(*NAMES)
    pia, rolf = table.members
    assert refused(lambda: table.score(pia, {1: (1, 1, 1)})) == "panel.is_open"
    table.open()
    with clock.later(days=12):
        assert (
            refused(
                lambda: score_proposal(table.brief.id, by=pia, number=1, points=(6, 1, 1), reasons=(WHY,) * 3)
            )
            == "panel.points"
        )
        assert (
            refused(
                lambda: score_proposal(
                    table.brief.id, by=pia, number=1, points=(5, 1, 1), reasons=("", WHY, WHY)
                )
            )
            == "panel.reason"
        )
        assert (
            refused(
                lambda: score_proposal(table.brief.id, by=pia, number=9, points=(5, 1, 1), reasons=(WHY,) * 3)
            )
            == "proposal.not_found"
        )
        assert refused(lambda: hand_in_scores(table.brief.id, by=pia)) == "panel.incomplete"
        table.score(pia, dict.fromkeys((1, 2, 3), (4, 3, 2)))
        assert (
            refused(
                lambda: score_proposal(table.brief.id, by=pia, number=1, points=(5, 1, 1), reasons=(WHY,) * 3)
            )
            == "panel.handed_in"
        )
        score_proposal(table.brief.id, by=rolf, number=1, points=(1, 1, 1), reasons=(WHY,) * 3)
        for by in (table.client, rolf, pia):
            page = panel_pages.entry_page(by, table.brief.id, 1)
            assert [row.given for row in page.rows] == [(), (), ()]
            assert [row.points for row in page.rows] == {
                table.client: [None] * 3,
                rolf: [1, 1, 1],
                pia: [4, 3, 2],
            }[by]
        assert refused(lambda: compare_scores(table.brief.id, by=table.client)) == "panel.too_few_scores"
        table.score(rolf, dict.fromkeys((1, 2, 3), (1, 1, 1)))
        page = panel_pages.entry_page(rolf, table.brief.id, 1)
        assert [(row.middle, [points for _, points, _ in row.given]) for row in page.rows] == [
            (3, [4, 1]),
            (2, [3, 1]),
            (2, [2, 1]),
        ]


def test_after_the_day_enough_scores_are_compared_without_who_is_late(table: Table) -> None:
    late = actor_of(make_person("Lasse Late", Hat.CLIENT))
    invite_to_panel(table.brief.id, by=table.client, who="lasse-late")
    join_panel(table.brief.id, by=late, unbound=True)
    table.propose("Ines Quandt")
    table.open()
    with clock.later(days=12):
        table.score(table.members[0], {1: (5, 5, 5)})
        table.score(table.members[1], {1: (3, 3, 3)})
        assert refused(lambda: compare_scores(table.brief.id, by=table.client)) == "panel.still_scoring"
        score_proposal(table.brief.id, by=late, number=1, points=(0, 0, 0), reasons=(WHY,) * 3)
    with clock.later(days=21):
        assert refused(lambda: table.score(late, {1: (0, 0, 0)})) == "panel.scoring_over"
        assert refused(lambda: hand_in_scores(table.brief.id, by=late)) == "panel.scoring_over"
        assert (
            refused(lambda: recuse_from_proposal(table.brief.id, by=late, number=1, reason="My sister."))
            == "panel.scoring_over"
        )
        assert not panel_pages.entry_page(late, table.brief.id, 1).may_score
        assert not panel_pages.room(late, table.brief.id).can_hand_in
        assert queries.turns_for(late) == []
        compare_scores(table.brief.id, by=table.client)
        page = panel_pages.entry_page(table.client, table.brief.id, 1)
    assert [row.middle for row in page.rows] == [4, 4, 4]


def test_after_the_day_scores_are_taken_until_there_are_enough(table: Table) -> None:
    table.propose("Ines Quandt")
    table.open()
    with clock.later(days=21):
        assert [turn.button for turn in queries.turns_for(table.members[1])] == ["Score"]
        table.compared()
    assert table.brief.panel == "consensus"


def test_a_member_whom_something_binds_does_not_score_that_one(table: Table) -> None:
    table.propose("Ines Quandt", "Ada Wren")
    table.open()
    pia, rolf = table.members
    with clock.later(days=12):
        score_proposal(table.brief.id, by=pia, number=1, points=(5, 5, 5), reasons=(WHY,) * 3)
        recuse_from_proposal(table.brief.id, by=pia, number=1, reason="I know this method: my sister’s.")
        assert not PanelScore.objects.filter(proposal=table.entries()[1]).exists()
        assert (
            refused(
                lambda: score_proposal(table.brief.id, by=pia, number=1, points=(5, 5, 5), reasons=(WHY,) * 3)
            )
            == "panel.recused"
        )
        table.score(pia, {2: (4, 4, 4)})
        table.score(rolf, {1: (2, 2, 2), 2: (2, 2, 2)})
        first = panel_pages.entry_page(table.client, table.brief.id, 1)
        assert ([row.middle for row in first.rows], first.bound[0][0]) == ([2, 2, 2], "Pia Sand")
        assert (
            refused(
                lambda: agree_on_proposal(
                    table.brief.id, by=table.client, number=1, points=(4, 2, 2), reasons=("", "", "")
                )
            )
            == "panel.reason"
        )
        agree_on_proposal(table.brief.id, by=table.client, number=1, points=(4, 2, 2), reasons=(WHY, "", ""))
        record = panel_records.record(rolf, table.brief.id)
    assert "my sister" in record.as_csv()
    assert ("1,,Method,50,consensus,4,5," + WHY).rstrip(".") in record.as_csv().replace('"', "")


def test_whom_a_conflict_of_interest_excludes_counts_for_nothing_and_the_rest_agree_anew() -> None:
    people = [actor_of(make_person(name, Hat.CLIENT)) for name in ("Pia Sand", "Rolf Kern", "Nele Voss")]
    table = make_table(members=people)
    table.seat()
    table.publish()
    table.propose("Ines Quandt", "Ada Wren")
    table.open()
    pia, rolf, nele = people
    with clock.later(days=12):
        table.score(pia, {1: (5, 5, 5), 2: (0, 0, 0)})
        table.score(rolf, {1: (2, 2, 2), 2: (4, 4, 4)})
        table.score(nele, {1: (2, 2, 2), 2: (4, 4, 4)})
        table.brief.refresh_from_db()
        assert table.brief.panel == "consensus"
        agree = partial(agree_on_proposal, table.brief.id, by=table.client, reasons=("", "", ""))
        agree(number=1, points=(3, 3, 3))
        out = partial(exclude_from_panel, table.brief.id, number=1)
        assert refused(lambda: out(by=rolf, reason=WHY)) == "brief.not_found"
        assert refused(lambda: out(by=table.client, reason=" ")) == "panel.reason"
        out(by=table.client, reason="Her brother works for a proposer.")
        assert refused(lambda: out(by=table.client, reason=WHY)) == "panel.seat.not_found"
        assert refused(lambda: panel_pages.room(pia, table.brief.id)) == "panel.not_found"
        page = panel_pages.entry_page(table.client, table.brief.id, 1)
        assert [row.middle for row in page.rows] == [2, 2, 2]
        assert [row.agreed for row in page.rows] == [None, None, None]
        invite = partial(invite_to_panel, table.brief.id, by=table.client)
        declare_conflict(table.brief.id, by=nele, reason="I have found out that I know Ada’s house.")
        table.brief.refresh_from_db()
        assert table.brief.panel == "scoring"
        assert refused(lambda: invite(who=handle_of(nele))) == "panel.excluded"
        other = actor_of(make_person("Olaf Nord", Hat.CLIENT))
        invite(who=handle_of(other))
        join_panel(table.brief.id, by=other, unbound=True)
        table.score(other, {1: (2, 2, 2), 2: (4, 4, 4)})
        agree(number=1, points=(2, 2, 2))
        agree(number=2, points=(4, 4, 4))
        award_by_panel(table.brief.id, by=table.client, number=2, reason="The clearest way, by far.")
        record = panel_records.record(rolf, table.brief.id)
        assert refused(lambda: declare_conflict(table.brief.id, by=rolf, reason=WHY)) == "panel.is_awarded"
    assert [(one.label, one.by_themselves) for one in record.excluded] == [
        ("Pia Sand", False),
        ("Nele Voss", True),
    ]
    assert "Pia Sand" not in {name for row in record.rows for name, _, _ in row.given}
    assert "excluded by the moderator,,Her brother works for a proposer." in record.as_csv()
    jobs.drain()
    told = Notice.objects.filter(
        kind="panel.seat", person_id=pia.person_id, sentence__contains="takes you off"
    )
    assert told.count() == 1


def seat_token(outbox: list[Any], address: str) -> str:
    """What the mailed link to a seat carries."""
    jobs.drain()
    (mail,) = [one for one in outbox if address in one.to]
    return str(mail.body.split("/panels/seat/")[1].split("/")[0])


def test_who_proposes_does_not_sit_and_who_sits_does_not_propose(table: Table, mailoutbox: list[Any]) -> None:
    sitting = actor_of(make_person("Sina Sitter"))
    seat = invite_to_panel(table.brief.id, by=table.client, who="Sina-Sitter@example.org")
    assert (seat.person_id, queries.turns_for(sitting)) == (None, [])
    assert refused(lambda: join_panel(table.brief.id, by=sitting, unbound=True)) == "panel.not_found"
    token = seat_token(mailoutbox, "sina-sitter@example.org")
    invite_to_panel(table.brief.id, by=table.client, who="sina-sitter")
    join_panel(table.brief.id, by=sitting, unbound=True)
    again = lambda: join_panel(table.brief.id, by=sitting, unbound=True, token=token)  # noqa: E731
    assert refused(again) == "panel.seated"
    draft = make_proposal_draft(table.brief, sitting)
    assert refused(lambda: submit_proposal(draft.id, by=sitting)) == "panel.sits_on_it"
    declare_conflict(table.brief.id, by=sitting, reason="I would rather do the work myself.")
    assert refused(lambda: submit_proposal(draft.id, by=sitting)) == "panel.sits_on_it"
    (proposal,) = table.propose("Ines Quandt")
    ines = actor_of(proposal.freelancer)
    invite_to_panel(table.brief.id, by=table.client, who="@ines-quandt")
    assert refused(lambda: join_panel(table.brief.id, by=ines, unbound=True)) == "panel.proposes"
    withdraw_proposal(proposal.id, by=ines)
    assert refused(lambda: join_panel(table.brief.id, by=ines, unbound=True)) == "panel.proposes"


def test_in_a_staff_session_nobody_looks_into_a_panel_in_which_they_have_a_part(table: Table) -> None:
    (proposal,) = table.propose("Ines Quandt")
    member_id = PanelSeat.objects.filter(panel__brief=table.brief)[0].person_id
    for person in Person.objects.filter(id__in=[proposal.freelancer_id, member_id, table.brief.client_id]):
        assert refused(partial(panel_pages.room, staff_of(person), table.brief.id)) == "panel.own_case"
    other = staff_of(make_person("Oda Other", operator=True))
    assert panel_pages.room(other, table.brief.id)


def test_a_seat_is_taken_with_a_declaration_left_and_taken_away_with_a_reason(table: Table) -> None:
    guest = actor_of(make_person("Gesa Guest", Hat.CLIENT))
    assert (
        refused(lambda: invite_to_panel(table.brief.id, by=table.client, who="nobody-here")) == "panel.nobody"
    )
    assert refused(lambda: join_panel(table.brief.id, by=guest, unbound=True)) == "panel.not_found"
    seat = invite_to_panel(table.brief.id, by=table.client, who="gesa-guest")
    assert invite_to_panel(table.brief.id, by=table.client, who="gesa-guest").id == seat.id
    assert refused(lambda: join_panel(table.brief.id, by=guest, unbound=False)) == "panel.declaration"
    join_panel(table.brief.id, by=guest, unbound=True)
    leave_panel(table.brief.id, by=guest, reason="I will be away then.")
    assert refused(lambda: panel_pages.room(guest, table.brief.id)) == "panel.not_found"
    release_from_panel(table.brief.id, by=table.client, number=2, reason="The board sends another.")
    assert PanelSeat.objects.get(number=2).state == "left"


def test_who_has_no_account_takes_the_seat_by_the_mailed_link(table: Table, mailoutbox: list[Any]) -> None:
    invite_to_panel(table.brief.id, by=table.client, who="judge@court.example")
    token = seat_token(mailoutbox, "judge@court.example")
    judge = actor_of(make_person("Jutta Judge", Hat.CLIENT))
    assert browser(judge).get(f"/panels/seat/{token}/").status_code == 200
    assert (
        refused(lambda: join_panel(table.brief.id, by=judge, unbound=True, token="wrong"))
        == "panel.not_found"
    )
    join_panel(table.brief.id, by=judge, unbound=True, token=token)
    assert (
        refused(lambda: join_panel(table.brief.id, by=table.client, unbound=True, token=token))
        == "panel.not_found"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"criteria": CRITERIA[:2]}, "panel.weights"),
        ({"criteria": ()}, "panel.criteria"),
        ({"criteria": (Weighed(name="One", weight=50), Weighed(name="one ", weight=50))}, "panel.criterion"),
        ({"scale": ("Yes",)}, "panel.scale"),
        ({"scorers_least": 0}, "panel.scorers"),
        ({"closes_at": LONG_AGO}, "panel.closes"),
        ({"score_by": LONG_AGO}, "panel.score_by"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused(changes: dict[str, Any], code: str) -> None:
    table = make_table()
    assert refused(lambda: arrange_panel(table.brief.id, by=table.client, plan=plan(**changes))) == code


def test_a_brief_is_published_with_enough_people_asked_and_only_where_the_hall_offers_panels() -> None:
    table = make_table(scorers_least=3)
    assert refused(lambda: publish_brief(table.brief.id, by=table.client)) == "panel.too_few_seats"
    Policy.objects.filter(hall=table.hall).update(of_models={})
    assert refused(lambda: arrange_panel(table.brief.id, by=table.client, plan=plan())) == "panel.not_offered"


def test_a_winner_who_gives_up_is_followed_by_the_next(table: Table) -> None:
    table.propose(*NAMES)
    table.open()
    with clock.later(days=12):
        table.compared()
        table.agreed()
        first = table.awarded()
        again = lambda: award_by_panel(table.brief.id, by=table.client, number=2, reason=WHY)  # noqa: E731
        assert refused(again) == "panel.is_awarded"
        decline_proposal(first.id, by=table.client, reason="They told us that they are ill.")
        again()
    assert table.entries()[2].state == "shortlisted"
    room = panel_pages.room(table.client, table.brief.id)
    assert getattr(room.panel.winner, "entry_number", None) == 2
    assert [one["number"] for one in room.panel.earlier_awards] == [1]


def test_level_proposals_share_their_rank() -> None:
    assert rules.ranked({1: 300, 2: 200, 3: 300}) == {1: 1, 2: 3, 3: 1}
    assert rules.of_hundred(250, 3) == "83.3"
    assert (rules.middle_of([4, 1]), rules.middle_of([1, 1, 2]), rules.middle_of([])) == (3, 1, None)


def test_an_addendum_is_kept_told_and_answered(
    hall: Hall, client_: Actor, freelancer: Actor, rival: Actor
) -> None:
    brief = make_brief(hall, client_)
    proposal = make_proposal(brief, freelancer)
    read_proposal(proposal.id, by=client_)
    assert brief.stale_at is not None
    earlier = brief.stale_at - timedelta(days=1)
    assert (
        refused(lambda: add_addendum(brief.id, by=client_, text="Less time for all.", open_until=earlier))
        == "addendum.shortens"
    )
    later = brief.stale_at + timedelta(days=7)
    row = add_addendum(brief.id, by=client_, text="The ferry runs on Sundays as well.", open_until=later)
    jobs.drain()
    brief.refresh_from_db()
    assert (row.number, brief.addenda, brief.stale_at) == (1, 1, later)
    assert Notice.objects.filter(kind="brief.addendum", person_id=freelancer.person_id).exists()
    page = queries.proposal_page(freelancer, proposal.id)
    assert (page.unconfirmed, page.may_change) == (True, True)
    confirm_proposal(proposal.id, by=freelancer)
    assert refused(lambda: confirm_proposal(proposal.id, by=freelancer)) == "proposal.nothing_to_confirm"
    add_addendum(brief.id, by=client_, text="And there are two ferries.")
    content = proposal_content(
        brief, cover="With two ferries I would begin with the larger one, then the other."
    )
    changed = save_proposal(brief.id, by=freelancer, content=content)
    assert (changed.state, changed.addendum_seen) == ("submitted", 2)
    assert "two ferries" in browser(rival).get(reverse("market:brief", args=[brief.id])).content.decode()


def test_an_addendum_to_a_panel_moves_its_days_together(table: Table) -> None:
    (proposal,) = table.propose("Ines Quandt")
    closes = table.brief.closes_at
    assert closes is not None
    score_by = panel_pages.room(table.client, table.brief.id).panel.score_by
    add_addendum(
        table.brief.id,
        by=table.client,
        text="Three days more for all.",
        open_until=closes + timedelta(days=3),
    )
    room = panel_pages.room(table.client, table.brief.id)
    assert room.panel.score_by == score_by + timedelta(days=3)
    due = proposal.answer_due_at
    proposal.refresh_from_db()
    assert due is not None
    assert proposal.answer_due_at == due + timedelta(days=3)
    with clock.later(days=11):
        assert refused(lambda: open_panel(table.brief.id, by=table.client)) == "panel.not_due"


def test_names_are_taken_out_however_they_are_written() -> None:
    names = ["José Müller", "jose-mueller", "Ana Li"]
    text = (
        "JOSE MULLER, José, josé_müller, jose-mueller.example.com, Mueller. Milestones; Ana Li, Li, bananali."
    )
    cleaned = masking.masked(text, names)
    for word in ("jose", "josé", "müller", "muller", "mueller", "Ana "):
        assert word.lower() not in cleaned.lower().replace("bananali", "")
    assert "bananali" in cleaned
    assert "Milestones" in cleaned
    assert masking.given_away(["Ask Ana Li."], ["Ana Li"]) == ["Ana Li"]
    handle = masking.masked(
        "Find ferreira95 on every site; Node.js repairs main.py, e.g. twice.", ["ferreira95"]
    )
    assert handle == f"Find {masking.NAME} on every site; Node.js repairs main.py, e.g. twice."


@pytest.mark.parametrize(
    "address",
    ["ferreira.xyz", "studio-blue.ai", "müller.de", "foo.co", "foo.com.br/work", "t.me/foo", "x.com"],
)
def test_addresses_of_every_country_are_taken_out(address: str) -> None:
    assert masking.masked(f"See {address}, please.", ()).startswith(f"See {masking.ADDRESS}")


def test_a_member_and_a_moderator_are_told_on_their_dashboards_what_waits() -> None:
    table = make_table()
    pia = table.members[0]
    assert [turn.button for turn in queries.turns_for(pia)] == ["See it"]
    table.seat()
    table.publish()
    table.propose("Ines Quandt")
    assert queries.turns_for(pia) == queries.turns_for(table.client) == []
    table.open()
    with clock.later(days=12):
        assert [turn.button for turn in queries.turns_for(pia)] == ["Score"]
        table.compared()
        assert queries.turns_for(pia) == []
        assert [turn.button for turn in queries.turns_for(table.client)] == ["Go on"]


def test_pages_of_a_panel_cost_the_same_however_many_propose(table: Table) -> None:
    table.propose(*(f"Person Number{letter}" for letter in "abcdef"))
    table.open()
    client, member = browser(table.client), browser(table.members[0])
    with clock.later(days=12):
        costs(member, reverse("market:panel", args=[table.brief.id]), 17)
        costs(member, reverse("market:panel_entry", args=[table.brief.id, 2]), 22)
        table.compared()
        table.agreed()
        table.awarded()
        costs(client, reverse("market:panel_protocol", args=[table.brief.id]), 20)
        loser = table.entries()[2]
        costs(browser(actor_of(loser.freelancer)), reverse("market:panel_outcome", args=[loser.id]), 14)
        costs(client, reverse("market:panels"), 8)


def test_the_plan_is_typed_in_the_readers_own_zone_and_kept() -> None:
    table = make_table()
    client = browser(table.client)
    address = reverse("market:panel_plan", args=[table.brief.id])
    shown = client.get(address).content.decode()
    assert "Experience" in shown
    begins = clock.now() + timedelta(days=5)
    form = {
        "criteria": ["Method", "Price"], "criteria_weight": ["70", "20"], "criteria_about": ["", ""],
        "scale": ["No", "Yes"], "closes_at": f"{begins:%Y-%m-%dT09:00}",
        "score_by": f"{begins + timedelta(days=3):%Y-%m-%dT09:00}", "scorers_least": "2",
    }  # fmt: skip
    assert "add up to 90" in client.post(address, form).content.decode()
    assert client.post(address, {**form, "criteria_weight": ["70", "30"]}).status_code == 302
    assert list(Panel.objects.get().scale) == ["No", "Yes"]


def test_an_answer_to_an_invitation_does_not_say_who_has_proposed(table: Table) -> None:
    (proposal,) = table.propose("Ines Quandt")
    other = make_person("Ada Wren")
    program = Caller(table.client)
    for _ in range(2):
        states = {
            program.call("POST", f"briefs/{table.brief.id}/invitations", {"freelancer_id": str(person_id)})[
                "state"
            ]
            for person_id in (proposal.freelancer_id, other.id)
        }
        assert states == {"invited"}


def test_a_sealed_proposal_does_not_make_the_two_met(table: Table) -> None:
    (proposal,) = table.propose("Ines Quandt")

    def met() -> str | None:
        return queries.origin_between(
            table.hall.id,
            client_id=table.client.require_person(),
            organisation_id=None,
            freelancer_id=proposal.freelancer_id,
        )

    assert met() is None
    table.open()
    with clock.later(days=12):
        assert met() is None
        table.compared()
        table.agreed()
        table.awarded()
        assert met() == "marketplace"


def test_who_is_only_asked_reads_no_proposal_at_any_stage(table: Table) -> None:
    table.propose(*NAMES)
    rival = table.proposers[0]
    invite_to_panel(table.brief.id, by=table.client, who="mateus-lindqvist")
    brief_id, visitor, program = table.brief.id, browser(rival), Caller(rival)

    def reads_nothing() -> None:
        room = panel_pages.room(rival, brief_id)
        assert (room.asked, room.entries, room.ranking) == (True, (), [])
        for call in (
            lambda: panel_pages.entry_page(rival, brief_id, 2),
            lambda: panel_pages.entry_file(rival, brief_id, 2, 1),
        ):
            assert refused(call) == "proposal.not_found"
        assert refused(lambda: panel_records.record(rival, brief_id)) == "panel.not_found"
        for name, args in (("panel_entry", [brief_id, 2]), ("panel_protocol", [brief_id])):
            assert visitor.get(reverse(f"market:{name}", args=args)).status_code == 404
        program.call("GET", f"briefs/{brief_id}/panel/proposals/2", status=(404,))
        told = program.call("GET", f"briefs/{brief_id}/panel")
        assert (told["proposals"], told["award_reason"]) == ([], "")
        page = visitor.get(reverse("market:panel", args=[brief_id])).content.decode()
        for word in ("Proposer 1", "Ines Quandt", "The clearest way", "No proposal has come in"):
            assert word not in page

    reads_nothing()
    table.open()
    with clock.later(days=12):
        reads_nothing()
        table.compared()
        reads_nothing()
        table.agreed()
        table.awarded()
        reads_nothing()
    assert len(panel_pages.room(table.members[0], brief_id).entries) == 3
