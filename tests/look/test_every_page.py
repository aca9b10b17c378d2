"""Every named page of the installation stands in exactly one list here; a new page that is in none fails.

What is looked at, is looked at as in ``tests/look/axe.py``: axe at two widths in both schemes, four widths without
sideways scroll, nothing in the console. What needs a story first, has one in ``tests/look/story.py``.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve, reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.engagements.hourly.actions.change_terms import propose_terms
from hirehall.engagements.hourly.actions.dispute_entry import contest_entry, dispute_entry
from hirehall.engagements.hourly.actions.import_time import upload_sheet
from hirehall.engagements.hourly.actions.make_offer import draft_offer, make_offer
from hirehall.engagements.listing.actions.close_position import report_position
from hirehall.engagements.listing.actions.post_by_mail import confirm_by_mail
from hirehall.engagements.listing.actions.read_source import enter_feed, take_in_feed
from hirehall.engagements.listing.actions.save_search import save_search
from hirehall.engagements.listing.actions.take_in import upload_positions
from hirehall.engagements.listing.operations import Reading, stop_href
from hirehall.engagements.listing.queries import Asked
from hirehall.engagements.listing.states import Outcome
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.cancel_order import ask_to_cancel
from hirehall.engagements.package.actions.extend_order import ask_extension
from hirehall.engagements.package.actions.make_offer import make_offer as make_custom_offer
from hirehall.engagements.package.actions.open_inquiry import open_inquiry
from hirehall.engagements.trial.actions.end_trial import be_not_content
from hirehall.engagements.unit.actions.answer_delivery import accept_order as accept_unit_order
from hirehall.engagements.unit.actions.ask_question import answer_question, ask_question
from hirehall.engagements.unit.actions.batch import post_batch, read_batch
from hirehall.engagements.unit.actions.export_texts import export_texts
from hirehall.engagements.unit.actions.team import apply_to_team, open_team
from hirehall.engagements.unit.models import CopyFound
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import ANONYMOUS, Hat, staff, system
from hirehall.front.actions.begin_hall_draft import begin_hall_draft
from hirehall.front.actions.open_fee_vote import open_fee_vote
from hirehall.front.fee_replay import charge_again
from hirehall.halls.actions.appoint_hall_operator import appoint_hall_operator
from hirehall.halls.actions.date_legal_text import date_legal_text
from hirehall.halls.models import Policy
from hirehall.market.actions.arrange_panel import invite_to_panel
from hirehall.market.actions.decide_by_panel import open_panel
from hirehall.market.operations.panels import new_seat_link
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.fees.actions.draft_schedule import draft_schedule
from hirehall.money.queries import schedule_in_force
from hirehall.people.actions.show_membership import show_membership
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.actions.suspend_person import suspend_person
from hirehall.people.models import Person
from hirehall.people.queries import actor_for, staff_actor
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.models import Skill
from hirehall.vetting.actions import keep_bank, keep_pipeline
from hirehall.vetting.actions.appeal_question import appeal_question
from hirehall.vetting.actions.go_through import appeal_screening
from tests.architecture.test_addresses import patterns
from tests.look.axe import context, look_at
from tests.look.refusing import REFUSED
from tests.look.story import SEEN_BY, tell
from tests.makers.agencies import make_studio
from tests.makers.base import make_hall, make_person
from tests.makers.contracts import make_pair
from tests.makers.hourly import at, hour_terms, in_review
from tests.makers.listing import SHEET, bought, make_board, put_down, switch_on
from tests.makers.package import make_shop, offer_content
from tests.makers.panels import make_table
from tests.makers.requests import opened
from tests.makers.trial import REASON, make_desk
from tests.makers.unit import make_pool
from tests.makers.vetting import BANK, IN_WORDS, make_lab, make_way

VISITOR = {
    "front:home": "/",
    "front:guide": "/guide/",
    "front:fees": "/fees/",
    "front:what_if": "/fees/what-if/",
    "front:comparison": "/freelancing-and-outsourcing/",
    "front:money_held": "/how-money-is-held/",
    "front:where": "/where-work-is-found/",
    "front:halls": "/halls/",
    "front:help": "/help/",
    "reputation:constants": "/standing/constants/",
    "market:find": "/find/",
    "market:find_briefs": "/find/briefs/",
    "market:find_freelancers": "/find/freelancers/",
    "account_login": "/account/login/",
    "account_signup": "/account/signup/",
    "look:style": "/style/",
    "look:source": "/source/",
}  # looked at in tests/look/test_browser.py
ROOM = {"milestone:contract", "milestone:review", "money:overview"}  # there as well, for both sides
DESK = {
    "front:desk": "/desk/",
    "front:desk_people": "/desk/people/",
    "front:desk_person": "/desk/people/{person}/",
    "front:desk_joining": "/desk/joining/",
    "front:desk_contracts": "/desk/contracts/",
    "front:desk_contract": "/desk/contracts/{contract}/",
    "front:desk_books": "/desk/books/",
    "front:desk_payouts": "/desk/payouts/",
    "front:desk_fees": "/desk/fees/",
    "front:desk_fee_draft": "/desk/fees/drafts/{fee_draft}/",
    "front:fee_vote": "/fees/votes/{fee_vote}/",
    "front:desk_policy": "/desk/clocks/",
    "front:desk_file": "/desk/hall/file/",
    "front:desk_address": "/desk/hall/address/",
    "front:desk_reckoning": "/desk/hall/reckoning/",
    "front:desk_hall": "/desk/hall/",
    "front:desk_halls": "/desk/halls/",
    "front:desk_texts": "/desk/texts/",
    "front:legal": "/about/imprint/",
    "front:desk_draft": "/desk/halls/drafts/{draft}/",
    "front:desk_draft_step": "/desk/halls/drafts/{draft}/steps/trades/",
    "front:desk_clauses": "/desk/clauses/",
    "front:desk_appeals": "/desk/appeals/",
    "front:desk_services": "/desk/services/",
    "front:desk_gallery": "/desk/gallery/",
    "front:desk_ranking": "/desk/ranking/",
    "front:desk_trust": "/desk/trust/",
    "front:desk_editing": "/desk/editing/",
    "front:desk_positions": "/desk/positions/",
    "front:desk_screening": "/desk/positions/rules/",
    "front:desk_feeds": "/desk/positions/feeds/",
    "front:desk_deposits": "/desk/positions/deposits/",
    "front:desk_paid": "/desk/positions/paid/",
    "front:desk_beside": "/desk/positions/{listed}/beside/{waiting}/",
    "front:desk_feed": "/desk/positions/feeds/{feed}/",
    "front:desk_skills": "/desk/skills/",
    "front:desk_skill_closing": "/desk/skills/{skill}/closing/",
    "front:desk_category_closing": "/desk/categories/{category}/closing/",
    "front:desk_jobs": "/desk/jobs/",
    "front:desk_log": "/desk/log/",
    "people:staff_session": "/staff/session/",
    "credentials:desk": "/desk/credentials/",
}
ACCOUNT = {
    "people:settings": "/account/",
    "people:sessions": "/account/sessions/",
    "people:tokens": "/account/tokens/",
    "front:calendar": "/account/calendar/",
    "people:own_data": "/account/data/",
    "people:closing": "/account/data/closing/",
    "mfa_index": "/account/second-step/",
    "mfa_list_webauthn": "/account/second-step/webauthn/",
    "skills:mine": "/profile/skills/",
    "skills:portfolio": "/profile/portfolio/",
    "people:profile": "/profile/",
}
CLIENT = {
    "front:dashboard": "/home/",
    "front:join_invitation": "/joining/invitation/abcd-efgh/",
    "portfolio:wall": "/gallery/",
    "contracts:orders": "/my-orders/",
    "market:mine": "/briefs/",
    "market:requests": "/quote-requests/",
    "money:payments": "/money/payments/",
    "people:client_profile": "/profile/client/",
    "people:organisations": "/organisations/",
}
FREELANCER = {
    "market:proposals": "/proposals/",
    "front:joining": "/joining/",
    "front:leaving": "/joining/leaving/",
    "front:hall_session": "/joining/desk-session/",
    "market:own_clients": "/clients/own/",
    "contracts:work": "/my-work/",
    "contracts:offers": "/offers/",
    "conversations:threads": "/messages/",
    "conversations:notices": "/notices/",
    "money:payouts": "/money/payouts/",
    "money:destinations": "/money/destinations/",
    "papers:statements": "/money/statements/",
    "papers:receipts": "/money/receipts/",
    "reputation:reviews": "/reviews/",
    "reputation:standing": "/standing/",
    "reputation:verification": "/reviews/verified/",
    "ranking:places": "/places/",
    "credentials:mine": "/credentials/",
    "credentials:elsewhere": "/credentials/elsewhere/",
    "credentials:verify": "/verify/",
}
SUSPENDED = {"people:suspension": "/account/suspension/"}
NOT_PAGES = {
    *("healthz", "readyz", "metrics", "front:robots", "front:manifest"),
    *(
        "look:asset",
        "look:theme",
        "files:file",
        "files:picture",
        "files:signed",
        "files:variant",
        "files:upload",
        "files:uploads",
    ),
    *("reputation:standing_json", "reputation:constants_json"),
    *("front:guide_picture", "papers:receipt", "papers:statement_csv", "papers:statement_pdf"),
    *("credentials:bundle", "credentials:did", "credentials:json", "credentials:status", "credentials:token"),
    "credentials:well_known_did",
    *("market:embed", "market:oembed", "contracts:archive"),
    *("vetting:certificate_pdf", "front:desk_bank_file"),
    *("market:panel_file", "market:panel_protocol_csv"),
    *(
        "conversations:notice_state",
        "fees:line",
        "front:desk_fee_examples",
        "front:desk_draft_seen",
        "front:desk_draft_file",
        "front:calendar_feed",
        "front:calendar_date",
        "market:budget_quote",
        "market:quote",
        "market:service_quote",
        "package:offer_quote",
        "unit:quote",
        "trial:quote",
        "unit:bulk_template",
        "listing:atom_feed",
        "listing:json_feed",
        "listing:kept_csv",
        "listing:template_csv",
        "unit:direct_quote",
    ),
    *("milestone:new_offer_quote", "milestone:new_terms_quote", "milestone:offer_quote"),
    "package:answer_quote",
    "front:desk_fee_draft_csv",
    *("hourly:hours_csv", "front:desk_file_download", "mfa_download_recovery_codes", "mfa_login_webauthn"),
    *("contracts:contracts", "contracts:contract", "contracts:offer", "contracts:terms", "contracts:ending"),
    "account_set_password",
    *("reputation:of_contract", "account_confirm_login_code"),  # no code is ever mailed: that way in is off
}  # machines' addresses, files, fragments that a page fetches, and addresses that only lead on
STORY = {name for names in SEEN_BY.values() for name in names}
HOURLY = {
    *("hourly:contract", "hourly:end", "hourly:entry", "hourly:fund", "hourly:new_offer", "hourly:new_terms"),
    *("hourly:counter", "hourly:draft", "hourly:offer", "hourly:terms", "hourly:week"),
    *("hourly:hours", "hourly:upload", "hourly:sheet"),
}
PACKAGE = {
    *("market:services", "market:service", "market:my_services", "market:new_service", "market:edit_service"),
    *("package:order", "package:contract", "package:pay", "package:drop", "package:requirements"),
    *("package:deliver", "package:review", "package:extend", "package:cancel", "package:ask_to_cancel"),
    *("package:ask", "package:revisions", "contracts:extra"),
    *("package:ask_first", "package:inquiry", "package:new_offer", "package:offer"),
    *("package:answer_request",),
}
UNIT = {
    *("unit:pool", "unit:new", "unit:posted", "unit:level", "unit:posting", "unit:deliver", "unit:contract"),
    *("unit:bulk", "unit:batch", "unit:texts", "unit:export"),
    *("unit:review", "unit:revise", "unit:prices", "unit:writers", "unit:direct"),
    *("unit:teams", "unit:new_team", "unit:team", "front:desk_copy"),
}
VETTING = {
    *("vetting:tests", "vetting:test", "vetting:question", "vetting:sitting", "vetting:appeal"),
    *("vetting:certificate", "vetting:examining"),
    *(
        "front:desk_tests",
        "front:desk_bank",
        "front:desk_bank_numbers",
        "front:desk_question",
        "front:desk_new_question",
    ),
}
LISTING = {
    *("listing:board", "listing:position", "listing:new", "listing:change", "listing:report"),
    *("listing:sent_in", "listing:kept", "listing:note", "listing:searches", "listing:stop"),
    *("listing:upload", "listing:intake", "listing:membership", "listing:deposit"),
    *("listing:mail_new", "listing:mail_sent", "listing:mailed", "listing:mail_change"),
}
SCREENING = {
    *("vetting:screenings", "vetting:screening", "vetting:stage", "vetting:screening_appeal"),
    *("front:desk_screenings", "front:desk_pipeline"),
}
TRIAL = {
    *("trial:requests", "trial:new", "trial:request", "trial:proposals", "trial:proposal", "trial:offer"),
    *("trial:contract", "trial:pay", "trial:drop", "trial:end"),
    *("front:desk_matching", "front:desk_matching_request"),
}
PANEL = {
    *("market:panels", "market:panel", "market:panel_plan", "market:panel_entry", "market:panel_link"),
    *("market:panel_protocol", "market:panel_outcome"),
}
AGENCY = {"people:agencies", "front:agency", "contracts:split", "contracts:shares"}
NOT_YET: set[str] = set()  # nothing; a page that is listed here is a debt


def named() -> set[str]:
    """Everything that can be opened by an address and a GET."""
    return {name for name, entry, _ in patterns() if not name.startswith("api-v1:") and opens(entry.callback)}


def opens(view: object) -> bool:
    """Whether the view takes a GET; Django's own decorators tell by what they close over."""
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            held = cell.cell_contents
            if isinstance(held, list) and held and set(held) <= {"GET", "HEAD", "POST", "PUT", "DELETE"}:
                return "GET" in held
        view = getattr(view, "__wrapped__", None)
    return True


