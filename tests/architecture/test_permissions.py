from __future__ import annotations

import pytest

from tests.architecture.permissions import SYSTEM, declared, matrices, seats, undone, verdict


@pytest.mark.django_db
@pytest.mark.parametrize("folder", sorted(matrices()))
def test_each_seat_may_what_the_matrix_says_and_nothing_else(folder: str) -> None:
    """The module's rows, each action of it in one at least: without its row, an action was thought about by nobody."""
    cases = matrices()[folder]()
    rows = {case.action for case in cases}
    known = {name for name in declared() if name.split(".")[0] == folder}
    assert known - rows == set(), f"add a Case to tests/{folder}/permissions.py for these"
    assert rows - known == set(), "rows that name no action"
    wrong = []
    for case in cases:
        with undone():
            for seat, actor in seats(case).items():
                if seat == SYSTEM and SYSTEM not in case.may:
                    continue
                found = verdict(case, seat, actor)
                if found:
                    wrong.append(found)
    assert not wrong, "\n".join(wrong)


def test_every_module_with_actions_has_a_matrix() -> None:
    assert {name.split(".")[0] for name in declared()} == set(matrices())
