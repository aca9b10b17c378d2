"""How the demo's named people sign in: kept in the data folder, so that every start can tell without the database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

FILE = "demo.json"


def remember(home: Path, logins: Sequence[dict[str, str]]) -> None:
    (home / FILE).write_text(json.dumps(list(logins), indent=1), encoding="utf-8")


def told(home: Path) -> list[str]:
    """One line a person, or none where this installation has no demo."""
    path = home / FILE
    if not path.exists():
        return []
    logins = json.loads(path.read_text(encoding="utf-8"))
    return [f"{login['email']:<30} {login['password']:<22} {login['who']}" for login in logins]
