"""Addresses of the board: nouns, and a POST to a noun does it."""

from __future__ import annotations

from django.urls import path

from hirehall.engagements.listing.pages import (
    board,
    deposit,
    files,
    mailed,
    membership,
    posting,
    searches,
    tracker,
)

app_name = "listing"

urlpatterns = [
    path("positions/", board.board_page, name="board"),
    path("positions/feed.xml", board.atom_feed, name="atom_feed"),
    path("positions/feed.json", board.json_feed, name="json_feed"),
    path("positions/new/", posting.new, name="new"),
    path("positions/import/", files.upload, name="upload"),
    path("positions/import/positions.csv", files.template, name="template_csv"),
    path("positions/import/<uuid:intake_id>/", files.intake, name="intake"),
    path("positions/import/<uuid:intake_id>/positions/", files.take_in, name="take_in"),
    path("positions/by-mail/", mailed.new, name="mail_new"),
    path("positions/by-mail/sent/", mailed.sent, name="mail_sent"),
    path("positions/by-mail/<str:token>/", mailed.mailed, name="mailed"),
    path("positions/by-mail/<str:token>/change/", mailed.change, name="mail_change"),
    path("positions/by-mail/<str:token>/end/", mailed.end, name="mail_end"),
    path("positions/membership/", membership.membership, name="membership"),
    path("positions/membership/<uuid:membership_id>/beginning/", membership.begin, name="begin_membership"),
    path("positions/membership/<uuid:membership_id>/withdrawal/", membership.take_back, name="take_back"),
    path("positions/membership/<uuid:membership_id>/renewal/", membership.renewal, name="renewal"),
    path("positions/sent-in/", posting.sent_in, name="sent_in"),
    path("positions/kept/", tracker.kept, name="kept"),
    path("positions/kept/positions.csv", tracker.kept_csv, name="kept_csv"),
    path("positions/kept/<uuid:tracked_id>/", tracker.note, name="note"),
    path("positions/kept/<uuid:tracked_id>/removal/", tracker.forget, name="forget"),
    path("positions/searches/", searches.searches, name="searches"),
    path("positions/searches/stopping/<str:token>/", searches.stop, name="stop"),
    path("positions/searches/<uuid:saved_search_id>/", searches.change, name="change_search"),
    path("positions/searches/<uuid:saved_search_id>/removal/", searches.drop, name="drop_search"),
    path("positions/<uuid:position_id>/", board.position_page, name="position"),
    path("positions/<uuid:position_id>/change/", posting.change, name="change"),
    path("positions/<uuid:position_id>/withdrawal/", posting.withdraw, name="withdraw"),
    path("positions/<uuid:position_id>/closing/", posting.close, name="close"),
    path("positions/<uuid:position_id>/keeping/", tracker.keep, name="keep"),
    path("positions/<uuid:position_id>/deposit/", deposit.deposit, name="deposit"),
    path("positions/<uuid:position_id>/deposit/objection/", deposit.objection, name="objection"),
    path("positions/<uuid:position_id>/report/", board.report, name="report"),
]
