"""What every test may use. Time moves by ``clock.at`` and ``clock.later``; nothing sleeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(tmp_path: Path, settings: Settings) -> None:
    settings.HIREHALL_FILES = tmp_path / "files"
