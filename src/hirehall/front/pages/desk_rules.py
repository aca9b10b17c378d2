"""The desk's two pages that date new rules: fees, and clocks and caps."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirehall.foundation.http import actor_in
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.front.fee_examples import examples_of
from hirehall.front.fee_replay import AT_ONCE, charge_again
from hirehall.front.forms import FeesForm, PolicyForm, is_amount, label_of, policy_fields, shares_in, start_of
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.front.schedule_words import card, words
from hirehall.halls.actions.date_policy import date_policy
from hirehall.halls.models import Hall, Policy
from hirehall.halls.queries import policies, policy_now
from hirehall.halls.states import declared, lists
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.fees.actions.draft_schedule import draft_schedule
from hirehall.money.fees.actions.withdraw_schedule import withdraw_schedule
from hirehall.money.models import FeeDraft
from hirehall.money.queries import UnreadableRules, fee_drafts_of, read_rules, schedule_in_force, schedules_of
from hirehall.money.states import VOTE_DAYS


@require_http_methods(["GET", "POST"])
@at_the_desk
def fees(request: HttpRequest) -> HttpResponse:
    """Every version, and the next one: first looked at with worked examples, then announced."""
    hall = hall_of(request)
    current, policy = schedule_in_force(hall.id), policy_now(hall.id)
    form = FeesForm(request.POST or None, initial=shares_in(current.rules))
    preview = None if form.is_bound else _preview(form, current.rules, hall)
    if request.method == "POST" and form.is_valid():
        rules = form.schedule()
        preview = _preview(form, rules, hall)
        if (
            preview is not None
            and request.POST.get("what") == "announce"
            and _announced(request, form, rules)
        ):
            return HttpResponseRedirect(reverse("front:desk_fees"))
        if preview is not None and request.POST.get("what") == "draft":
            draft = _drafted(request, form, rules)
            if draft is not None:
                return HttpResponseRedirect(reverse("front:desk_fee_draft", args=[draft.id]))
    return shown(
        request,
        "fees",
        {
            "cards": [
                card(item, hall=hall, current_id=current.id, policy=policy) for item in schedules_of(hall.id)
            ],
            "form": form,
            "drafts": fee_drafts_of(hall.id),
            "preview": preview,
            "says": "The examples follow what you type; without scripts, the button shows them.",
            "in_force": json.dumps(current.rules, indent=2),
            "notice_days": policy.fee_notice_days,
            "votes": bool(policy.number(VOTE_DAYS)),
        },
    )


@require_safe
@at_the_desk
def fee_examples(request: HttpRequest) -> HttpResponse:
    """What the fields describe, while they are typed. Only looks; nothing is announced."""
    form, preview = FeesForm(request.GET), None
    form.is_valid()
    form.errors.pop("effective_on", None)
    if not form.errors:
        preview = _preview(form, form.schedule(), hall_of(request))
    wrong = [one["message"] for listed in form.errors.get_json_data().values() for one in listed]
    context = {"preview": preview, "says": " ".join(wrong)}
    return render(request, "front/desk/fee_preview.html", context, using="jinja2")


def _preview(form: FeesForm, rules: dict[str, Any], hall: Hall) -> dict[str, Any] | None:
    """What the schedule says and costs; None, with the error at its field, where it cannot be read."""
    try:
        worked = examples_of(read_rules(rules), hall.currency, policy_now(hall.id))
    except UnreadableRules as error:
        form.add_error("rules", f"{error}.")
        return None
    except ValueError as error:
        form.add_error("rules", str(error))
        return None
    return {
        "freelancer": words(rules.get("freelancer", []), hall.currency),
        "client": words(rules.get("client", []), hall.currency),
        "examples": worked,
    }


def _announced(request: HttpRequest, form: FeesForm, rules: dict[str, Any]) -> bool:
    try:
        schedule = announce_schedule(
            hall_of(request).id,
            by=actor_in(request),
            rules=rules,
            effective_from=start_of(form.cleaned_data["effective_on"]),
            note=form.cleaned_data["note"],
        )
    except Refused as refused:
        form.add_error("rules" if refused.field == "rules" else "effective_on", refused.sentence)
        return False
    messages.success(request, f"Version {schedule.version} is announced. Everybody can read it from now on.")
    return True


def _drafted(request: HttpRequest, form: FeesForm, rules: dict[str, Any]) -> FeeDraft | None:
    try:
        draft = draft_schedule(
            hall_of(request).id,
            by=actor_in(request),
            rules=rules,
            wanted_from=start_of(form.cleaned_data["effective_on"]),
            note=form.cleaned_data["note"],
        )
    except Refused as refused:
        form.add_error("rules" if refused.field == "rules" else None, refused.sentence)
        return None
    if draft.lines <= AT_ONCE:
        charge_again(draft.id)
    return draft


@require_POST
@at_the_desk
def withdrawal(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """An announced schedule is taken back before it counts; everybody can read why."""
    gone = withdraw_schedule(schedule_id, by=actor_in(request), reason=request.POST.get("reason", ""))
    messages.success(request, f"Version {gone.version} is withdrawn.")
    return HttpResponseRedirect(reverse("front:desk_fees"))


@require_http_methods(["GET", "POST"])
@at_the_desk
def policy(request: HttpRequest) -> HttpResponse:
    """The clocks and caps: every version, and the next one."""
    hall = hall_of(request)
    current = policy_now(hall.id)
    form = PolicyForm(request.POST or None, policy=current, currency=hall.currency)
    if request.method == "POST" and form.is_valid():
        try:
            date_policy(
                hall.id,
                by=actor_in(request),
                effective_from=start_of(form.cleaned_data["effective_on"]),
                changes=form.changes(),
                lists=form.lists(),
                reason=form.cleaned_data["reason"],
            )
        except Refused as refused:
            form.add_error(
                refused.field if refused.field in form.fields else "effective_on", refused.sentence
            )
        else:
            messages.success(request, "The new version is dated. Running contracts keep theirs.")
            return HttpResponseRedirect(reverse("front:desk_policy"))
    versions = [_version(row, current, hall.currency) for row in policies(hall.id)]
    return shown(request, "policy", {"form": form, "versions": versions})


def said(name: str, row: Policy, currency: str) -> int | str:
    """A number of a policy as people read it: a switch is on or off."""
    number = row.number(name)
    if name in declared() and declared()[name].is_switch:
        return "yes" if number else "no"
    if is_amount(name):
        return Money(number, currency).text()
    return number


def _version(row: Policy, current: Policy, currency: str) -> dict[str, Any]:
    state = (
        "in force"
        if row.id == current.id
        else ("announced" if row.effective_from > current.effective_from else "past")
    )
    return {
        "from": row.effective_from,
        "reason": row.reason,
        "state": state,
        "numbers": [
            *((label_of(name), said(name, row, currency)) for name in policy_fields()),
            *(
                (known.label, ", ".join(row.words(name)))
                for name, known in lists().items()
                if row.words(name)
            ),
        ],
        "differs": [
            (label_of(name), said(name, current, currency), said(name, row, currency))
            for name in policy_fields()
            if current.number(name) != row.number(name)
        ]
        + [
            (known.label, ", ".join(current.words(name)) or "none", ", ".join(row.words(name)) or "none")
            for name, known in lists().items()
            if current.words(name) != row.words(name)
        ],
    }
