"""The sandbox with a wallet beside it, over each database: real programs that speak HTTP to each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen
from uuid import uuid4

import pytest

from tests import processes
from tests.postgres import own_database
from tests.sandbox.payments.backstage import Backstage
from tests.sandbox.payments.scripted_wallet import ScriptedWallet, scripted_wallet
from tests.sandbox.payments.till import Till
from tests.sandbox.speaker import Api

Scene = tuple[Backstage, ScriptedWallet]
# Every wait of the sandbox is shorter than a test's patience.
QUICK = {"SANDBOX_SWEEP_SECONDS": "1", "WALLET_TIMEOUT_SECONDS": "2", "SANDBOX_SUBMIT_WITHIN_SECONDS": "8"}


def wallet(folder: Path, port: int, **more: str) -> AbstractContextManager[Popen[bytes]]:
    environ = {"WALLET_PORT": str(port), "WALLET_DATABASE": str(folder / "wallet.sqlite3"), **more}
    return processes.running([sys.executable, "-m", "wallet"], environ, lambda: processes.answers(f"http://127.0.0.1:{port}/health"))


@pytest.fixture(scope="session")
def one_wallet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = processes.free_port()
    with wallet(tmp_path_factory.mktemp("wallet"), port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def one_paying_sandbox(one_wallet: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with processes.sandbox(tmp_path_factory.mktemp("sandbox"), WALLET_URL=one_wallet, **QUICK) as url:
        yield url


@pytest.fixture(scope="session")
def one_paying_sandbox_on_postgres(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """With a wallet of its own: a reset of one sandbox empties its wallet."""
    port = processes.free_port()
    folder = tmp_path_factory.mktemp("sandbox")
    with wallet(folder, port):
        wallet_url = f"http://127.0.0.1:{port}"
        with processes.sandbox(folder, SANDBOX_DATABASE_URL=postgres_url, WALLET_URL=wallet_url, **QUICK) as url:
            yield url, wallet_url


@pytest.fixture(params=["sqlite", "postgresql"])
def either_till(request: pytest.FixtureRequest) -> Till:
    """Once over each database; PostgreSQL skips by its name where there is none."""
    if request.param == "sqlite":
        return fresh(request.getfixturevalue("one_paying_sandbox"), request.getfixturevalue("one_wallet"))
    return fresh(*request.getfixturevalue("one_paying_sandbox_on_postgres"))


@pytest.fixture
def till(one_paying_sandbox: str, one_wallet: str) -> Till:
    return fresh(one_paying_sandbox, one_wallet)


def fresh(url: str, wallet_url: str) -> Till:
    assert Api(url).send("POST", "/sandbox/reset").status == 200
    return Till(Api(url), wallet_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    """The backend's own parts and a wallet that does as it is told, over each database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'scene.sqlite3'}"
    else:
        url = own_database(request.getfixturevalue("postgres_url"), f"scene-{uuid4()}")
    with scripted_wallet() as wallet:
        stage = Backstage.over(url, wallet.url)
        yield stage, wallet
        stage.backend.database.engine.dispose()
