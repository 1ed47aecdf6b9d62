"""`python -m sandbox`: the backend on its port, with fresh pretend people, until it is told to stop."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from sandbox import settings
from sandbox.app import create_backend
from sandbox.fresh import start_anew, start_if_empty
from sandbox.front import listener


def main() -> int:
    try:
        chosen = settings.read()
    except settings.SettingsError as problem:
        print(problem, file=sys.stderr)
        return 2
    try:
        listening = listener.listen(chosen.host, chosen.port)
    except OSError as problem:
        print(f"BACKEND_PORT {chosen.port}: {problem.strerror}", file=sys.stderr)
        return 2
    settings.tell_port(listening.getsockname()[1])
    _fill(chosen)
    with TemporaryDirectory(prefix="sandbox-") as folder:
        behind = Path(folder) / "socket"
        listener.start(listening, behind)
        print(f"backend: http://{chosen.host}:{listening.getsockname()[1]}", flush=True)
        _serve(chosen, behind)
    return 0


def _fill(chosen: settings.Settings) -> None:
    parts = create_backend(chosen)
    (start_if_empty if chosen.keep else start_anew)(parts.database, parts.pins)
    # The server's process is a fork of this one, and a database connection must not be shared by two.
    parts.database.engine.dispose()


def _serve(chosen: settings.Settings, behind: Path) -> None:
    """One worker: the sandbox's clock is a thing of one process."""
    server = Granian(
        "sandbox.wsgi:app",
        uds=behind,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=chosen.threads,
        log_level=LogLevels.warning,
        workers_kill_timeout=2,
        respawn_failed_workers=True,
        respawn_interval=0.2,
    )
    server.serve()


if __name__ == "__main__":
    sys.exit(main())