def test_every_page_stands_in_one_list() -> None:
    lists = (
        VISITOR,
        ROOM,
        DESK,
        ACCOUNT,
        CLIENT,
        FREELANCER,
        SUSPENDED,
        STORY,
        HOURLY,
        PACKAGE,
        UNIT,
        VETTING,
        LISTING,
        SCREENING,
        TRIAL,
        PANEL,
        AGENCY,
        NOT_PAGES,
        NOT_YET,
    )
    listed = Counter(name for names in lists for name in names)
    assert [name for name, times in listed.items() if times > 1] == []
    assert named() - set(listed) == set(), "new pages: look at them here"
    assert set(listed) - named() == set(), "listed, but gone"
    assert not NOT_YET


def cookie(who: Person, *, staff_session_id: str = "") -> str:
    client = Client()
    backend = "hirehall.people.login.SuspendedBackend" if who.suspended_at else ""
    client.force_login(who, backend=backend or "allauth.account.auth_backends.AuthenticationBackend")
    if staff_session_id:
        session = client.session
        session["staff_session_id"] = staff_session_id
        session.save()
    return client.cookies["sessionid"].value


@pytest.mark.long
@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_every_page_of_the_desk_passes_axe(chromium: Browser, live_server: LiveServer) -> None:
    """With something in each list: an announced schedule, a failed job, taxonomy, a contract with its ledger."""
    milestone = make_pair().delivered()
    contract = milestone.contract
    board = make_board(contract.hall)
    waiting, listed = board.submitted(title="Data entry: start today"), board.listed()
    report_position(listed.id, by=board.member, text="They asked me for a deposit.")
    seed_taxonomy(contract.hall_id, by=system("demo"))
    soon = clock.now() + timedelta(days=40)
    rules = schedule_in_force(contract.hall_id).rules | {"client": []}
    announce_schedule(contract.hall_id, by=system("demo"), rules=rules, effective_from=soon)
    accept_delivery(milestone.id, by=actor_for(contract.client))
    skill = Skill.objects.filter(hall_id=contract.hall_id).earliest("id")
    fee_draft = draft_schedule(contract.hall_id, by=system("demo"), rules=rules, wanted_from=soon)
    with clock.later(days=1):
        charge_again(fee_draft.id)
    date_legal_text(contract.hall_id, by=system("demo"), kind="imprint", language="en", text="# Us\n\nHere.")
    Policy.objects.update(of_models={"fees.vote_days": 14, "listing.offered": 1})
    vote = open_fee_vote(fee_draft.id, by=system("demo"))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('default', 'money.drive_payment', '{\"payment_id\": \"7\"}', 'failed')"
        )
    operator = make_person("Olga Operator", Hat.CLIENT, operator=True)
    session = start_staff_session(by=actor_for(operator), reason="Looking at every page")
    draft = begin_hall_draft("writers", by=staff(operator.id, staff_session_id=session.id))
    address, said = (
        "https://juniper-press.example/work.xml",
        Reading(Outcome.FAILED, "It did not answer in time."),
    )
    feed = enter_feed(contract.hall_id, by=board.editor, name="Juniper Press", address=address, mapping={})
    take_in_feed(feed.id, by=system("feed"), reading=said)
    ids = {
        "person": contract.freelancer_id,
        "feed": feed.id,
        "waiting": waiting.id,
        "listed": listed.id,
        "contract": contract.id,
        "draft": draft.id,
        "fee_draft": fee_draft.id,
        "skill": skill.id,
        "category": skill.category_id,
        "fee_vote": vote.id,
    }
    paths = [path.format(**ids) for path in DESK.values()]
    paths += [
        f"/desk/halls/drafts/{draft.id}/steps/{key}/"
        for key in ("address", "look", "texts", "ways", "fees", "joining")
    ]
    found = look_at(
        chromium, live_server.url, paths, session=cookie(operator, staff_session_id=str(session.id))
    )
    assert found == []


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_on_a_phone_the_open_tab_of_the_desk_is_in_sight(chromium: Browser, live_server: LiveServer) -> None:
    make_hall()
    operator = make_person("Olga Operator", Hat.CLIENT, operator=True)
    session = start_staff_session(by=actor_for(operator), reason="Looking at the tabs")
    made = context(
        chromium,
        live_server.url,
        session=cookie(operator, staff_session_id=str(session.id)),
        viewport={"width": 390, "height": 800},
    )
    page = made.new_page()
    row = page.locator(".tabs")
    page.goto("/desk/")
    expect(row.get_by_role("link", name="Overview")).to_be_in_viewport(ratio=0.95)
    expect(row.get_by_role("link", name="Log", exact=True)).not_to_be_in_viewport()
    page.goto("/desk/log/")
    expect(row.get_by_role("link", name="Log", exact=True)).to_be_in_viewport(ratio=0.95)
    row.get_by_role("link", name="Jobs").click()
    page.wait_for_url("**/desk/jobs/")
    expect(row.get_by_role("link", name="Jobs")).to_be_in_viewport(ratio=0.95)
    assert page.evaluate("() => scrollY") == 0
    made.close()


