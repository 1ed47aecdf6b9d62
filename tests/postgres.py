"""A PostgreSQL of the tests' own, made and ended with them, no service of the machine's touched."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.needs import needs, postgresql_programs


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An SQLAlchemy URL of an empty database, on a unix socket; skips where PostgreSQL is not installed."""
    needs("postgresql")
    programs = postgresql_programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        with _cluster(programs, folder) as url:
            yield url
    finally:
        shutil.rmtree(folder)


def own_database(postgres_url: str, name: str) -> str:
    """Beside the one that a sandbox of another test may be at work on."""
    engine = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return postgres_url.replace("/postgres?", f"/{name}?")


@contextmanager
def _cluster(programs: Path, folder: Path) -> Iterator[str]:
    user = _owner(folder)
    data = folder / "data"
    _run(
        user,
        programs / "initdb",
        "--pgdata",
        data,
        "--username",
        "test",
        "--auth",
        "trust",
        "--no-sync",
        "--encoding",
        "UTF8",
        "--locale",
        "C",
    )
    # No TCP: two test runs side by side must not meet on a port.
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=60"
    _run(user, programs / "pg_ctl", "start", "--pgdata", data, "--wait", "--options", options, "--log", folder / "log")
    try:
        yield f"postgresql+psycopg://test@/postgres?host={folder}"
    finally:
        _run(user, programs / "pg_ctl", "stop", "--pgdata", data, "--wait", "--mode", "immediate")


def _owner(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root, so root hands the folder to somebody else."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return user


def _run(user: str | None, *command: str | Path) -> None:
    said = subprocess.run([str(word) for word in command], user=user, cwd="/", capture_output=True, text=True, check=False)
    assert said.returncode == 0, f"{command[0]} ended with {said.returncode}:\n{said.stdout}\n{said.stderr}"
