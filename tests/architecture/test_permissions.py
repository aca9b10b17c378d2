from __future__ import annotations

import pytest

from tests.architecture.permissions import SYSTEM, declared, matrices, seats, undone, verdict


@pytest.mark.django_db
@pytest.mark.parametrize("folder", sorted(matrices()))
def test_each_seat_may_what_the_matrix_says_and_nothing_else(folder: str) -> None:
    wrong = []
    for case in matrices()[folder]():
        with undone():
            for seat, actor in seats(case).items():
                if seat == SYSTEM and SYSTEM not in case.may:
                    continue
                found = verdict(case, seat, actor)
                if found:
                    wrong.append(found)
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_every_action_is_in_the_matrix() -> None:
    """An action without its row has been thought about by nobody."""
    cases = {case.action for make in matrices().values() for case in make()}
    begun = {name.split(".")[0] for name in cases}
    missing = sorted(
        f"{name} ({module})"
        for name, module in declared().items()
        if name.split(".")[0] in begun and name not in cases
    )
    assert not missing, "add a Case to tests/<module>/permissions.py for:\n" + "\n".join(missing)


@pytest.mark.django_db
def test_every_row_of_the_matrix_names_an_action() -> None:
    known = declared()
    assert [case.action for make in matrices().values() for case in make() if case.action not in known] == []
