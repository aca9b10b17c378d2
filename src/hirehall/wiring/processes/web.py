"""The pages and the API: gunicorn with threads."""

from __future__ import annotations

from pathlib import Path

from hirehall.wiring import installation
from hirehall.wiring.config import Config
from hirehall.wiring.processes.supervisor import module

REQUESTS_BEFORE_RENEWAL = 20_000
SLOWEST_REQUEST_SECONDS = 60
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - heartbeats of gunicorn's workers: small, nameless files


def web_command(config: Config) -> list[str]:
    """How the web processes are started."""
    options = {
        "bind": config.bind,
        "worker-class": "gthread",
        "workers": str(installation.web_processes(config)),
        "threads": str(config.threads),
        "timeout": str(SLOWEST_REQUEST_SECONDS),
        "graceful-timeout": "15",
        "keep-alive": "5",
        "max-requests": str(REQUESTS_BEFORE_RENEWAL),
        "max-requests-jitter": str(REQUESTS_BEFORE_RENEWAL // 10),
        "log-level": "warning",
        "worker-tmp-dir": str(SHARED_MEMORY if SHARED_MEMORY.is_dir() else config.home),
    }
    words = [part for name, value in options.items() for part in (f"--{name}", value)]
    return module("gunicorn", *words, "--preload", "--no-control-socket", "hirehall.wiring.wsgi:application")