@pytest.mark.long
@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_an_account_pass_axe(chromium: Browser, live_server: LiveServer) -> None:
    pair = make_pair()
    pair.delivered()
    serves = Person.objects.get(id=pair.freelancer.person_id).handle
    appoint_hall_operator(pair.hall.id, by=system("demo"), who=serves)
    doors = {"joining.open": 0, "joining.application": 1, "joining.invitation": 1}
    make_hall(slug="closed", name="Closed", of_models=doors)
    mine = [*ACCOUNT.values(), *FREELANCER.values(), "/at/closed/joining/"]
    sides = ((pair.freelancer, mine), (pair.client, [*CLIENT.values()]))
    for side, paths in sides:
        session = cookie(Person.objects.get(id=side.person_id))
        assert look_at(chromium, live_server.url, paths, session=session) == []


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_what_a_suspended_person_sees_passes_axe(chromium: Browser, live_server: LiveServer) -> None:
    make_hall()
    ada, operator = make_person("Ada Lind"), make_person("Olga Operator", Hat.CLIENT, operator=True)
    session = start_staff_session(by=actor_for(operator), reason="Reports of spam")
    by = staff_actor(operator, session.id)
    assert by is not None
    ada = suspend_person(ada.id, by=by, reason="Spam to forty members")
    assert look_at(chromium, live_server.url, [*SUSPENDED.values()], session=cookie(ada)) == []


