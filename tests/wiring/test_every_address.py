"""Every address of the installation, asked for by everybody: never a 500, and never what belongs to somebody else.

Addresses and their arguments come from the resolver, so a new page is asked for as well. Each is asked for twice: with
ids of things that exist, and with ids of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from hirehall.contracts.models import Contract, Offer
from hirehall.engagements.hourly.actions.import_time import upload_sheet
from hirehall.engagements.listing.actions.read_source import enter_feed
from hirehall.engagements.listing.actions.save_search import save_search
from hirehall.engagements.listing.actions.take_in import upload_positions
from hirehall.engagements.listing.queries import Asked
from hirehall.engagements.package.actions.open_inquiry import open_inquiry
from hirehall.engagements.unit.actions.answer_delivery import accept_order as accept_unit_order
from hirehall.engagements.unit.actions.ask_question import ask_question
from hirehall.engagements.unit.actions.batch import read_batch
from hirehall.engagements.unit.actions.claim_order import claim_order, start_work
from hirehall.engagements.unit.actions.deliver_order import deliver_order
from hirehall.engagements.unit.actions.export_texts import export_texts
from hirehall.engagements.unit.actions.read_work import rate_work
from hirehall.engagements.unit.actions.set_level import set_level
from hirehall.engagements.unit.actions.team import apply_to_team, open_team
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor, Hat, staff
from hirehall.front.actions.begin_hall_draft import begin_hall_draft
from hirehall.halls.models import Hall
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.actions.suspend_person import suspend_person
from hirehall.people.models import Person
from hirehall.people.queries import staff_actor
from hirehall.vetting.actions.appeal_question import appeal_question
from tests.architecture.test_addresses import CHOSEN, EXAMPLES, patterns
from tests.look.story import tell
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import Pair
from tests.makers.hourly import held
from tests.makers.listing import SHEET, Board, switch_on
from tests.makers.listing import bought as buy_into
from tests.makers.money import open_vote
from tests.makers.package import Shop, make_service
from tests.makers.people import make_member
from tests.makers.trial import Desk as Matching
from tests.makers.trial import switch_on as match_by_hand
from tests.makers.unit import Pool, make_editor, words
from tests.makers.vetting import make_lab, make_way

pytestmark = pytest.mark.django_db
FINE = {200, 204, 301, 302, 303, 304, 400, 403, 404, 405, 406, 409, 410, 412, 422, 429}
PUBLIC = {
    "bank_id",
    "brief_id", "category_id", "code", "currency", "file_id", "handle", "job_id", "month", "name", "organisation_id",
    "person_id", "pk", "position_id", "service_id", "session_id", "showing_id", "signature", "skill_id", "slug",
    "token", "upload_id", "version", "year",
    "team_id", "fee_vote_id", "credential_id", "list_id", "purpose",
}  # fmt: skip
"""What an address may name that is not one side's alone: pages of these decide by what the thing is."""
OWN_PAGES = {"people:organisation", "market:edit", "market:check", "market:compare", "listing:change"}
TABLES = {
    "showing_id": "Showing", "entry_id": "Entry", "file_id": "StoredFile", "piece_id": "PortfolioPiece",
    "request_id": "QuoteRequest",
    "terms_id": "TermsVersion", "invitation_id": "Invitation", "window_id": "ReviewWindow",
    "schedule_id": "FeeSchedule", "charge_id": "Charge", "order_id": "Order PoolOrder UnitOrder",
    "version_id": "BankVersion PipelineVersion",
    "appeal_id": "CapAppeal QuestionAppeal ScreeningAppeal",
    "copy_id": "CopyFound", "export_id": "TextExport", "draft_id": "HallDraft",
    "source_id": "FeedSource", "other_id": "Position",
    "list_id": "StatusList",
}  # fmt: skip
PARTIES = ("Hollis Grey", "Mateus Lindqvist")
SEATS = ("visitor", "stranger", "suspended", "operator_off", "operator_on", *PARTIES)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LEFT_OUT = {"account_logout": "would end the sweep", "readyz": "says that no worker runs in a test"}
ONLY_POSTED_TO = {
    "application_id",
    "former_address_id",
    "import_id",
    "link_id",
    "operator_id",
    "verification_id",
}
EMPTY = {"upload_id", "session_id", "job_id", "refund_id", "token_id", "ask_id", "split_id"} | ONLY_POSTED_TO


