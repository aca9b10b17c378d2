"""Which module decides applications to halls in the desk's place."""

from __future__ import annotations

from hirehall.halls.states.joining import leave_to
from hirehall.vetting.operations.admission import decides_for, had_part_in


def fill() -> None:
    """Leave the applications of halls that want it to a screening; called once when the installation starts."""
    leave_to("screening", decides_for, judged=had_part_in)
