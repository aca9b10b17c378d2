"""The operator's desk. Each page makes sure of a running staff session; each visit to somebody is recorded."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirehall.foundation.actor import Actor
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.jobs import failed_jobs
from hirehall.foundation.refused import Refused, not_found
from hirehall.front.actions.audit_books import audit_books
from hirehall.front.actions.discard_job import discard_job
from hirehall.front.actions.record_look import record_look
from hirehall.front.actions.retry_job import retry_job
from hirehall.front.desk import books as ledger
from hirehall.front.desk import reading
from hirehall.front.desk.first_steps import first_steps
from hirehall.front.forms import NameForm, ReasonForm
from hirehall.front.pages.public import hall_of
from hirehall.halls.models import HallSession
from hirehall.halls.queries.staff import hall_session, office_of
from hirehall.look.charts import columns
from hirehall.money.actions.retry_payout import retry_payout
from hirehall.money.actions.retry_refund import retry_refund
from hirehall.money.actions.return_payout import return_payout
from hirehall.money.queries import failed_refunds, open_chargebacks
from hirehall.people.actions.reinstate_person import reinstate_person
from hirehall.people.actions.suspend_person import suspend_person
from hirehall.people.actions.uphold_suspension import uphold_suspension
from hirehall.people.models import StaffSession
from hirehall.people.queries import own_profile, staff_session
from hirehall.skills.actions.add_category import add_category
from hirehall.skills.actions.add_skill import add_skill
from hirehall.skills.actions.close_category import reopen_category
from hirehall.skills.actions.rename_category import rename_category
from hirehall.skills.actions.rename_skill import rename_skill
from hirehall.skills.actions.reopen_skill import reopen_skill

View = Callable[..., HttpResponse]
LONGEST_NUMBER = 18
TABS = (
    ("Overview", "front:desk"),
    ("People", "front:desk_people"),
    ("Joining", "front:desk_joining"),
    ("Contracts", "front:desk_contracts"),
    ("Books", "front:desk_books"),
    ("Payouts", "front:desk_payouts"),
    ("Fees", "front:desk_fees"),
    ("Clocks", "front:desk_policy"),
    ("Clauses", "front:desk_clauses"),
    ("Hall", "front:desk_hall"),
    ("Texts", "front:desk_texts"),
    ("Halls", "front:desk_halls"),
    ("Skills", "front:desk_skills"),
    ("Services", "front:desk_services"),
    ("Gallery", "front:desk_gallery"),
    ("Ranking", "front:desk_ranking"),
    ("Trust", "front:desk_trust"),
    ("Editing", "front:desk_editing"),
    ("Tests", "front:desk_tests"),
    ("Positions", "front:desk_positions"),
    ("Screenings", "front:desk_screenings"),
    ("Matching", "front:desk_matching"),
    ("Appeals", "front:desk_appeals"),
    ("Jobs", "front:desk_jobs"),
    ("Log", "front:desk_log"),
)


# what a hall that does not offer the way does not need; what still waits there stands on the overview
TABS_OF_WAYS = {
    "front:desk_services": "package",
    "front:desk_gallery": "portfolio",
    "front:desk_editing": "unit",
    "front:desk_positions": "listing",
    "front:desk_screenings": "screening",
    "front:desk_matching": "trial",
}
# what the operators of one hall reach: all that is about this hall; a test asks each page of the desk whose it is
OF_A_HALL = frozenset(
    {
        "front:desk", "front:desk_people", "front:desk_person", "front:desk_contracts", "front:desk_contract",
        "front:desk_joining", "front:desk_application", "front:desk_inviting", "front:desk_invitation_withdrawal",
        "front:desk_member", "front:desk_policy", "front:desk_hall", "front:desk_logo", "front:desk_clauses",
        "front:desk_appeals", "front:desk_services", "front:desk_gallery", "front:desk_skills", "front:desk_category",
        "front:desk_ranking",
        "front:desk_skill", "front:desk_texts", "front:desk_reckoning", "front:desk_skill_closing",
        "front:desk_category_closing",
        "front:desk_log", "front:desk_books", "front:desk_payouts",
        "front:desk_payout_retry", "front:desk_payout_return", "front:desk_refund_retry", "front:desk_fees",
        "front:desk_fee_examples", "front:desk_fee_withdrawal", "front:desk_fee_draft", "front:desk_fee_draft_csv",
        "front:desk_fee_vote", "front:desk_fee_vote_off", "front:desk_editing", "front:desk_copy",
        "front:desk_matching", "front:desk_matching_request", "front:desk_screenings", "front:desk_pipeline",
        "front:desk_tests", "front:desk_bank", "front:desk_bank_file", "front:desk_bank_numbers",
        "front:desk_question", "front:desk_new_question",
        "front:desk_positions", "front:desk_signal", "front:desk_beside", "front:desk_feeds", "front:desk_feed",
        "front:desk_feed_switch", "front:desk_feed_removal", "front:desk_screening", "front:desk_deposits",
        "front:desk_paid",
    }
)  # fmt: skip
# what is of every hall: persons as such, other halls, the machinery
OF_THE_INSTALLATION = frozenset(
    {
        "front:desk_suspension", "front:desk_reinstatement", "front:desk_upholding", "front:desk_appointment",
        "front:desk_dismissal", "front:desk_halls", "front:desk_draft", "front:desk_draft_file",
        "front:desk_draft_publication", "front:desk_draft_removal", "front:desk_draft_step", "front:desk_draft_seen",
        "front:desk_file", "front:desk_file_download", "front:desk_jobs", "front:desk_address",
        "front:desk_former_address", "front:desk_currency", "front:desk_job_retry",
        "front:desk_job_discard", "front:desk_trust", "front:desk_verification", "front:desk_link",
    }
)  # fmt: skip


def serves_alone(by: Actor) -> bool:
    """Whether the actor is an operator of one hall, who sees and decides nothing beyond it."""
    return by.staff_of is not None and not by.is_staff


def at_the_desk(view: View) -> View:
    """Opens for an operator in a staff session; leads other operators to start one; nobody else learns of it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = actor_in(request)
        if actor.is_staff:
            return view(request, *args, **kwargs)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if actor.is_staff_of(hall_of(request).id) and name in OF_A_HALL:
            return view(request, *args, **kwargs)
        if not own_profile(person_id_in(request)).person.is_operator:
            return _to_a_halls_session(request)
        onward = request.path if request.method == "GET" else reverse("front:desk")
        return HttpResponseRedirect(f"{reverse('people:staff_session')}?next={onward}")

    return guarded


