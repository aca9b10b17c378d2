"""Addresses of the screens that are made of many modules."""

from __future__ import annotations

from django.urls import path

from hirehall.front.pages import apidocs, desk, desk_hall, desk_rules, guide, home, people, public, what_if

app_name = "front"
urlpatterns = [
    path("", home.home, name="home"),
    path("home/", home.dashboard, name="dashboard"),
    path("robots.txt", home.robots, name="robots"),
    path("manifest.webmanifest", home.manifest, name="manifest"),
    path("guide/", guide.start, name="guide"),
    path("guide/<slug:code>/", guide.answered, name="guide_step"),
    path("guide/<slug:code>/picture.png", guide.picture, name="guide_picture"),
    path("fees/", public.fees, name="fees"),
    path("fees/what-if/", what_if.what_if, name="what_if"),
    path("freelancing-and-outsourcing/", public.comparison, name="comparison"),
    path("how-money-is-held/", public.money_held, name="money_held"),
    path("where-work-is-found/", public.where, name="where"),
    path("help/", public.help_page, name="help"),
    path("people/<slug:handle>/", people.profile, name="profile"),
    path("organisations/<slug:handle>/", people.organisation, name="organisation"),
    path("api/v1/docs", apidocs.index, name="api_docs"),
    path("api/v1/docs/<slug:slug>", apidocs.chapter, name="api_chapter"),
    path("api/v1/problems", apidocs.problem_list, name="api_problems"),
    path("api/v1/problems/<str:code>", apidocs.problem, name="api_problem"),
    path("desk/", desk.overview, name="desk"),
    path("desk/people/", desk.people, name="desk_people"),
    path("desk/people/<uuid:person_id>/", desk.person, name="desk_person"),
    path("desk/people/<uuid:person_id>/suspension/", desk.suspension, name="desk_suspension"),
    path("desk/people/<uuid:person_id>/reinstatement/", desk.reinstatement, name="desk_reinstatement"),
    path("desk/people/<uuid:person_id>/suspension/upholding/", desk.upholding, name="desk_upholding"),
    path("desk/contracts/", desk.contracts, name="desk_contracts"),
    path("desk/contracts/<uuid:contract_id>/", desk.contract, name="desk_contract"),
    path("desk/books/", desk.books, name="desk_books"),
    path("desk/payouts/", desk.payouts, name="desk_payouts"),
    path("desk/payouts/<uuid:payout_id>/retry/", desk.payout_retry, name="desk_payout_retry"),
    path("desk/payouts/<uuid:payout_id>/return/", desk.payout_return, name="desk_payout_return"),
    path("desk/refunds/<uuid:refund_id>/retry/", desk.refund_retry, name="desk_refund_retry"),
    path("desk/fees/<uuid:schedule_id>/withdrawal/", desk_rules.withdrawal, name="desk_fee_withdrawal"),
    path("desk/fees/", desk_rules.fees, name="desk_fees"),
    path("desk/fees/examples/", desk_rules.fee_examples, name="desk_fee_examples"),
    path("desk/clocks/", desk_rules.policy, name="desk_policy"),
    path("desk/hall/", desk_hall.hall, name="desk_hall"),
    path("desk/hall/logo/", desk_hall.logo, name="desk_logo"),
    path("desk/clauses/", desk_hall.clauses, name="desk_clauses"),
    path("desk/appeals/", desk_hall.appeals, name="desk_appeals"),
    path("desk/skills/", desk.skills, name="desk_skills"),
    path("desk/categories/<uuid:category_id>/", desk.category, name="desk_category"),
    path("desk/skills/<uuid:skill_id>/", desk.skill, name="desk_skill"),
    path("desk/jobs/", desk.jobs, name="desk_jobs"),
    path("desk/jobs/<int:job_id>/retry/", desk.job_retry, name="desk_job_retry"),
    path("desk/jobs/<int:job_id>/discard/", desk.job_discard, name="desk_job_discard"),
    path("desk/log/", desk.log, name="desk_log"),
]
