"""The API’s root: authentication by token, problems by RFC 9457, one router a module."""

from __future__ import annotations

from typing import Any

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from ninja.security import HttpBearer

from hirehall import __version__
from hirehall.contracts.api import router as contracts_router
from hirehall.contracts.api.sharing import router as sharing_router
from hirehall.conversations.api import router as conversations_router
from hirehall.credentials.api import router as credentials_router
from hirehall.engagements.hourly.api import router as hourly_router
from hirehall.engagements.listing.api import router as listing_router
from hirehall.engagements.milestone.api import router as milestone_router
from hirehall.engagements.package.api import router as package_router
from hirehall.engagements.trial.api import router as trial_router
from hirehall.engagements.unit.api import router as unit_router
from hirehall.files.api import router as files_router
from hirehall.foundation.actor import Scope
from hirehall.foundation.addresses import here
from hirehall.foundation.http import hall_id_in
from hirehall.foundation.refused import Refused
from hirehall.front.api import router as desk_router
from hirehall.front.api import session_named_in
from hirehall.front.api.calendar import router as calendar_router
from hirehall.front.api.fee_votes import router as fee_votes_router
from hirehall.front.api.guide import router as guide_router
from hirehall.front.api.joining import router as joining_router
from hirehall.front.api.open_halls import router as open_halls_router
from hirehall.front.api.texts import router as texts_router
from hirehall.front.api.what_if import router as what_if_router
from hirehall.market.api.addenda import router as addenda_router
from hirehall.market.api.briefs import router as briefs_router
from hirehall.market.api.clients import router as own_clients_router
from hirehall.market.api.find import router as find_router
from hirehall.market.api.panels import router as panels_router
from hirehall.market.api.proposals import router as proposals_router
from hirehall.market.api.service import router as services_router
from hirehall.money.api import router as money_router
from hirehall.money.fees.api import router as fees_router
from hirehall.papers.api import router as papers_router
from hirehall.people.api import router as people_router
from hirehall.people.api.suspension import require_open
from hirehall.people.queries import actor_for_token
from hirehall.portfolio.api.guarding import router as guarding_router
from hirehall.portfolio.api.keeping import router as keeping_router
from hirehall.portfolio.api.wall import router as portfolio_router
from hirehall.ranking.api import router as ranking_router
from hirehall.reputation.api import router as reputation_router
from hirehall.skills.api import router as skills_router
from hirehall.vetting.api import router as vetting_router
from hirehall.wiring.hall_members import CODE as MEMBERS_ONLY
from hirehall.wiring.middleware import in_office
from hirehall.wiring.problems import PROBLEM
from hirehall.wiring.requests import has_nul

log = structlog.get_logger(__name__)

UNREADABLE = "Cannot parse request body"  # how the framework says that the parser raised