@pytest.mark.long
@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_every_page_of_the_story_passes_axe(chromium: Browser, live_server: LiveServer) -> None:
    story = tell()
    assert set(story.paths) == STORY
    found = []
    for who in SEEN_BY:
        paths = story.of(who)
        for name in SEEN_BY[who]:
            assert {resolve(urlsplit(path).path).view_name for path in story.paths[name]} == {name}
        found += look_at(chromium, live_server.url, paths, session=story.sessions[who])
    assert found == []


@pytest.mark.journey
@pytest.mark.urls("tests.look.refusing")
@pytest.mark.django_db(transaction=True)
def test_what_is_turned_away_is_a_page_too(chromium: Browser, live_server: LiveServer) -> None:
    make_hall()
    found = []
    for path, status in REFUSED.items():
        found += look_at(chromium, live_server.url, [path], status=status)
    assert found == []


@pytest.mark.long
@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_an_hourly_contract_pass_axe(chromium: Browser, live_server: LiveServer) -> None:
    """A week under review with a contested entry, a planned one, new terms and an offer that wait for an answer."""
    pair = make_pair()
    contract, entries = in_review(pair)
    with at(days=8):
        dispute_entry(entries[0].id, by=pair.client, reason="Nobody asked for this.")
        contest_entry(entries[0].id, by=pair.freelancer, answer="You did, by telephone.")
    who = pair.freelancer.person_id
    offer = make_offer(pair.hall.id, by=pair.client, terms=hour_terms(), freelancer_id=who)
    draft = draft_offer(pair.hall.id, by=pair.client, terms=hour_terms(), freelancer_id=who)
    terms = propose_terms(contract.id, by=pair.client, terms=hour_terms(rate=70_00))
    seen = {
        **{f"hourly:{name}": [contract.id] for name in ("contract", "end", "new_terms")},
        **{f"hourly:{name}": [week.id for week in contract.weeks.all()] for name in ("week", "fund")},
        "hourly:entry": [entry.id for entry in entries],
        "hourly:terms": [terms.id],
        **{f"hourly:{name}": [offer.id] for name in ("offer", "counter")},
    }
    paths = [reverse(name, args=[about]) for name, things in seen.items() for about in things]
    drafts = [reverse(f"hourly:{name}", args=[draft.id]) for name in ("offer", "draft")]
    assert {
        *seen,
        "hourly:draft",
        "hourly:hours",
        "hourly:new_offer",
        "hourly:upload",
        "hourly:sheet",
    } == HOURLY
    file = "What,When,How long\nTickets,10/11/2026 09:00,1:00\n"
    sheets = [
        upload_sheet(contract.id, by=pair.freelancer, text=text)
        for text in (file, file.replace("What,When,How long", "Description,Start,Duration"))
    ]
    theirs = [reverse("hourly:upload", args=[contract.id]), reverse("hourly:hours")]
    theirs += [reverse("hourly:sheet", args=[sheet.id]) for sheet in sheets]
    for side in (pair.client, pair.freelancer):
        ours = [f"{reverse('hourly:new_offer')}?freelancer={who}", *drafts]
        mine = ours if side is pair.client else theirs
        session = cookie(Person.objects.get(id=side.person_id))
        assert look_at(chromium, live_server.url, [*paths, *mine], session=session) == []


