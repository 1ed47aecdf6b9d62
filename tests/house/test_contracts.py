"""A wrong-way import is found, whichever way it points."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT

WRONG = [
    ("backend_client", "import engine.screens", "one way"),
    ("engine", "import flows", "one way"),
    ("flows", "import channels", "one way"),
    ("jobs", "import flows", "one way"),
    ("engine", "import commands", "no part imports them"),
    ("channels", "import app", "no part imports them"),
    ("flows", "import settings", "handed in"),
    ("sandbox", "import engine", "sandbox imports nothing"),
    ("simulator", "import sandbox", "simulator imports nothing"),
    ("flows", "import sandbox", "over HTTP only"),
    ("deploy", "import channels", "imports none"),
    ("engine", "import flask", "no web framework and no store"),
    ("engine", "import redis", "no web framework and no store"),
    ("engine", "import http.client", "no connection of its own"),
]
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    # Wide enough that the name of a contract stays on one line.
    environ = {**os.environ, "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages, to be spoilt."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=lambda folder, names: [name for name in names if not _is_code(folder, name)]
        )
    return tmp_path


def _is_code(folder: str, name: str) -> bool:
    return name.endswith(".py") or (Path(folder) / name).is_dir()


@pytest.mark.parametrize(("package", "line", "contract"), WRONG, ids=[f"{package}: {line}" for package, line, _ in WRONG])
def test_a_wrong_way_import_breaks_its_contract(copy: Path, package: str, line: str, contract: str) -> None:
    (copy / package / "planted.py").write_text(f"{line}\n")
    done = lint(copy)
    assert done.returncode == 1, done.stdout
    assert [broken for broken in done.stdout.splitlines() if " BROKEN" in broken and contract in broken], done.stdout


def test_as_it_stands_every_contract_is_kept(copy: Path) -> None:
    assert lint(copy).returncode == 0, lint(copy).stdout
