"""The rules of the house that import-linter and ruff cannot say. Each message says the reason."""

from __future__ import annotations

import ast
import re

from tests.architecture.source import HEIGHT, PACKAGE, Source, imports, sources

LONGEST_FUNCTION = 60
LONGEST_FILE = 400
RATCHET = {  # functions that are longer today; they may only get shorter
    "hirehall.look.flow:wide": 64,
}
FACES = {"queries", "operations", "facts", "states", "models"}
LIBRARIES = {"foundation", "formulas", "look"}  # everything in them is there to be used
ALSO_OPEN = {
    "contracts.notices": "an engagement model tells its own facts in the same way",
    "contracts.rules": "every engagement model refuses the wrong party, a stale click and a frozen contract alike",
    "files.access": "who may read what is filled in by the wiring",
    "files.actions.store_upload": "every form with a file stores it before its own action attaches it",
    "files.fields": "one field takes files in every form, ahead of the form where scripts run",
    "files.uploads": "parsing an uploaded file is shared by every form that takes one",
    "money.fees.actions": "the desk announces schedules; fees keep their actions beside their engine",
    "money.invariants": "the operator's desk runs the check of the audit command",
    "money.rails": "a surface that wants the instant answer drives the payment after its action has committed",
    "money.iban": "pure checks of account numbers",
}
SURFACES = {"pages", "api", "forms"}
DOMAIN = {"actions", "operations", "queries", "rules", "facts", "models", "states"}


def listing(found: list[str]) -> str:
    return "\n  " + "\n  ".join(found)


def test_other_modules_are_entered_by_their_face_only() -> None:
    """Queries, operations, facts, states and models; screens of many modules (front) may also call actions."""
    wrong = []
    for source in sources():
        if source.module in {"", "wiring"}:
            continue
        for line, name in imports(source):
            target = _home_of(name)
            if target in {source.home, *LIBRARIES, ""} or _kind_of(name, target) in FACES:
                continue
            if any(name.startswith(f"hirehall.{open_one}") for open_one in ALSO_OPEN):
                continue
            if source.module == "front" and _kind_of(name, target) in {"actions", "forms"}:
                continue
            wrong.append(f"{source}:{line} imports {name}")
    assert not wrong, (
        f"enter by {', '.join(sorted(FACES))}: what lies behind may change any day{listing(wrong)}"
    )


def _home_of(name: str) -> str:
    parts = name.split(".")
    return ".".join(parts[1:3]) if parts[1] == "engagements" and len(parts) > 2 else parts[1]


def _kind_of(name: str, home: str) -> str:
    return name.removeprefix(f"hirehall.{home}").lstrip(".").split(".")[0]


def test_actions_do_not_call_actions() -> None:
    wrong = [
        f"{source}:{line} imports {name}"
        for source in sources()
        if source.kind in {"actions", "operations", "queries", "rules"} and source.path.name != "__init__.py"
        for line, name in imports(source)
        if _kind_of(name, _home_of(name)) == "actions" and not name.startswith("hirehall.foundation")
    ]
    assert not wrong, f"an action is one transaction; shared steps are operations{listing(wrong)}"


def test_rails_do_not_know_each_other() -> None:
    folders = {
        path.name for path in (PACKAGE / "money" / "rails").iterdir() if (path / "__init__.py").exists()
    }
    wrong = []
    for source in sources():
        if not source.name.startswith("hirehall.money.rails."):
            continue
        own = source.name.split(".")[3]
        for line, name in imports(source):
            parts = name.split(".")
            if parts[1:3] == ["money", "rails"] and parts[3] in folders - {own}:
                wrong.append(f"{source}:{line} imports {name}")
    assert not wrong, f"a rail stands on the interface alone{listing(wrong)}"


def test_no_foreign_key_points_up() -> None:
    wrong = []
    for source in sources():
        if source.kind != "models":
            continue
        for node in ast.walk(source.tree):
            if not (
                isinstance(node, ast.Call)
                and _called(node) in {"ForeignKey", "OneToOneField", "ManyToManyField"}
            ):
                continue
            if node.args and isinstance(node.args[0], ast.Constant) and "." in str(node.args[0].value):
                label = str(node.args[0].value).split(".")[0]
                if HEIGHT.get(label, 0) > HEIGHT[source.module]:
                    wrong.append(f"{source}:{node.lineno} points at {node.args[0].value}")
    assert not wrong, f"a lower table that points up ties the house in a knot{listing(wrong)}"


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_surfaces_do_not_touch_the_database() -> None:
    touch = re.compile(
        r"\.objects\b|\.save\(|get_object_or_404|\.delete\(\)|connection\.cursor|select_related\("
    )
    wrong = [
        f"{source}:{number} {line.strip()}"
        for source in sources()
        if source.kind in SURFACES and source.module != "wiring"
        for number, line in enumerate(source.text.splitlines(), 1)
        if touch.search(line)
    ]
    assert not wrong, f"rows come from queries.*_for(actor, id), changes go through actions{listing(wrong)}"


