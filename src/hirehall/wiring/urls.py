"""Every address of the installation, by module."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from hirehall.wiring import pages
from hirehall.wiring.api import api
from hirehall.wiring.metrics import metrics

Mounted = tuple[list[URLPattern | URLResolver], str, str]


def _by_token(mounted: Mounted) -> Mounted:
    """The API asks for its token itself; nothing of it leads to the log-in page."""
    for pattern in mounted[0]:
        if isinstance(pattern, URLPattern):
            pattern.callback.login_required = False  # type: ignore[attr-defined]
    return mounted


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("api/v1/", _by_token(api.urls)),
    path("", include("hirehall.look.urls")),
    path("", include("hirehall.files.urls")),
    path("", include("hirehall.people.urls")),
    path("", include("hirehall.market.urls")),
    path("", include("hirehall.skills.urls")),
    path("", include("hirehall.vetting.urls")),
    path("", include("hirehall.conversations.urls")),
    path("", include("hirehall.reputation.urls")),
    path("", include("hirehall.credentials.urls")),
    path("", include("hirehall.papers.urls")),
    path("", include("hirehall.portfolio.urls")),
    path("", include("hirehall.ranking.urls")),
    path("", include("hirehall.money.urls")),
    path("", include("hirehall.money.rails.sandbox.urls")),
    path("", include("hirehall.contracts.urls")),
    path("", include("hirehall.engagements.milestone.urls")),
    path("", include("hirehall.engagements.hourly.urls")),
    path("", include("hirehall.engagements.package.urls")),
    path("", include("hirehall.engagements.unit.urls")),
    path("", include("hirehall.engagements.listing.urls")),
    path("", include("hirehall.engagements.trial.urls")),
    path("", include("hirehall.money.fees.urls")),
    path("", include("hirehall.front.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/second-step/", include("allauth.mfa.urls")),
]

handler400 = "hirehall.wiring.pages.bad_request"
handler404 = "hirehall.wiring.pages.not_found"
handler403 = "hirehall.wiring.pages.forbidden"
handler500 = "hirehall.wiring.pages.broken"
