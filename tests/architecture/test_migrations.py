from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    """A changed model without its migration breaks the next installation, not this one."""
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail("run: python -m django makemigrations <module>")


def test_django_finds_nothing_to_complain_about() -> None:
    complaints = [str(one) for one in run_checks() if one.level >= 30 and not one.is_silenced()]
    assert not complaints, "\n".join(complaints)
