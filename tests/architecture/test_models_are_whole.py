"""An engagement model stands in every place that docs/engagements/README.md names."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

from hirehall.contracts.models import HeldUnit
from hirehall.foundation.facts import Fact
from hirehall.foundation.ids import new_id
from hirehall.front.dates import OF_CONTRACTS
from hirehall.front.turns import SOURCES
from hirehall.wiring.engagement_models import FACE_BANK, MOVE_CLOCKS, NEXT_STEPS, WORDS
from hirehall.wiring.reactions import REACTIONS
from tests.architecture.source import PACKAGE

ROOT = PACKAGE.parents[1]
FOLDERS = sorted(path.parent.name for path in (PACKAGE / "engagements").glob("*/states.py"))
WITHOUT_CONTRACTS = {
    "listing"
}  # no contract, and no money between the sides: nothing is held, and no room is shared
MODELS = [folder for folder in FOLDERS if folder not in WITHOUT_CONTRACTS]
every_model = pytest.mark.parametrize("model", MODELS)
every_folder = pytest.mark.parametrize("model", FOLDERS)


def _own(things: object, model: str) -> list[type]:
    """The classes that a module of the model defines itself."""
    return [
        thing
        for thing in vars(things).values()
        if isinstance(thing, type) and thing.__module__.startswith(f"hirehall.engagements.{model}.")
    ]


def test_there_are_models() -> None:
    assert {"milestone", "hourly"} <= set(MODELS)


@every_model
def test_its_unit_of_work_is_one_that_money_is_held_for(model: str) -> None:
    units = [table for table in apps.get_app_config(model).get_models() if issubclass(table, HeldUnit)]
    assert units, f"{model} has no unit"
    assert all(unit.kind for unit in units)


@every_model
def test_the_tables_that_ask_each_model_know_it(model: str) -> None:
    assert model in MOVE_CLOCKS
    assert model in FACE_BANK
    assert model in NEXT_STEPS
    assert model in WORDS
    assert f"{model}_dates" in {source.__name__ for source in OF_CONTRACTS}


@every_folder
def test_what_waits_in_it_is_told_to_whom_it_waits_for(model: str) -> None:
    assert f"hirehall.engagements.{model}" in {
        source.__module__.rsplit(".queries", 1)[0] for source in SOURCES
    }


@every_folder
def test_something_follows_from_a_fact_of_its_own(model: str) -> None:
    told = import_module(f"hirehall.engagements.{model}.facts")
    facts = [fact for fact in _own(told, model) if issubclass(fact, Fact) and "name" in vars(fact)]
    assert facts
    assert any(fact in REACTIONS for fact in facts), f"nobody is told anything that {model} records"


@every_model
def test_the_shared_pages_find_its_room(model: str) -> None:
    assert reverse(f"{model}:contract", args=[new_id()])


@every_folder
def test_its_files_keep_the_order_of_every_module(model: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    ordered = {name for contract in contracts for name in contract.get("containers", [])}
    assert f"hirehall.engagements.{model}" in ordered


@every_folder
@pytest.mark.parametrize("place", ["tests/{}/permissions.py", "docs/engagements/{}.md"])
def test_it_has_its_own(model: str, place: str) -> None:
    assert Path(ROOT, place.format(model)).is_file()


@every_folder
def test_no_other_model_and_nothing_below_names_it(model: str) -> None:
    """Names in the code, not in words: an import of ``engagements.<model>`` from below or from a sibling."""
    allowed = {"wiring", "front"}
    for path in PACKAGE.rglob("*.py"):
        home = path.relative_to(PACKAGE).parts
        if home[0] in allowed or home[:2] == ("engagements", model):
            continue
        assert f"engagements.{model}" not in path.read_text(), path


def test_the_page_about_models_lists_each() -> None:
    page = (ROOT / "docs/engagements/README.md").read_text()
    assert [model for model in FOLDERS if f"]({model}.md)" not in page] == []
