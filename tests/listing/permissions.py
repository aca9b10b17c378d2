"""Who may do what with outside positions. Who sent one in owns it; a member who keeps it is the counterparty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hirehall.engagements.listing.actions import decide_deposit as deciding
from hirehall.engagements.listing.actions import end_membership as ending
from hirehall.engagements.listing.actions import face_membership_bank as bank
from hirehall.engagements.listing.actions import put_down_deposit as putting
from hirehall.engagements.listing.actions import stop_membership as stopping
from hirehall.engagements.listing.actions import use_membership as using
from hirehall.engagements.listing.actions.buy_membership import (
    buy_membership,
    fail_membership,
    settle_membership,
)
from hirehall.engagements.listing.actions.close_position import (
    close_position,
    expire_position,
    remove_position,
    report_position,
)
from hirehall.engagements.listing.actions.post_by_mail import (
    ask_by_mail,
    change_by_mail,
    confirm_by_mail,
    end_by_mail,
    forget_mailed,
)
from hirehall.engagements.listing.actions.read_source import (
    change_feed,
    enter_feed,
    remove_feed,
    switch_feed,
    take_in_feed,
)
from hirehall.engagements.listing.actions.save_search import (
    change_search,
    drop_search,
    save_search,
    tell_of_search,
)
from hirehall.engagements.listing.actions.screen_position import (
    confirm_position,
    date_screening,
    dismiss_signal,
    list_position,
    refuse_position,
)
from hirehall.engagements.listing.actions.submit_position import (
    send_again,
    submit_position,
    withdraw_position,
)
from hirehall.engagements.listing.actions.take_in import (
    forget_intakes,
    read_positions,
    take_in_positions,
    upload_positions,
)
from hirehall.engagements.listing.actions.track_position import (
    forget_position,
    note_application,
    save_position,
)
from hirehall.engagements.listing.models import Deposit, Membership, Position, SavedSearch
from hirehall.engagements.listing.operations import Reading
from hirehall.engagements.listing.queries import Asked
from hirehall.engagements.listing.states import Outcome
from hirehall.foundation import clock
from hirehall.foundation.actor import ANONYMOUS, Actor
from hirehall.money import rails
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.listing import (
    SHEET,
    WHY,
    Board,
    bought,
    content,
    lost_case,
    make_board,
    put_down,
    switch_on,
)
from tests.permission_case import Case

POSTER, KEEPER, SYSTEM, STAFF = {"owner"}, {"counterparty"}, {"system"}, {"staff_on"}
Row = tuple[str, set[str], Callable[[Actor], Any]]
PEOPLE = {"owner", "stranger", "counterparty", "staff_off"}
OTHERS = PEOPLE - {"owner"}
URGENT = (
    "We need somebody urgently. Edit recipes and short essays, two days a week, and tell us how you work."
)


def matrix() -> list[Case]:
    board = make_board(make_hall(slug="listing-matrix"), poster="Pia Board", member="Mo Board")
    hall, checks = board.hall.id, board.checks
    waiting, listed, over = board.submitted(), board.listed(), board.listed()
    refused, remarked = board.refused(), board.submitted(description=URGENT)
    signal = remarked.signals.get()
    kept = board.kept(listed)
    search = save_search(hall, by=board.member, asked=Asked(text="essays"), every="weekly")
    due = save_search(hall, by=board.poster, asked=Asked(text="essays"), every="instant")
    SavedSearch.objects.filter(id=due.id).update(next_at=clock.now())
    Position.objects.filter(id=over.id).update(expires_at=clock.now())
    told: dict[str, Any] = {
        "name": "Juniper",
        "address": "https://juniper-press.example/work.xml",
        "mapping": {},
    }
    feed = enter_feed(hall, by=board.editor, **told)
    more: dict[str, Any] = {**told, "every_hours": 24, "closes": True}
    nothing = Reading(Outcome.UNCHANGED)
    sheet = upload_positions(hall, by=board.poster, text=SHEET)
    columns = sheet.columns
    link = board.mailed()
    confirmed = board.mailed(email="kit@juniper-press.example")
    confirm_by_mail(confirmed, by=ANONYMOUS)
    anybody = PEOPLE | {"anonymous"}
    rows: list[Row] = [
        ("submit_position", PEOPLE, lambda by: submit_position(hall, by=by, content=content())),
        ("send_again", POSTER, lambda by: send_again(refused.id, by=by, content=content())),
        ("withdraw_position", POSTER, lambda by: withdraw_position(waiting.id, by=by)),
        ("list_position", STAFF, lambda by: list_position(waiting.id, by=by, answers=checks)),
        ("refuse_position", STAFF, lambda by: refuse_position(waiting.id, by=by, reason=WHY)),
        ("dismiss_signal", STAFF, lambda by: dismiss_signal(remarked.id, signal.id, by=by, reason=WHY)),
        ("confirm_position", STAFF, lambda by: confirm_position(listed.id, by=by)),
        ("date_screening", STAFF, lambda by: date_screening(
            hall, by=by, checks=("It exists.",), free_mail=(), hosts=(), reason=WHY
        )),
        ("close_position", POSTER, lambda by: close_position(listed.id, by=by)),
        ("remove_position", STAFF, lambda by: remove_position(listed.id, by=by, reason=WHY)),
        ("expire_position", SYSTEM, lambda by: expire_position(over.id, by=by)),
        ("report_position", OTHERS, lambda by: report_position(listed.id, by=by, text="They asked for a fee.")),
        ("save_position", OTHERS, lambda by: save_position(listed.id, by=by)),
        ("note_application", KEEPER, lambda by: note_application(kept.id, by=by, step="applied")),
        ("save_search", PEOPLE, lambda by: save_search(hall, by=by, asked=Asked(), every="daily")),
        ("change_search", KEEPER, lambda by: change_search(search.id, by=by, every="never")),
        ("drop_search", KEEPER, lambda by: drop_search(search.id, by=by)),
        ("tell_of_search", SYSTEM, lambda by: tell_of_search(due.id, by=by)),
        ("enter_feed", STAFF, lambda by: enter_feed(hall, by=by, **{**told, "address": "https://rowan.example/"})),
        ("change_feed", STAFF, lambda by: change_feed(feed.id, by=by, **more)),
        ("take_in_feed", SYSTEM, lambda by: take_in_feed(feed.id, by=by, reading=nothing)),
        ("remove_feed", STAFF, lambda by: remove_feed(feed.id, by=by, closes=True)),
        ("switch_feed", STAFF, lambda by: switch_feed(feed.id, by=by, on=False)),
        ("ask_by_mail", anybody, lambda by: ask_by_mail(hall, by=by, email="ada@rowan.example", content=content())),
        ("confirm_by_mail", anybody, lambda by: confirm_by_mail(link, by=by)),
        ("change_by_mail", anybody, lambda by: change_by_mail(confirmed, by=by, content=content())),
        ("end_by_mail", anybody, lambda by: end_by_mail(confirmed, by=by)),
        ("forget_mailed", SYSTEM, lambda by: forget_mailed(by=by)),
        ("upload_positions", PEOPLE | STAFF, lambda by: upload_positions(hall, by=by, text=SHEET)),
        ("read_positions", POSTER, lambda by: read_positions(sheet.id, by=by, columns=columns)),
        ("take_in_positions", POSTER, lambda by: take_in_positions(sheet.id, by=by)),
        ("forget_intakes", SYSTEM, lambda by: forget_intakes(by=by)),
        ("forget_position", KEEPER, lambda by: forget_position(kept.id, by=by)),
    ]  # fmt: skip
    rows += memberships(board) + deposits(board)
    return [
        Case(action=f"listing.{name}", call=call, owner=board.poster, counterparty=board.member, may=may)
        for name, may, call in rows
    ]


def memberships(board: Board) -> list[Row]:
    """Whoever bought one owns it: the member here, who is the counterparty of positions."""
    sold = make_hall(slug="listing-matrix-sold")
    for hall in (board.hall, sold):
        switch_on(hall, **{"listing.membership_sold": 1})
    unpaid = buy_membership(board.hall.id, by=actor_of(make_person("Bea Buyer")))
    rails.drive(unpaid.payment_id)
    mine, now = bought(board), clock.now()
    Membership.objects.filter(id=mine.id).update(earn_at=now, tell_at=now)
    over, taken, stopped = (
        bought(board, by=actor_of(make_person(name)), at_once=True)
        for name in ("Otto Over", "Tove Taken", "Stella Stopped")
    )
    Membership.objects.filter(id=over.id).update(ends_at=clock.now(), tell_at=None, renews=True)
    case = lost_case(taken.payment_id)
    switch_on(board.hall, **{"listing.membership_sold": 0})
    return [
        ("buy_membership", PEOPLE, lambda by: buy_membership(sold.id, by=by)),
        ("settle_membership", SYSTEM, lambda by: settle_membership(unpaid.payment_id, by=by)),
        ("fail_membership", SYSTEM, lambda by: fail_membership(unpaid.payment_id, by=by)),
        ("choose_renewal", KEEPER, lambda by: using.choose_renewal(mine.id, by=by, renews=True)),
        ("tell_of_end", SYSTEM, lambda by: ending.tell_of_end(mine.id, by=by)),
        ("take_back_membership", KEEPER, lambda by: using.take_back_membership(mine.id, by=by)),
        ("begin_membership", KEEPER, lambda by: using.begin_membership(mine.id, by=by)),
        ("earn_membership", SYSTEM, lambda by: ending.earn_membership(mine.id, by=by)),
        ("renew_membership", SYSTEM, lambda by: ending.renew_membership(over.id, by=by)),
        ("stop_membership", SYSTEM, lambda by: stopping.stop_membership(stopped.id, by=by)),
        ("expire_membership", SYSTEM, lambda by: ending.expire_membership(over.id, by=by)),
        ("halt_membership", SYSTEM, lambda by: bank.halt_membership(case, by=by)),
        ("resume_membership", SYSTEM, lambda by: bank.resume_membership(case, by=by)),
        ("settle_membership_loss", SYSTEM, lambda by: bank.settle_membership_loss(case, by=by)),
    ]


def deposits(board: Board) -> list[Row]:
    """Whoever sent the position in owns its deposit."""
    switch_on(board.hall, **{"listing.deposit_asked": 1, "listing.waiting_per_person": 50})
    due, coming = put_down(board, paid=False), put_down(board, paid=False)
    asked = putting.pay_deposit(coming.id, by=board.poster).payment_id
    rails.drive(asked)
    held, over, warned, objected = (put_down(board) for _ in range(4))
    for row in (warned, objected):
        deciding.warn_of_keeping(row.id, by=board.editor, code="scam", reason=WHY)
    deciding.appeal_keeping(objected.id, by=board.poster, text=WHY)
    withdraw_position(over.position_id, by=board.poster)
    Deposit.objects.filter(id=objected.id).update(keep_at=clock.now())
    case = lost_case(held.payment_id)
    switch_on(board.hall, **{"listing.deposit_asked": 0})
    told = {"code": "scam", "reason": WHY}
    return [
        ("pay_deposit", POSTER, lambda by: putting.pay_deposit(due.id, by=by)),
        ("settle_deposit", SYSTEM, lambda by: putting.settle_deposit(asked, by=by)),
        ("fail_deposit", SYSTEM, lambda by: putting.fail_deposit(asked, by=by)),
        ("settle_deposit_loss", SYSTEM, lambda by: putting.settle_deposit_loss(case, by=by)),
        ("return_deposit", SYSTEM, lambda by: deciding.return_deposit(over.id, by=by)),
        ("warn_of_keeping", STAFF, lambda by: deciding.warn_of_keeping(held.id, by=by, **told)),
        ("appeal_keeping", POSTER, lambda by: deciding.appeal_keeping(warned.id, by=by, text=WHY)),
        (
            "decide_deposit",
            STAFF,
            lambda by: deciding.decide_deposit(objected.id, by=by, keep=True, reason=WHY),
        ),
        ("keep_deposit", SYSTEM, lambda by: deciding.keep_deposit(objected.id, by=by)),
    ]