@pytest.mark.long
@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_an_agency_pass_axe(chromium: Browser, live_server: LiveServer) -> None:
    """Nothing yet, a split in force with somebody who has left, one that waits, and one that can be proposed."""
    studio = make_studio()
    for name in ("Mateus", "Bea"):
        show_membership(studio.agency.id, shown=True, by=studio.by(name))
    shared, bare = studio.contract(), studio.contract()
    studio.agree(shared, Mateus=50, Dan=50)
    studio.leaves("Dan")
    studio.propose(shared, Mateus=50, Cyr=50)
    split = [reverse("contracts:split", args=[one.id]) for one in (shared, bare)]
    public = reverse("front:agency", args=[studio.agency.handle])
    own = [reverse(name) for name in ("people:agencies", "contracts:shares")]
    room = reverse("milestone:contract", args=[shared.id])
    manage = reverse("people:organisation", args=[studio.agency.id])
    for name, paths in (
        ("Mateus", [*own, *split, public, room, manage]),
        ("Cyr", [*own, split[0], room, manage]),
        ("Dan", [*own]),
    ):
        session = cookie(studio.people[name])
        assert look_at(chromium, live_server.url, paths, session=session) == []


@pytest.mark.long
@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_the_order_pool_pass_axe(chromium: Browser, live_server: LiveServer) -> None:
    """Orders in the pool, unpaid, claimed, in work, handed in, being revised, with an editor; and a level's history."""
    pool = make_pool(make_hall(of_models={"unit.claims_at_once": 20}))
    standing, unpaid, claimed, begun = (
        pool.posted(), pool.posted(method="sandbox.declined"), pool.claimed(), pool.begun(least=400),
    )  # fmt: skip
    question = ask_question(begun.pk, by=pool.freelancer, text="Is the table of oak, or of beech?")
    answer_question(question.id, by=pool.client, text="Of oak.")
    ask_question(begun.pk, by=pool.freelancer, text="And the legs, are they of oak?")
    revised, revising = pool.revised(), pool.revising()
    asked = pool.asked()
    about = "Product pages for a pottery that makes bowls."
    team = open_team(pool.hall.id, by=pool.client, name="The pottery", about=about, task=about)
    apply_to_team(team.id, by=pool.freelancer, text="It is blue, it is deep, and it holds soup.")
    handle = Person.objects.get(id=pool.freelancer.person_id).handle
    lines = "title,instructions,unit,least,most,level,hours\nTiles of clay,One text for each tile,item,9,9,1,9\nA,b"
    read, paused = (read_batch(pool.hall.id, by=pool.client, text=lines) for _ in range(2))
    post_batch(paused.id, by=pool.client, method="sandbox.declined")
    bought = accept_unit_order(pool.delivered().id, by=pool.client)
    export = export_texts(pool.hall.id, by=pool.client, order_ids=(bought.id,))
    orders = [(one.posting_id,) for one in (standing, unpaid, claimed, begun, asked)]
    seen = {
        **{
            f"unit:{name}": [()]
            for name in (
                "pool",
                "new",
                "bulk",
                "texts",
                "posted",
                "level",
                "prices",
                "writers",
                "teams",
                "new_team",
            )
        },
        "unit:batch": [(read.id,), (paused.id,)],
        "unit:export": [(export.id,)],
        "unit:team": [(team.id,)],
        "unit:direct": [(handle,)],
        "unit:posting": orders,
        "unit:deliver": [(begun.posting_id,)],
        "unit:contract": [(revised.id,), (revising.id,)],
        "unit:review": [(revised.id,)],
        "unit:revise": [(revising.id,)],
    }
    assert set(seen) | {"front:desk_copy"} == UNIT
    jobs.drain()
    copy = reverse("front:desk_copy", args=[CopyFound.objects.all()[0].id])
    desk = cookie(
        Person.objects.get(id=pool.editor.person_id), staff_session_id=str(pool.editor.staff_session_id)
    )
    assert look_at(chromium, live_server.url, [copy], session=desk) == []
    not_hers = [("unit:deliver", (begun.posting_id,)), ("unit:revise", (revising.id,))]
    files = [*(("unit:batch", (one.id,)) for one in (read, paused)), ("unit:export", (export.id,))]
    for side, theirs in (
        (pool.client, not_hers),
        (pool.freelancer, [("unit:posting", (unpaid.posting_id,)), *files]),
    ):
        pages = [(name, about) for name, things in seen.items() for about in things]
        paths = [reverse(name, args=about) for name, about in pages if (name, about) not in theirs]
        session = cookie(Person.objects.get(id=side.person_id))
        assert look_at(chromium, live_server.url, paths, session=session) == []


