"""The worker knows all that it may be asked for before it begins."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import django
django.setup()
from procrastinate.contrib.django import app
from hirehall.wiring.processes.worker import know_every_job
know_every_job()
before = set(app.periodic_registry.periodic_tasks), set(app.tasks)
import hirehall.wiring.urls, hirehall.wiring.api, hirehall.wiring.reactions
after = set(app.periodic_registry.periodic_tasks), set(app.tasks)
assert before[0] >= {("milestone.sweep_reminders", "")} , before[0]
assert before == after, (after[0] - before[0], after[1] - before[1])
"""


def test_no_job_and_no_sweep_is_declared_after_the_worker_has_begun() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-800:]
