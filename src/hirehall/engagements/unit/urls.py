"""Addresses of the unit order: nouns, and a POST to a noun does it."""

from __future__ import annotations

from django.urls import path

from hirehall.engagements.unit.pages import bulk, direct, pool, questions, team, texts, work

app_name = "unit"

urlpatterns = [
    path("pool/", pool.pool, name="pool"),
    path("pool/new/", pool.new, name="new"),
    path("pool/new/quote/", pool.quote, name="quote"),
    path("pool/new/bulk/", bulk.bulk, name="bulk"),
    path("pool/new/bulk/template/", bulk.template, name="bulk_template"),
    path("pool/bulk/<uuid:batch_id>/", bulk.batch, name="batch"),
    path("pool/bulk/<uuid:batch_id>/posting/", bulk.post, name="post_batch"),
    path("pool/bulk/<uuid:batch_id>/dropping/", bulk.drop, name="drop_batch"),
    path("pool/new/direct/<str:handle>/", direct.order, name="direct"),
    path("pool/new/direct/<str:handle>/quote/", direct.quote, name="direct_quote"),
    path("pool/prices/", direct.prices, name="prices"),
    path("pool/writers/", direct.writers, name="writers"),
    path("pool/teams/", team.teams, name="teams"),
    path("pool/teams/new/", team.new, name="new_team"),
    path("pool/teams/<uuid:team_id>/", team.team, name="team"),
    path("pool/teams/<uuid:team_id>/setting/", team.setting, name="set_team"),
    path("pool/candidates/<uuid:candidate_id>/answer/", team.answer, name="answer_candidate"),
    path("pool/candidates/<uuid:candidate_id>/end/", team.end, name="end_membership"),
    path("pool/posted/", pool.posted, name="posted"),
    path("pool/texts/", texts.texts, name="texts"),
    path("pool/texts/<uuid:export_id>/", texts.export, name="export"),
    path("pool/level/", pool.level, name="level"),
    path("pool/<uuid:order_id>/", pool.posting, name="posting"),
    path("pool/<uuid:order_id>/payment/", pool.pay, name="pay"),
    path("pool/<uuid:order_id>/cancellation/", pool.cancel, name="cancel"),
    path("pool/<uuid:order_id>/acceptance/", direct.take, name="take_on"),
    path("pool/<uuid:order_id>/refusal/", direct.decline, name="decline"),
    path("pool/<uuid:order_id>/claim/", pool.claim, name="claim"),
    path("pool/<uuid:order_id>/work/", pool.start, name="start"),
    path("pool/<uuid:order_id>/return/", pool.give_back, name="give_back"),
    path("pool/<uuid:order_id>/questions/", questions.ask, name="ask_question"),
    path("pool/questions/<uuid:question_id>/answer/", questions.answer, name="answer_question"),
    path("pool/<uuid:order_id>/delivery/", work.deliver, name="deliver"),
    path("contracts/unit/<uuid:contract_id>/", work.contract, name="contract"),
    path("unit-orders/<uuid:order_id>/review/", work.review, name="review"),
    path("unit-orders/<uuid:order_id>/mark/", work.mark, name="mark"),
    path("unit-orders/<uuid:order_id>/revision/", work.revise, name="revise"),
]