@pytest.mark.long
@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_skill_tests_pass_axe(chromium: Browser, live_server: LiveServer) -> None:
    """A test of every kind of question while it runs, passed, failed and being read; its bank and a draft."""
    five = BANK.replace("drawn = 4", "drawn = 5") + IN_WORDS
    lab = make_lab(make_hall(), bank=five)
    waiting = lab.sat()
    short = make_lab(lab.hall, name="Short")
    passed, failed = short.sat(by=lab.candidate), short.sat(by=short.candidate, right=False)
    for number in range(9):
        short.sat(by=actor_for(make_person(f"Number {number}")), right=number % 2 == 0)
    appeal_question(passed.id, 1, by=lab.candidate, text="Two of the answers can be right.")
    running = lab.started(short.candidate)
    draft = keep_bank.draft_version(short.version.bank_id, by=lab.operator)
    third = make_lab(lab.hall, name="Third")
    code = passed.certificate.code
    seen = {
        lab.candidate: [
            *(reverse("vetting:tests"), reverse("vetting:test", args=[third.version.bank_id])),
            *(reverse("vetting:sitting", args=[one.id]) for one in (waiting, passed)),
            *(reverse("vetting:appeal", args=[passed.id, 2]), reverse("vetting:certificate", args=[code])),
        ],
        short.candidate: [
            reverse("vetting:sitting", args=[failed.id]),
            *(reverse("vetting:question", args=[running.id, place]) for place in range(1, 6)),
        ],
        lab.examiner: [reverse("vetting:examining")],
        lab.operator: [
            reverse("front:desk_tests"),
            *(reverse("front:desk_bank", args=[one.id]) for one in (short.version, draft)),
            *(reverse("front:desk_bank_numbers", args=[one.id]) for one in (short.version, draft)),
            reverse("front:desk_question", args=[short.version.id, "seven"]),
            reverse("front:desk_new_question", args=[draft.id]),
        ],
    }
    assert {resolve(path).view_name for paths in seen.values() for path in paths} == VETTING
    for side, paths in seen.items():
        staff = str(side.staff_session_id or "")
        session = cookie(Person.objects.get(id=side.person_id), staff_session_id=staff)
        assert look_at(chromium, live_server.url, paths, session=session) == []