def _to_a_halls_session(request: HttpRequest) -> HttpResponse:
    """Who serves this hall alone is led to start a session; a page that is the installation's is not there."""
    actor = actor_in(request)
    if actor.staff_of is not None or office_of(hall_of(request).id, person_id_in(request)) is None:
        raise not_found("page")
    return HttpResponseRedirect(reverse("front:hall_session"))


def shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page of the desk with its tabs and the running session."""
    actor: Actor = actor_in(request)
    alone, here = serves_alone(actor), hall_of(request)
    tabs = [
        (text, reverse(name), is_open)
        for text, name in TABS
        if (is_open := request.path == reverse(name) or _below(request, name))
        or ((not alone or name in OF_A_HALL) and here.offers(TABS_OF_WAYS.get(name, "")))
    ]
    frame = {"tabs": tabs, "session": _session(actor), "serves_alone": alone}
    return render(request, f"front/desk/{template}.html", {**context, **frame}, using="jinja2")


def _session(actor: Actor) -> StaffSession | HallSession | None:
    if actor.staff_of is None or actor.person_id is None or actor.staff_session_id is None:
        return staff_session(actor.staff_session_id)
    return hall_session(actor.staff_session_id, person_id=actor.person_id, hall_id=actor.staff_of)


def _below(request: HttpRequest, name: str) -> bool:
    return name != "front:desk" and request.path.startswith(reverse(name))


def after_of(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None


def number_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


@require_safe
@at_the_desk
def overview(request: HttpRequest) -> HttpResponse:
    hall = hall_of(request)
    page = reading.overview(hall, alone=serves_alone(actor_in(request)))
    chart = columns(
        page.months, caption="Paid for work, by the month in which the contract began", unit="Paid"
    )
    return shown(request, "overview", {"page": page, "chart": chart, "first_steps": first_steps(hall)})


@require_safe
@at_the_desk
def people(request: HttpRequest) -> HttpResponse:
    text, show = request.GET.get("q", "").strip()[:80], request.GET.get("show", "")
    of_hall = actor_in(request).staff_of
    found, following = reading.people(text, show=show, after=after_of(request), of_hall=of_hall)
    return shown(request, "people", {"people": found, "text": text, "show": show, "following": following})


@require_safe
@at_the_desk
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    here, by = hall_of(request), actor_in(request)
    page = reading.person(person_id, here, of_hall=serves_alone(by))
    record_look(person_id, by=by, kind="person", hall_id=by.staff_of)
    return shown(request, "person", {"page": page, "form": ReasonForm()})


@require_POST
@at_the_desk
def suspension(request: HttpRequest, person_id: UUID) -> HttpResponse:
    who = suspend_person(person_id, by=actor_in(request), reason=request.POST.get("reason", ""))
    messages.success(request, f"{who.name} is suspended, and is told why.")
    return HttpResponseRedirect(reverse("front:desk_person", args=[person_id]))


@require_POST
@at_the_desk
def reinstatement(request: HttpRequest, person_id: UUID) -> HttpResponse:
    who = reinstate_person(person_id, by=actor_in(request), reason=request.POST.get("reason", ""))
    messages.success(request, f"{who.name} may sign in again, and is told why.")
    return HttpResponseRedirect(reverse("front:desk_person", args=[person_id]))


@require_POST
@at_the_desk
def upholding(request: HttpRequest, person_id: UUID) -> HttpResponse:
    who = uphold_suspension(person_id, by=actor_in(request), reason=request.POST.get("reason", ""))
    messages.success(request, f"The appeal of {who.name} is answered, and they are told why.")
    return HttpResponseRedirect(reverse("front:desk_person", args=[person_id]))


@require_safe
@at_the_desk
def contracts(request: HttpRequest) -> HttpResponse:
    text, state = request.GET.get("q", "").strip()[:80], request.GET.get("state", "")
    found, following = reading.contracts(hall_of(request), text, state=state, after=after_of(request))
    context = {"contracts": found, "text": text, "state": state, "following": following}
    return shown(request, "contracts", context)


@require_safe
@at_the_desk
def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    here, by = hall_of(request), actor_in(request)
    page = reading.contract(contract_id, here)
    record_look(contract_id, by=by, kind="contract", hall_id=by.staff_of)
    return shown(request, "contract", {"page": page})


@require_http_methods(["GET", "POST"])
@at_the_desk
def books(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        broken = audit_books(by=actor_in(request))
        if broken:
            messages.error(request, f"{broken} invariants do not hold. The list is below.")
        else:
            messages.success(request, "Every invariant holds.")
        return HttpResponseRedirect(reverse("front:desk_books"))
    return shown(request, "books", {"page": ledger.books(hall_of(request))})


@require_safe
@at_the_desk
def payouts(request: HttpRequest) -> HttpResponse:
    show = request.GET.get("show", "waiting")[:12]
    found, following = ledger.payouts(hall_of(request), show=show, after=after_of(request))
    here = hall_of(request)
    context = {
        "payouts": found,
        "show": show,
        "following": following,
        "refunds": failed_refunds(here.id),
        "chargebacks": open_chargebacks(here.id),
    }
    return shown(request, "payouts", context)


@require_POST
@at_the_desk
def payout_retry(request: HttpRequest, payout_id: UUID) -> HttpResponse:
    retry_payout(payout_id, by=actor_in(request))
    messages.success(request, "The rail is asked again.")
    return HttpResponseRedirect(reverse("front:desk_payouts"))


@require_POST
@at_the_desk
def payout_return(request: HttpRequest, payout_id: UUID) -> HttpResponse:
    return_payout(payout_id, by=actor_in(request), reason=request.POST.get("reason", ""))
    messages.success(request, "The money is in the balance again, and the person is told why.")
    return HttpResponseRedirect(reverse("front:desk_payouts"))


@require_POST
@at_the_desk
def refund_retry(request: HttpRequest, refund_id: UUID) -> HttpResponse:
    retry_refund(refund_id, by=actor_in(request))
    messages.success(request, "The rail is asked again.")
    return HttpResponseRedirect(reverse("front:desk_payouts"))


@require_safe
@at_the_desk
def jobs(request: HttpRequest) -> HttpResponse:
    found = failed_jobs(most=reading.PAGE + 1, below=number_of(request.GET.get("after", "")))
    following = found[reading.PAGE - 1].id if len(found) > reading.PAGE else None
    return shown(request, "jobs", {"jobs": found[: reading.PAGE], "following": following})


@require_POST
@at_the_desk
def job_retry(request: HttpRequest, job_id: int) -> HttpResponse:
    retry_job(job_id, by=actor_in(request))
    messages.success(request, "The job waits for a worker again.")
    return HttpResponseRedirect(reverse("front:desk_jobs"))


@require_POST
@at_the_desk
def job_discard(request: HttpRequest, job_id: int) -> HttpResponse:
    discard_job(job_id, by=actor_in(request), reason=request.POST.get("reason", ""))
    messages.success(request, "The job is given up. The reason is recorded.")
    return HttpResponseRedirect(reverse("front:desk_jobs"))


@require_safe
@at_the_desk
def log(request: HttpRequest) -> HttpResponse:
    name, staff_only = request.GET.get("name", "").strip()[:80], request.GET.get("staff") == "1"
    of_hall = actor_in(request).staff_of
    lines, following = reading.fact_log(name, staff_only=staff_only, after=after_of(request), of_hall=of_hall)
    context = {"lines": lines, "name": name, "staff_only": staff_only, "following": following}
    return shown(request, "log", context)


@require_http_methods(["GET", "POST"])
@at_the_desk
def skills(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_category(hall_of(request).id, by=actor_in(request), name=form.cleaned_data["name"])
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            messages.success(request, "The category is there.")
            return HttpResponseRedirect(reverse("front:desk_skills"))
    return shown(request, "skills", {"taxonomy": reading.taxonomy(hall_of(request)), "form": form})


@require_POST
@at_the_desk
def category(request: HttpRequest, category_id: UUID) -> HttpResponse:
    """Another name for a category, or one more skill in it."""
    name = request.POST.get("name", "")
    if request.POST.get("what") == "rename":
        rename_category(category_id, by=actor_in(request), name=name)
        messages.success(request, "The category has its new name.")
    elif request.POST.get("what") == "reopen":
        reopen_category(category_id, by=actor_in(request))
        messages.success(request, "The category can be chosen again.")
    else:
        add_skill(category_id, by=actor_in(request), name=name)
        messages.success(request, f"{name.strip()} can be claimed and asked for now.")
    return HttpResponseRedirect(reverse("front:desk_skills"))


@require_POST
@at_the_desk
def skill(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    """Rename a skill, retire it, or open it again."""
    what, by = request.POST.get("what"), actor_in(request)
    if what == "rename":
        rename_skill(skill_id, by=by, name=request.POST.get("name", ""))
    elif what == "reopen":
        reopen_skill(skill_id, by=by)
    else:
        return HttpResponseRedirect(reverse("front:desk_skill_closing", args=[skill_id]))
    messages.success(request, "Done. Where the skill stands already, it stays.")
    return HttpResponseRedirect(reverse("front:desk_skills"))
