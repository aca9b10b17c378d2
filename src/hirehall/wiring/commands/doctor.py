"""``hirehall doctor``: what is wrong with this installation, and how to mend it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from hirehall.wiring import doctoring
from hirehall.wiring.config import Misconfigured, load


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def command(*, as_json: bool) -> None:
    """Look at configuration, database, mail, jobs and disk; exit code 1 where something is wrong."""
    try:
        findings = doctoring.examine(load())
    except Misconfigured as trouble:
        findings = [
            doctoring.Finding("configuration", "wrong", str(trouble), "Correct the setting it names.")
        ]
    wrong = any(finding.state == "wrong" for finding in findings)
    if as_json:
        click.echo(json.dumps({"ok": not wrong, "findings": [asdict(finding) for finding in findings]}))
    else:
        for finding in findings:
            click.echo(f"{finding.state.upper():<6} {finding.part}: {finding.text}")
            if finding.mend:
                click.echo(f"       -> {finding.mend}")
    sys.exit(1 if wrong else 0)
