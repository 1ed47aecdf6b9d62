"""The import contracts find an import that points the wrong way, planted in a copy of the project."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

LINTER = Path(sys.executable).parent / "lint-imports"
PLANTED = [
    ("backend_client/planted.py", "import engine.text", "Imports point one way"),
    ("engine/planted.py", "from flows import home", "Imports point one way"),
    ("flows/planted.py", "from channels import desk", "Imports point one way"),
    ("jobs/planted.py", "from operation import sms", "Imports point one way"),
    (
        "channels/planted.py",
        "import app",
        "app, asking, assembly, commands, errands, late, missed_call, smpp_gateway and wsgi put the parts together",
    ),
    ("engine/planted.py", "import settings", "Settings are handed in"),
    ("jobs/planted.py", "import sandbox", "The service meets the sandbox and the simulator over HTTP only"),
    ("simulator/planted.py", "import backend_client", "The simulator imports nothing of the service"),
    ("sandbox/planted.py", "import engine", "The sandbox imports nothing of the service"),
    ("deploy/planted.py", "import sandbox", "The supervisor starts the parts as processes"),
    ("engine/planted.py", "import flask", "no web framework and no store"),
    ("engine/planted.py", "import socket", "The engine opens no connection of its own"),
]


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """What the linter reads, in a folder of its own."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    named = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
    for package in named:
        shutil.copytree(
            root / package, tmp_path / package, ignore=lambda folder, names: [name for name in names if not is_code(folder, name)]
        )
    return tmp_path


def is_code(folder: str, name: str) -> bool:
    return name.endswith(".py") or (Path(folder, name).is_dir() and name != "__pycache__")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    wide = os.environ | {"COLUMNS": "400"}
    return subprocess.run([LINTER, "--no-cache"], cwd=folder, env=wide, capture_output=True, text=True, check=False)


def test_every_contract_is_kept(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("name", "line", "contract"), PLANTED)
def test_an_import_that_points_the_wrong_way_is_found(copy: Path, name: str, line: str, contract: str) -> None:
    (copy / name).write_text(f'"""Planted."""\n\n{line}\n')
    done = lint(copy)
    broken = [found for found in done.stdout.splitlines() if " BROKEN" in found]
    assert done.returncode == 1, done.stdout + done.stderr
    assert any(contract in found for found in broken), done.stdout
    assert name.removesuffix(".py").replace("/", ".") in done.stdout
