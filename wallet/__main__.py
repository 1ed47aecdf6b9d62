"""`python -m wallet`: the pretend wallet on its port, over the ledger of its last run, until it is told to stop."""

from __future__ import annotations

import socket
import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from wallet import settings


def main() -> int:
    try:
        chosen = settings.read()
    except settings.SettingsError as problem:
        print(problem, file=sys.stderr)
        return 2
    try:
        _look(chosen.port)
    except OSError as problem:
        print(f"WALLET_PORT {chosen.port}: {problem.strerror}", file=sys.stderr)
        return 2
    _serve(chosen)
    return 0


def _look(port: int) -> None:
    """Raises OSError when somebody listens there: the server would share the port with another wallet, and payments fall to either."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((settings.HOST, port))


def _serve(chosen: settings.Settings) -> None:
    print(f"wallet: http://{settings.HOST}:{chosen.port}", flush=True)
    # One worker: the clockwork and the turns of the writers are things of one process.
    server = Granian(
        "wallet.wsgi:app",
        address=settings.HOST,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=chosen.threads,
        backlog=2048,
        log_level=LogLevels.error,
        workers_kill_timeout=2,
        respawn_failed_workers=True,
    )
    server.serve()


if __name__ == "__main__":
    sys.exit(main())