def world() -> None:
    """The story of the milestone contract, and the same two under the other models."""
    tell()
    client, freelancer = (actor_of(Person.objects.get(name=name)) for name in PARTIES)
    pair = Pair(Hall.objects.get(), client, freelancer)
    upload_sheet(
        held(pair).id, by=freelancer, text="Description,Start,Duration\nTickets,10/11/2026 09:00,1:00\n"
    )
    shop = Shop(pair.hall, client, freelancer, make_service(pair.hall, freelancer))
    shop.delivered()
    open_inquiry(shop.service.id, by=client, text="Can you draw a sign?")
    editor = make_editor()
    set_level(pair.hall.id, freelancer.require_person(), by=editor, level=2, reason="A clear sample.")
    pool = Pool(pair.hall, client, freelancer, editor)
    bought = accept_unit_order(pool.delivered().id, by=client)
    export_texts(pair.hall.id, by=client, order_ids=(bought.id,))
    rate_work(bought.id, by=client, mark=1)
    pool.delivered()
    ask_question(pool.begun().pk, by=freelancer, text="Is it of oak, or of beech?")
    read_batch(
        pair.hall.id, by=client,
        text="title,instructions,unit,least,most,level,hours\nTiles,One text for each tile,item,9,9,1,9",
    )  # fmt: skip
    sitting = make_lab(pair.hall).sat(by=freelancer)
    appeal_question(sitting.id, 1, by=freelancer, text="Two of the answers can be right.")
    desk(pair, editor)
    switch_on(pair.hall, **{"listing.membership_sold": 1})
    board = Board(pair.hall, client, freelancer, editor)
    board.submitted(title="Data entry: start today")
    board.kept()
    upload_positions(pair.hall.id, by=client, text=SHEET)
    enter_feed(pair.hall.id, by=editor, name="Juniper", address="https://rowan.invalid/work.xml", mapping={})
    way = make_way(pair.hall)
    way.slot(days=9)
    way.formed(freelancer)
    buy_into(board, at_once=True)
    save_search(pair.hall.id, by=freelancer, asked=Asked(text="editor"), every="daily")
    match_by_hand(pair.hall)
    matching = Matching(pair.hall, client, freelancer, freelancer, editor)
    matching.running()
    matching.shown()


def desk(pair: Pair, editor: Actor) -> None:
    """A team with who would join it, two texts that are alike, a vote on fees, a hall that is being prepared."""
    pool = Pool(pair.hall, pair.client, pair.freelancer, editor)
    about, task = "Product pages for a pottery.", "Five sentences about a bowl that you like."
    team = open_team(pair.hall.id, by=pair.client, name="The pottery", about=about, task=task)
    apply_to_team(team.id, by=pair.freelancer, text="It is blue, it is deep, and it holds soup for two.")
    again, other = pool.posted(), pool.writer("Ada Stern")
    claim_order(again.pk, by=other)
    start_work(again.pk, by=other)
    deliver_order(again.pk, by=other, text=words(350))
    jobs.drain()
    open_vote(pair.hall, list(Person.objects.filter(name__in=PARTIES)))
    operator = make_person("Olga Opener", operator=True)
    session = start_staff_session(by=actor_of(operator), reason="A hall for the potters")
    begin_hall_draft("writers", by=staff(operator.id, staff_session_id=session.id))