def test_the_domain_knows_no_requests() -> None:
    wrong = [
        f"{source}:{node.lineno} imports {_imported(node)}"
        for source in sources()
        if source.kind in DOMAIN and source.module not in {"wiring", "look", "foundation"}
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and _imported(node).startswith(("django.http", "django.shortcuts", "django.forms", "ninja"))
    ]
    assert not wrong, f"actions, queries and rules serve pages, API, jobs and commands alike{listing(wrong)}"


def _imported(node: ast.Import | ast.ImportFrom) -> str:
    return node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name


def test_models_are_imported_not_looked_up() -> None:
    wrong = [
        f"{source}:{number}"
        for source in sources()
        if source.name != "hirehall.foundation.actions" and source.module != "wiring"
        for number, line in enumerate(source.text.splitlines(), 1)
        if "apps.get_model(" in line
    ]
    assert not wrong, f"a look-up by name hides an import from the checks{listing(wrong)}"


def test_nothing_sleeps_and_nothing_asks_the_machine_for_the_time() -> None:
    ask = re.compile(r"\btime\.sleep\(|datetime\.now\(|date\.today\(|timezone\.now\(")
    allowed = {"hirehall.foundation.clock", "hirehall.wiring"}
    wrong = [
        f"{source}:{number} {line.strip()}"
        for source in sources()
        if not any(source.name.startswith(one) for one in allowed)
        for number, line in enumerate(source.text.splitlines(), 1)
        if ask.search(line)
    ]
    assert not wrong, f"time is foundation.clock, which tests and the demo can move{listing(wrong)}"


def test_files_are_in_the_vocabulary() -> None:
    """No drawer for everything: such files grow without end and belong to nobody."""
    drawers = {"utils", "common", "helpers", "core", "services", "managers", "misc"}
    wrong = [str(source) for source in sources() if drawers & set(source.name.split("."))]
    assert not wrong, f"name the file after what it holds{listing(wrong)}"


def test_functions_stay_short() -> None:
    wrong = [
        f"{source}:{node.lineno} {node.name} has {length} lines"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := _length(node)) > RATCHET.get(f"{source.name}:{node.name}", LONGEST_FUNCTION)
    ]
    assert not wrong, (
        f"a function of more than {LONGEST_FUNCTION} lines does more than one thing{listing(wrong)}"
    )


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_stay_short() -> None:
    wrong = [
        f"{source} has {length} lines"
        for source in sources()
        if (length := len(source.text.splitlines())) > LONGEST_FILE
    ]
    assert not wrong, f"a file may become a folder of the same name{listing(wrong)}"


def test_every_action_says_what_it_promises() -> None:
    wrong = [
        f"{source}:{node.lineno} {node.name}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef) and _is_action(node) and not ast.get_docstring(node)
    ]
    assert not wrong, f"one or two sentences: what the business promises{listing(wrong)}"


def _is_action(node: ast.FunctionDef) -> bool:
    return any(isinstance(one, ast.Call) and _called(one) == "action" for one in node.decorator_list)


def test_nothing_is_left_for_later_in_silence() -> None:
    left = re.compile(r"\b(TODO|FIXME|HACK)\b|[Cc]oming soon")
    wrong = [
        f"{source}:{number} {line.strip()}"
        for source in sources()
        for number, line in enumerate(source.text.splitlines(), 1)
        if left.search(line)
    ]
    assert not wrong, f"an unfinished thing is left out{listing(wrong)}"


def test_the_source_tells_modules_apart() -> None:
    """The checks above would pass on nothing; this one sees that they look at something."""
    kinds: dict[str, set[str]] = {}
    for source in sources():
        kinds.setdefault(source.home, set()).add(source.kind)
    assert {"actions", "queries", "models"} <= kinds["money"]
    assert isinstance(sources()[0], Source)
