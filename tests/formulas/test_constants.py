"""The published file and the formulas know the same constants."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from hirehall.formulas.constants import published, read


def test_a_constant_that_no_formula_knows_is_refused_and_so_is_one_that_is_missing() -> None:
    table = tomllib.loads(files("hirehall.formulas").joinpath("constants.toml").read_text(encoding="utf-8"))
    assert read(table) == published()
    with pytest.raises(TypeError, match="bribe"):
        read({**table, "ranking": {**table["ranking"], "bribe": 1.0}})
    with pytest.raises(TypeError, match="restart"):
        read({**table, "trust": {name: value for name, value in table["trust"].items() if name != "restart"}})
