"""``/metrics`` in the Prometheus text format: for collectors on this machine, or with the token that was set."""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from hirehall import __version__
from hirehall.wiring.counting import counts

FORMAT = "text/plain; version=0.0.4; charset=utf-8"
GAUGES: dict[str, tuple[str, str]] = {
    "hirehall_jobs_oldest_waiting_seconds": (
        "Age of the oldest background job that could run now",
        """SELECT coalesce(extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))), 0)
             FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
            WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()""",
    ),
    "hirehall_workers": (
        "Background workers heard of in the last minute",
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'",
    ),
    "hirehall_database_bytes": ("Size of the database", "SELECT pg_database_size(current_database())"),
    "hirehall_database_connections": (
        "Connections to the database",
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()",
    ),
    "hirehall_database_commits_total": (
        "Transactions that committed",
        "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()",
    ),
    "hirehall_database_deadlocks_total": (
        "Deadlocks that the database resolved",
        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
    ),
    "hirehall_facts_last_hour": (
        "Facts recorded in the last hour",
        "SELECT count(*) FROM foundation_fact WHERE recorded_at > now() - interval '1 hour'",
    ),
}
REQUESTS = "SELECT page, method, status, requests, seconds FROM foundation_request_count ORDER BY page, method, status"
JOBS = "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status ORDER BY status"


@login_not_required
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """What a monitor wants to draw. To everybody else this address does not exist."""
    if not _may_read(request):
        raise Http404
    lines = [
        "# HELP hirehall_info The version that runs",
        "# TYPE hirehall_info gauge",
        f'hirehall_info{{version="{__version__}"}} 1',
    ]
    with connection.cursor() as cursor:
        for name, (text, statement) in GAUGES.items():
            cursor.execute(statement)
            kind = "counter" if name.endswith("_total") else "gauge"
            lines += [
                f"# HELP {name} {text}",
                f"# TYPE {name} {kind}",
                f"{name} {float(cursor.fetchone()[0]):g}",
            ]
        lines += ["# HELP hirehall_jobs Background jobs by status", "# TYPE hirehall_jobs gauge"]
        cursor.execute(JOBS)
        lines += [f'hirehall_jobs{{status="{status}"}} {number}' for status, number in cursor.fetchall()]
    lines += _requests()
    return HttpResponse("\n".join(lines) + "\n", content_type=FORMAT)


def _requests() -> list[str]:
    """Requests of all web processes; what the others counted in the last seconds comes with the next reading."""
    counts.write()
    with connection.cursor() as cursor:
        cursor.execute(REQUESTS)
        rows = cursor.fetchall()
    named = [
        (f'page="{page}",method="{method}",status="{status}"', n, took)
        for page, method, status, n, took in rows
    ]
    return [
        "# HELP hirehall_requests_total Requests answered, by page, method and status",
        "# TYPE hirehall_requests_total counter",
        *(f"hirehall_requests_total{{{labels}}} {number}" for labels, number, _ in named),
        "# HELP hirehall_request_seconds_total Time spent answering them",
        "# TYPE hirehall_request_seconds_total counter",
        *(f"hirehall_request_seconds_total{{{labels}}} {took:.6f}" for labels, _, took in named),
    ]


def _may_read(request: HttpRequest) -> bool:
    token = settings.CONFIG.metrics_token
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(sent.encode(), token.encode()):
        return True
    forwarded = request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded")
    return not forwarded and _is_here(request.META.get("REMOTE_ADDR", ""))


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
