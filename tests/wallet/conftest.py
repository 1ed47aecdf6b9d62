"""The wallet as its tests know it: the real process over its own file, empty at the start of each test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests import processes
from tests.wallet.merchant import Receiver, Wallet, receiver

PROMPT_SECONDS = "1.5"


def started(folder: Path, port: int, **more: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
    file = folder / "wallet.sqlite3"
    environ = {"WALLET_PORT": str(port), "WALLET_DATABASE": str(file), "WALLET_PROMPT_SECONDS": "600", **more}
    url = f"http://127.0.0.1:{port}/heartbeat"
    return processes.running([sys.executable, "-m", "wallet"], environ, lambda: processes.answers(url))


def kill(process: subprocess.Popen[bytes]) -> None:
    """All of it at once, as when the machine goes away."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="session")
def one_wallet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = processes.free_port()
    with started(tmp_path_factory.mktemp("wallet"), port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def one_impatient_wallet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = processes.free_port()
    with started(tmp_path_factory.mktemp("wallet"), port, WALLET_PROMPT_SECONDS=PROMPT_SECONDS):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def wallet(one_wallet: str) -> Wallet:
    """Its prompts wait for ten minutes."""
    assert Wallet(one_wallet).post("/control/reset").status == 200
    return Wallet(one_wallet)


@pytest.fixture
def impatient_wallet(one_impatient_wallet: str) -> Wallet:
    """Its prompts wait for a second and a half."""
    assert Wallet(one_impatient_wallet).post("/control/reset").status == 200
    return Wallet(one_impatient_wallet)


@pytest.fixture
def merchant() -> Iterator[Receiver]:
    with receiver() as received:
        yield received
