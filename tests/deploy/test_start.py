"""What stops a start before anything runs says what is wrong and how to go on."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from deploy import keys, redis_program
from deploy.run import alone_in
from tests.processes import ROOT, free_port


def start(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """A supervisor that is expected to give up at once."""
    ports = {name: str(free_port()) for name in ("SERVICE_PORT", "BACKEND_PORT", "SIMULATOR_PORT", "WALLET_PORT")}
    settings = {**os.environ, **ports, "DATA_FOLDER": str(folder), **environ}
    return subprocess.run(
        [sys.executable, "-m", "deploy.run"], cwd=ROOT, env=settings, capture_output=True, text=True, timeout=20, check=False
    )


def test_a_taken_port_is_named_with_its_purpose_and_its_setting(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = start(tmp_path, BACKEND_PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"Port {port} is taken; the sandbox backend answers the service there. Move it: make run BACKEND_PORT={port + 100}"
    )


def test_every_taken_port_is_named_at_once(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = start(tmp_path, SERVICE_PORT=port, SIMULATOR_PORT=port)
    assert [line.split("make run ")[1].split("=")[0] for line in done.stderr.splitlines()] == ["SERVICE_PORT", "SIMULATOR_PORT"]


def test_every_wrong_setting_is_named_at_once(tmp_path: Path) -> None:
    done = start(tmp_path, SERVICE_PORT="99999", SERVICE_THREADS="many")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "SERVICE_PORT must be a number from 1 to 65535, not '99999'",
        "SERVICE_THREADS must be a number from 1 to 1024, not 'many'",
    ]


def test_a_second_run_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    with alone_in(tmp_path):
        done = start(tmp_path)
    assert done.returncode == 1
    assert f"It is already running from {tmp_path}" in done.stderr


def test_keys_are_made_once_and_only_what_is_missing_is_added(tmp_path: Path) -> None:
    first = keys.read_or_make(tmp_path)
    assert keys.read_or_make(tmp_path) == first
    (tmp_path / "keys.json").write_text('{"HASH_KEY": "kept"}')
    assert keys.read_or_make(tmp_path)["HASH_KEY"] == "kept"
    assert keys.read_or_make(tmp_path)["SESSION_KEYS"] != first["SESSION_KEYS"]


def test_a_folder_too_deep_for_a_socket_gets_one_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    assert len(str(redis_program.socket_in(deep))) <= redis_program.LONGEST_SOCKET
    assert redis_program.socket_in(Path("/var/a")) == Path("/var/a/redis.sock")


def test_the_services_command_line_where_nothing_was_started_says_so(tmp_path: Path) -> None:
    environ = {**os.environ, "DATA_FOLDER": str(tmp_path / "var")}
    command = [sys.executable, "-m", "deploy.operate", "sms", "spool"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stderr) == (1, f"Nothing was started from {tmp_path / 'var'} yet: make run\n")