@pytest.mark.long
@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_the_board_pass_axe(chromium: Browser, live_server: LiveServer) -> None:
    """A position that is listed, one with the desk, one that was refused; and what a member keeps."""
    board = make_board(**{"listing.membership_sold": 1})
    seed_taxonomy(board.hall.id, by=system("demo"))
    listed, waiting, refused = board.listed(), board.submitted(), board.refused()
    kept = board.kept(listed)
    bought(board, at_once=True)
    search = save_search(board.hall.id, by=board.member, asked=Asked(text="editor"), every="daily")
    one = [reverse("listing:position", args=[row.id]) for row in (listed, waiting, refused)]
    lists = [reverse(f"listing:{name}") for name in ("board", "new", "sent_in", "kept")]
    sheet = upload_positions(board.hall.id, by=board.poster, text=SHEET)
    hers = [*lists[:3], *one, reverse("listing:change", args=[refused.id])]
    hers += [reverse("listing:upload"), reverse("listing:intake", args=[sheet.id])]
    his = [
        lists[3],
        one[0],
        reverse("listing:searches"),
        stop_href(search).partition("8000")[2],
        reverse("listing:note", args=[kept.id]),
        reverse("listing:report", args=[listed.id]),
    ]
    link, sent = board.mailed(), board.mailed()
    confirm_by_mail(sent, by=ANONYMOUS)
    hers += [
        reverse("listing:mail_new"),
        reverse("listing:mail_sent"),
        reverse("listing:mailed", args=[link]),
    ]
    hers += [reverse(f"listing:{name}", args=[sent]) for name in ("mailed", "mail_change")]
    switch_on(board.hall, **{"listing.deposit_asked": 1})
    hers += [reverse("listing:membership"), reverse("listing:deposit", args=[put_down(board).position_id])]
    his.append(reverse("listing:membership"))
    assert {resolve(path).view_name for path in (*hers, *his)} == LISTING
    for side, paths in ((board.poster, hers), (board.member, his)):
        session = cookie(Person.objects.get(id=side.person_id))
        assert look_at(chromium, live_server.url, paths, session=session) == []


@pytest.mark.long
@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_matching_and_trials_pass_axe(chromium: Browser, live_server: LiveServer) -> None:
    """A request at the desk, one to choose from, offers, and trials: unpaid, running, over, and owed by the pot."""
    desk = make_desk(**{"trial.pot_percent": 50})
    over = desk.in_window()  # first: its weeks would be over for the others too
    waiting, asked, shown = desk.asked(), desk.proposed(), desk.shown(desk.other)
    offer, unpaid, running = desk.offered(), desk.agreed(), desk.running()
    owed = be_not_content(desk.running().id, by=desk.client, reason=REASON)
    jobs.drain()
    rooms = [reverse("trial:contract", args=[one.contract_id]) for one in (unpaid, running, over, owed)]
    offers = [reverse("trial:offer", args=[offer.id])]
    ends = [reverse("trial:end", args=[running.id]), reverse("trial:drop", args=[unpaid.id])]
    hers = [
        *(reverse("trial:requests"), reverse("trial:new"), reverse("trial:request", args=[waiting.id])),
        *(reverse("trial:request", args=[shown.request_id]), reverse("trial:pay", args=[unpaid.id])),
        *(*rooms, *offers, *ends, reverse("trial:end", args=[over.id])),
    ]
    his = [
        *(reverse("trial:proposals"), reverse("trial:proposal", args=[asked.id])),
        *(reverse("trial:proposal", args=[shown.id]), *rooms, *offers, *ends),
    ]
    theirs = [reverse("front:desk_matching"), reverse("front:desk_matching_request", args=[waiting.id])]
    assert {resolve(path).view_name for path in (*hers, *his, *theirs)} == TRIAL
    session = str(desk.matcher.staff_session_id)
    operator = cookie(Person.objects.get(id=desk.matcher.person_id), staff_session_id=session)
    assert look_at(chromium, live_server.url, theirs, session=operator) == []
    for side, paths in ((desk.client, hers), (desk.freelancer, his)):
        seen = cookie(Person.objects.get(id=side.person_id))
        assert look_at(chromium, live_server.url, paths, session=seen) == []


@pytest.mark.long
@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_a_panel_pass_axe(chromium: Browser, live_server: LiveServer) -> None:
    """One that is planned, with somebody asked by mail; one that scores, one that agrees, one that has awarded."""
    hall = make_hall()
    planned = make_table(hall)
    client, members = planned.client, planned.members
    seat = invite_to_panel(planned.brief.id, by=client, who="judge@court.example")
    with transaction.atomic():
        token = new_seat_link(seat)
    tables = [make_table(hall, client=client, members=members) for _ in range(3)]
    for number, table in enumerate(tables):
        table.seat()
        table.publish()
        table.propose(f"Ada Number{number}", f"Bo Number{number}")
        with clock.later(days=12):
            open_panel(table.brief.id, by=system("clock"))
            if number:
                table.compared()
    scoring, agreeing, awarded = tables
    with clock.later(days=12):
        awarded.agreed()
        awarded.awarded()
    entry = awarded.entries()[2]
    seen = {
        client: [
            reverse("market:panel_plan", args=[planned.brief.id]),
            *(reverse("market:panel", args=[table.brief.id]) for table in (planned, agreeing, awarded)),
            reverse("market:panel_entry", args=[agreeing.brief.id, 1]),
            reverse("market:panel_protocol", args=[awarded.brief.id]),
        ],
        members[0]: [
            *(reverse("market:panels"), reverse("market:panel", args=[planned.brief.id])),
            *(reverse("market:panel", args=[scoring.brief.id]), reverse("market:panel_link", args=[token])),
            reverse("market:panel_entry", args=[scoring.brief.id, 1]),
        ],
        actor_for(entry.freelancer): [reverse("market:panel_outcome", args=[entry.id])],
    }
    assert {resolve(path).view_name for paths in seen.values() for path in paths} == PANEL
    for side, paths in seen.items():
        session = cookie(Person.objects.get(id=side.person_id))
        assert look_at(chromium, live_server.url, paths, session=session) == []


