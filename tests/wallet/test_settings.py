"""A start with settings that cannot be used says all of them at once."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT
from wallet.settings import SettingsError, read


def test_without_any_it_has_its_usual_ones() -> None:
    assert read({}).port == 8003


def test_each_is_read() -> None:
    chosen = read({"WALLET_PORT": "9000", "WALLET_DATABASE": "var/other.sqlite3", "WALLET_PROMPT_SECONDS": "0.5", "WALLET_THREADS": "4"})
    assert (chosen.port, chosen.database, chosen.prompt_seconds, chosen.threads) == (9000, Path("var/other.sqlite3"), 0.5, 4)


def test_all_that_cannot_be_used_are_named() -> None:
    bad = {"WALLET_PORT": "0", "WALLET_DATABASE": " ", "WALLET_PROMPT_SECONDS": "never", "WALLET_THREADS": "0"}
    with pytest.raises(SettingsError) as raised:
        read(bad)
    assert str(raised.value).splitlines()[1:] == list(bad)


def test_it_does_not_start_with_them() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wallet"], cwd=ROOT, env={"WALLET_PORT": "x"}, capture_output=True, text=True, check=False, timeout=30
    )
    assert (done.returncode, "WALLET_PORT" in done.stderr) == (2, True)


def test_a_second_one_does_not_share_the_port(one_wallet: str, tmp_path: Path) -> None:
    environ = {"WALLET_PORT": one_wallet.rpartition(":")[2], "WALLET_DATABASE": str(tmp_path / "wallet.sqlite3")}
    done = subprocess.run([sys.executable, "-m", "wallet"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, "Address already in use" in done.stderr) == (2, True)


def test_it_listens_on_the_machine_itself_only(one_wallet: str) -> None:
    # All of 127.0.0.0/8 is this machine, and a server on every address would answer on the second one too.
    port = int(one_wallet.rpartition(":")[2])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=2)
