"""The wheel alone is the product: it holds every file that the source holds, and gives the command."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from hirehall import __version__

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    [built] = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_source(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "hirehall").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - inside == set()
    assert not {name for name in inside if name.startswith(("tests/", "tools/", "bench/"))}


def test_the_installed_wheel_gives_the_command(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True
    )
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )  # what it depends on is taken from here, so that the test needs no network
    (Path(site.stdout.strip()) / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    command = tmp_path / "venv" / "bin" / "hirehall"
    clean = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "HIREHALL_HOME": str(tmp_path / "home")}
    told = subprocess.run(
        [command, "--version"], capture_output=True, text=True, check=True, env=clean, cwd=tmp_path
    )
    assert told.stdout.strip() == f"hirehall, version {__version__}"
    helped = subprocess.run(
        [command, "--help"], capture_output=True, text=True, check=True, env=clean, cwd=tmp_path
    )
    for verb in ("serve", "worker", "migrate", "audit", "doctor", "createoperator", "token", "books"):
        assert f"  {verb} " in helped.stdout
    trouble = {**clean, "HIREHALL_BIND": "x"}
    wrong = subprocess.run(
        [command, "audit"], capture_output=True, text=True, check=False, cwd=tmp_path, env=trouble
    )
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("hirehall: HIREHALL_BIND is 'x'")


def test_what_the_source_imports_is_declared() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    declared = {_plain(re.split(r"[\[<>=~ ]", one)[0]) for one in told}
    comes_from = packages_distributions()
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "src").rglob("*.py")
        for name in _imported(path)
        if name != "hirehall"
        and name not in sys.stdlib_module_names
        and not {_plain(one) for one in comes_from.get(name, [])} & declared
    }
    assert not missing


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