class TokenAuth(HttpBearer):
    """``Authorization: Bearer <token>``, and at the desk ``Staff-Session``; sets the request’s actor and user."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        named, hall_id = session_named_in(request), hall_id_in(request)
        actor, who = actor_for_token(token, staff_session_id=named)
        if who is None:
            return None
        require_open(request, who)
        if actor.holds(Scope.STAFF_READ) or actor.holds(Scope.STAFF_WRITE):
            actor = in_office(actor, who, session_id=named, hall_id=hall_id)
        request.actor = actor.at(hall_id)  # type: ignore[attr-defined]
        request.user = who
        return request.actor  # type: ignore[attr-defined]


class TextParser(Parser):
    """Takes JSON in UTF-8 only, and refuses NUL characters, which no text has and the database cannot keep."""

    def parse_body(self, request: HttpRequest) -> Any:
        if "\\u0000" in request.body.decode("utf-8"):  # JSON in UTF-16 would be read, and hide one
            raise ValueError(": a NUL character is no text")
        return super().parse_body(request)

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> Any:
        if has_nul(data):
            raise HttpError(400, "A NUL character is no text.")
        return super().parse_querydict(data, list_fields, request)


MOST_SENTENCES = 5

api = NinjaAPI(
    parser=TextParser(),
    title="Hirehall",
    version=__version__,
    description="Everything that the pages do, for programs. See /api/v1/docs.",
    auth=TokenAuth(),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-v1",
)


def problem(
    request: HttpRequest, *, status: int, code: str, title: str, detail: str = "", **more: Any
) -> HttpResponse:
    """An RFC 9457 problem with a stable ``code``."""
    body = {"type": here(f"/api/v1/problems/{code}"), "title": title, "status": status, "code": code, **more}
    if detail:
        body["detail"] = detail
    response = api.create_response(request, body, status=status)
    response["Content-Type"] = PROBLEM
    return response


@api.exception_handler(Refused)
def on_refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    more = {"field": refused.field} if refused.field else {}
    if refused.code == MEMBERS_ONLY:
        more["joining"] = here("/api/v1/joining")
    response = problem(
        request, status=refused.because.value, code=refused.code, title=refused.sentence, **more
    )
    if refused.wait_seconds is not None:
        response["Retry-After"] = str(refused.wait_seconds)
    return response


def _sentence(item: dict[str, Any]) -> str:
    """One thing that is wrong with a request, as a sentence about the field that it names."""
    name = next((str(part) for part in reversed(item["loc"]) if isinstance(part, str)), "body")
    if item["type"] == "missing":
        return f"“{name}” is missing; it has to be said."
    return f"“{name}”: {item['msg'].rstrip('.')}."


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        {"at": ".".join(str(part) for part in item["loc"]), "says": item["msg"]} for item in error.errors
    ]
    return problem(
        request,
        status=422,
        code="request.invalid",
        title="The request is not of the documented form.",
        detail=" ".join(_sentence(item) for item in error.errors[:MOST_SENTENCES]),
        errors=errors,
    )


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if str(error).startswith(UNREADABLE):
        return problem(
            request,
            status=400,
            code="request.unreadable",
            title="The body cannot be read. Send JSON in UTF-8, without NUL characters.",
        )
    code = {401: "request.unauthenticated", 429: "request.too_many"}.get(error.status_code, "request.refused")
    response = problem(request, status=error.status_code, code=code, title=str(error))
    if error.status_code == 401:
        response["WWW-Authenticate"] = 'Bearer realm="hirehall"'
    return response


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(request, status=404, code="request.not_found", title="There is nothing at this address.")


@api.exception_handler(MultiPartParserError)
def on_unreadable(request: HttpRequest, error: MultiPartParserError) -> HttpResponse:
    return problem(
        request,
        status=400,
        code="request.invalid",
        title="The body is not multipart form data as the Content-Type says.",
    )


@api.exception_handler(Exception)
def on_broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Recorded with the request’s number; the caller learns the number and nothing else."""
    log.error("api.broken", path=request.path_info, exc_info=error)
    return problem(
        request,
        status=500,
        code="server.broken",
        title="Something broke on our side. It either happened completely or not at all; your key tells which.",
        number=getattr(request, "number", ""),
    )


api.add_router("/", guide_router, tags=["Guide and comparison"])
api.add_router("/", open_halls_router, tags=["Halls"])
api.add_router("/", texts_router, tags=["Halls"])
api.add_router("/", joining_router, tags=["Halls"])
api.add_router("/", what_if_router, tags=["Fees"])
api.add_router("/", fee_votes_router, tags=["Fees"])
api.add_router("/", calendar_router, tags=["Calendar"])
api.add_router("/", files_router, tags=["Files"])
api.add_router("/", people_router, tags=["People"])
api.add_router("/", skills_router, tags=["Skills and portfolio"])
api.add_router("/", vetting_router, tags=["Skill tests and screenings"])
api.add_router("/", conversations_router, tags=["Notices and messages"])
api.add_router("/", reputation_router, tags=["Reviews"])
api.add_router("/", credentials_router, tags=["Credentials"])
api.add_router("/", money_router, tags=["Money"])
api.add_router("/find", find_router, tags=["Find"])
api.add_router("/", briefs_router, tags=["Briefs"])
api.add_router("/", proposals_router, tags=["Proposals"])
api.add_router("/", panels_router, tags=["Panels"])
api.add_router("/", addenda_router, tags=["Panels"])
api.add_router("/", own_clients_router, tags=["Own clients"])
api.add_router("/", services_router, tags=["Services"])
api.add_router("/", fees_router, tags=["Fees"])
api.add_router("/", contracts_router, tags=["Contracts"])
api.add_router("/", milestone_router, tags=["Milestones"])
api.add_router("/", sharing_router, tags=["Agencies"])
api.add_router("/", hourly_router, tags=["Hourly"])
api.add_router("/", package_router, tags=["Orders"])
api.add_router("/", unit_router, tags=["Order pool"])
api.add_router("/", portfolio_router, tags=["Gallery"])
api.add_router("/", ranking_router, tags=["Ranking"])
api.add_router("/", guarding_router, tags=["Gallery"])
api.add_router("/", keeping_router, tags=["Gallery"])
api.add_router("/", trial_router, tags=["Matching and trials"])
api.add_router("/", listing_router, tags=["Outside positions"])
api.add_router("/", papers_router, tags=["Statements and receipts"])
api.add_router("/desk", desk_router, tags=["Operator’s desk"])
