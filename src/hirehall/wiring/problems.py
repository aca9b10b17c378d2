"""Every no of the API is an RFC 9457 problem, also those that the framework says before the API is asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from hirehall.foundation.addresses import here

API = "/api/v1/"
DOCUMENTS = ("/api/v1/docs", "/api/v1/problems")
PROBLEM = "application/problem+json"
CODES = {
    400: "request.unreadable",
    404: "request.no_such_address",
    405: "request.method_not_allowed",
    413: "request.too_large",
    500: "request.failed",
}
KEPT = ("Allow", "Retry-After", "Tus-Resumable", "Tus-Version", "Upload-Offset", "WWW-Authenticate")


class ProblemMiddleware:
    """Turns a bare error answer below the API's address into a problem with a stable code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            response.status_code < 400
            or not request.path_info.startswith(API)
            or request.path_info.startswith(DOCUMENTS)
            or response.get("Content-Type", "").startswith(PROBLEM)
        ):
            return response
        return _as_problem(response)


def _as_problem(response: HttpResponse) -> HttpResponse:
    status = response.status_code
    code = CODES.get(status, "request.refused")
    body = {
        "type": here(f"/api/v1/problems/{code}"),
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
    }
    if "Allow" in response:
        body["detail"] = f"Allowed here: {response['Allow']}."
    answer = HttpResponse(json.dumps(body), status=status, content_type=PROBLEM)
    for name in KEPT:
        if name in response:
            answer[name] = response[name]
    return answer