@pytest.mark.long
@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_a_screening_pass_axe(chromium: Browser, live_server: LiveServer) -> None:
    """An applicant in each stage, one who passed, one who was turned down and appealed; examiners; the editor."""
    way = make_way(make_hall())
    one, two, three = (actor_for(make_person(f"Applicant {number}")) for number in (1, 2, 3))
    passed = way.handed()
    way.scored(passed)
    formed, talking, failed = way.formed(one), way.interviewing(two), way.formed(three)
    way.scored(failed, *[0.0] * 3)
    appealed = way.formed(actor_for(make_person("Applicant 4")))
    way.scored(appealed, *[0.0] * 3)
    appeal_screening(appealed.id, by=actor_for(appealed.person), text="That was another applicant’s work.")
    way.slot(days=3)
    building = way.building(actor_for(make_person("Applicant 5")))
    draft = keep_pipeline.draft_pipeline(way.version.pipeline_id, by=way.lab.operator)
    seen = {
        way.applicant: [reverse("vetting:screenings"), reverse("vetting:screening", args=[passed.id])],
        one: [reverse("vetting:screening", args=[formed.id])],
        two: [reverse("vetting:screening", args=[talking.id])],
        three: [reverse(f"vetting:{name}", args=[failed.id]) for name in ("screening", "screening_appeal")],
        actor_for(building.person): [reverse("vetting:stage", args=[building.id])],
        **{examiner: [reverse("vetting:examining")] for examiner in way.examiners},
        way.lab.operator: [
            reverse("front:desk_screenings"),
            *(reverse("front:desk_pipeline", args=[row.id]) for row in (way.version, draft)),
        ],
    }
    assert {resolve(path).view_name for paths in seen.values() for path in paths} == SCREENING | {
        "vetting:examining"
    }
    for side, paths in seen.items():
        staff = str(side.staff_session_id or "")
        session = cookie(Person.objects.get(id=side.person_id), staff_session_id=staff)
        assert look_at(chromium, live_server.url, paths, session=session) == []


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_services_and_orders_pass_axe(chromium: Browser, live_server: LiveServer) -> None:
    """Orders that are unpaid, unanswered, in work, delivered, and with a wish on either side."""
    shop = make_shop()
    unpaid, ordered, begun = shop.ordered(method="sandbox.declined"), shop.ordered(), shop.begun()
    delivered = shop.delivered(package=2, extras=(1,))
    reason = "We need it for another purpose now."
    wishes = [
        ask_to_cancel(shop.begun().id, by=shop.client, reason=reason),
        ask_extension(shop.begun().id, by=shop.freelancer, days=2, reason=reason),
    ]
    accepted = accept_order(shop.delivered().id, by=shop.client)
    inquiry = open_inquiry(shop.service.id, by=shop.client, text="Can you?")
    until = clock.now().date() + timedelta(days=3)
    offers = [
        make_custom_offer(inquiry.id, by=shop.freelancer, content=offer_content(), valid_until=until)
        for _ in range(2)
    ]
    rooms = [order.contract_id for order in (unpaid, ordered, delivered, accepted)]
    seen = {
        **{f"market:{name}": [()] for name in ("services", "my_services", "new_service")},
        **{f"market:{name}": [(shop.service.id,)] for name in ("service", "edit_service")},
        "package:order": [(shop.service.id,)],
        "package:contract": [(room,) for room in rooms],
        **{f"package:{name}": [(unpaid.id,)] for name in ("pay", "drop")},
        **{f"package:{name}": [(ordered.id,)] for name in ("requirements", "cancel")},
        **{f"package:{name}": [(begun.id,)] for name in ("deliver", "extend", "ask_to_cancel")},
        "package:review": [(delivered.id,)],
        "package:ask": [(wish.id,) for wish in wishes],
        "package:revisions": [(begun.id,)],
        "contracts:extra": [(accepted.contract_id,)],
        "package:ask_first": [(shop.service.id,)],
        **{f"package:{name}": [(inquiry.id,)] for name in ("inquiry", "new_offer")},
        "package:offer": [(offer.id,) for offer in offers],
        "package:answer_request": [(opened(shop.hall, shop.freelancer, shop.client).id,)],
    }
    assert set(seen) == PACKAGE
    theirs = {"market:my_services", "market:new_service", "market:edit_service", "package:new_offer"} | {
        "package:answer_request"
    }
    for side, left_out in ((shop.client, theirs), (shop.freelancer, set())):
        paths = [
            reverse(name, args=about)
            for name, things in seen.items()
            if name not in left_out
            for about in things
        ]
        session = cookie(Person.objects.get(id=side.person_id))
        assert look_at(chromium, live_server.url, paths, session=session) == []
