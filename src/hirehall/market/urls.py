"""Addresses of the market."""

from __future__ import annotations

from django.urls import path

from hirehall.market.pages import briefs, clients, doors, find, proposals, questions

app_name = "market"
urlpatterns = [
    path("find/freelancers/", find.freelancers_page, name="find_freelancers"),
    path("find/briefs/", find.briefs_page, name="find_briefs"),
    path("briefs/", briefs.mine, name="mine"),
    path("briefs/new/", briefs.new, name="new"),
    path("briefs/<uuid:brief_id>/", briefs.brief, name="brief"),
    path("briefs/<uuid:brief_id>/draft/", briefs.draft, name="draft"),
    path("briefs/<uuid:brief_id>/draft/saved/", briefs.autosave, name="autosave"),
    path("briefs/<uuid:brief_id>/draft/quote/", briefs.quote, name="budget_quote"),
    path("briefs/<uuid:brief_id>/check/", briefs.check, name="check"),
    path("briefs/<uuid:brief_id>/publication/", briefs.publication, name="publication"),
    path("briefs/<uuid:brief_id>/edit/", briefs.edit, name="edit"),
    path("briefs/<uuid:brief_id>/closure/", briefs.closure, name="closure"),
    path("briefs/<uuid:brief_id>/reopening/", briefs.reopening, name="reopening"),
    path("briefs/<uuid:brief_id>/discarding/", briefs.discarding, name="discarding"),
    path("briefs/<uuid:brief_id>/clarifications/", questions.clarifications, name="clarifications"),
    path("clarifications/<uuid:clarification_id>/answer/", questions.answer, name="answer"),
    path("briefs/<uuid:brief_id>/invitations/", questions.invitations, name="invitations"),
    path("people/<uuid:person_id>/invitation/", questions.invite, name="invite"),
    path("invitations/<uuid:invitation_id>/refusal/", questions.refusal, name="invitation_refusal"),
    path("invitations/<uuid:invitation_id>/thread/", questions.thread, name="invitation_thread"),
    path("briefs/<uuid:brief_id>/proposals/", proposals.brief_proposals, name="brief_proposals"),
    path("briefs/<uuid:brief_id>/proposals/comparison/", proposals.compare, name="compare"),
    path("briefs/<uuid:brief_id>/proposal/", proposals.propose, name="propose"),
    path("briefs/<uuid:brief_id>/proposal/saved/", proposals.autosave, name="proposal_autosave"),
    path("briefs/<uuid:brief_id>/proposal/check/", proposals.proposal_check, name="proposal_check"),
    path("briefs/<uuid:brief_id>/proposal/quote/", proposals.quote, name="quote"),
    path("proposals/", proposals.mine, name="proposals"),
    path("proposals/appeal/", proposals.appeal, name="appeal"),
    path("proposals/<uuid:proposal_id>/", proposals.proposal, name="proposal"),
    path("proposals/<uuid:proposal_id>/submission/", proposals.submission, name="submission"),
    path("proposals/<uuid:proposal_id>/withdrawal/", proposals.withdrawal, name="withdrawal"),
    path("proposals/<uuid:proposal_id>/shortlisting/", proposals.shortlisting, name="shortlisting"),
    path("proposals/<uuid:proposal_id>/refusal/", proposals.refusal, name="refusal"),
    path("proposals/<uuid:proposal_id>/thread/", proposals.thread, name="thread"),
    path("with/<slug:handle>/", doors.door, name="door"),
    path("with/<slug:handle>/embed/", doors.embed, name="embed"),
    path("oembed", doors.oembed, name="oembed"),
    path("clients/own/", clients.own_clients, name="own_clients"),
    path("quote-requests/", clients.requests, name="requests"),
    path("quote-requests/<uuid:request_id>/", clients.request_page, name="request"),
    path("quote-requests/<uuid:request_id>/refusal/", clients.refusal, name="request_refusal"),
    path("quote-requests/<uuid:request_id>/withdrawal/", clients.withdrawal, name="request_withdrawal"),
    path("quote-requests/<uuid:request_id>/thread/", clients.thread, name="request_thread"),
    path("quote-requests/link/<str:token>/", doors.link, name="request_link"),
    path("quote-requests/link/<str:token>/refusal/", doors.link_refusal, name="request_link_refusal"),
]