def known(argument: str) -> list[Any]:
    """The newest thing that such an argument can name, or none; of what each model has, one of each."""
    if argument in {"handle", "slug"}:
        return list(Person.objects.order_by("joined_at").values_list("handle", flat=True)[:1])
    if argument in {"contract_id", "offer_id"}:
        rows: Any = Contract if argument == "contract_id" else Offer
        return list(rows.objects.order_by("model", "-pk").distinct("model").values_list("pk", flat=True))
    wanted = TABLES.get(argument, argument.removesuffix("_id").title().replace("_", ""))
    return [
        model._default_manager.order_by("pk").last().pk  # type: ignore[union-attr]
        for model in apps.get_models()
        if model.__name__ in wanted.split()
        and model.__module__.startswith("hirehall.")
        and model._default_manager.exists()
    ]


def addresses() -> list[tuple[str, str, dict[str, Any]]]:
    """(name, address, what it names) for each page, with things that exist and with none."""
    found: dict[str, tuple[str, str, dict[str, Any]]] = {}
    there: dict[str, list[Any]] = {}
    for name, _, converters in patterns():
        if name.startswith("api-v1:"):
            continue
        nothing = {key: EXAMPLES.get(type(one), "word") for key, one in converters.items()}
        nothing.update(CHOSEN.get(name, {}))
        for key in converters:
            there.setdefault(key, known(key))
        choices = [there.get(key) or [nothing[key]] for key in nothing]
        for values in [tuple(nothing.values()), *product(*choices)]:
            given = dict(zip(nothing, values, strict=True))
            with suppress(NoReverseMatch):
                address = reverse(name, kwargs=given)
                found[address] = (name, address, given)
    return list(found.values())


def sits(seat: str) -> Client:
    client = Client(raise_request_exception=False)
    operator = make_person("Olga Operator", Hat.CLIENT, operator=True)
    if seat == "stranger":
        client.force_login(make_member("Sam Stranger", side="both"), backend=BACKEND)
    elif seat in PARTIES:
        client.force_login(Person.objects.get(name=seat), backend=BACKEND)
    elif seat == "suspended":
        who = make_member("Sam Stranger", side="both")
        by = staff_actor(operator, start_staff_session(by=actor_of(operator), reason="spam").id)
        assert by is not None
        suspend_person(who.id, by=by, reason="Spam to forty members")
        who.refresh_from_db()
        client.force_login(who, backend="hirehall.people.login.SuspendedBackend")
    elif seat != "visitor":
        client.force_login(operator, backend=BACKEND)
    if seat == "operator_on":
        session = client.session
        started = start_staff_session(by=actor_of(operator), reason="Looking at every page")
        session["staff_session_id"] = str(started.id)
        session.save()
    return client


@pytest.mark.long
@pytest.mark.parametrize("seats", [SEATS[::2], SEATS[1::2]], ids=", ".join)
def test_no_address_breaks_and_nobody_sees_what_is_not_theirs(seats: tuple[str, ...]) -> None:
    """The world is made once for several seats; what one of them changes is taken back before the next."""
    world()
    broken, seen = [], []
    for seat in seats:
        before = transaction.savepoint()
        for name, address, given, status in sweep(seat):
            if status not in FINE:
                broken.append(f"{seat}: {name} answers {status} at {address}")
            private = bool(set(given) - PUBLIC) or name in OWN_PAGES
            theirs = seat == "operator_on" or (seat in PARTIES and not name.startswith("front:desk"))
            if status == 200 and not theirs and (private or name.startswith("front:desk")):
                seen.append(f"{seat}: {name} shows {address}")
        transaction.savepoint_rollback(before)
    assert not broken, "\n".join(broken)
    assert not seen, "\n".join(seen)


def sweep(seat: str) -> Iterator[tuple[str, str, dict[str, Any], int]]:
    """Every address, asked for from this seat, with the status of its answer."""
    cache.clear()
    client = sits(seat)
    for name, address, given in addresses():
        if name not in LEFT_OUT:
            yield name, address, given, client.get(address).status_code


def test_there_is_something_of_every_kind_to_ask_for() -> None:
    """The sweep would pass on an empty market; this one sees that most arguments name something."""
    world()
    asked = {key for _, _, given in addresses() for key in given if key.endswith("_id")}
    missing = {key for key in asked if not known(key)}
    assert missing <= EMPTY, missing - EMPTY
    assert len(known("contract_id")) == 5
