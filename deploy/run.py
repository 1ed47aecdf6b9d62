"""Everything on this machine under one supervisor: `make run`."""

import fcntl
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy import keys, parts, ports, redis_program
from deploy.settings import Settings, read_settings
from deploy.supervisor import Supervisor


def main() -> int:
    settings = read_settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    with alone_in(settings.data):
        if complaints := list(ports.complain(settings)):
            raise SystemExit("\n".join(complaints))
        return _run(settings)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Two stores writing one file would lose both."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(f"It is already running from {folder}. Another one needs its own: make run DATA_FOLDER=...") from None
        yield


def _run(settings: Settings) -> int:
    supervisor = Supervisor()
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda *_: supervisor.stopping.set())
    try:
        if not _bring_up(supervisor, settings):
            return 0 if supervisor.stopping.is_set() else 1
        print(f"ready: {settings.simulator_url}", flush=True)
        supervisor.watch()
    finally:
        supervisor.stop()
    return 0


def _bring_up(supervisor: Supervisor, settings: Settings) -> bool:
    own = keys.read_or_make(settings.data)
    store = settings.data / "redis"
    store.mkdir(exist_ok=True)
    socket = redis_program.socket_in(store)
    # What a run that was cut off left here would look like a store that is ready.
    socket.unlink(missing_ok=True)
    for name in parts.PRETENDED:
        for left in settings.data.glob(f"{name}*"):
            left.unlink()
    numbers = range(1, settings.job_workers + 1)
    workers = [kind(settings, own, socket, number) for kind in (parts.worker, parts.replier) for number in numbers]
    alone = [part(settings, own, socket) for part in (parts.bulk_worker, parts.sweep, parts.cron)]
    beneath = [parts.store(store, socket), parts.wallet(settings), parts.sandbox(settings, own), parts.simulator(settings, own)]
    ours = [parts.service(settings, own, socket), *workers, *alone]
    return supervisor.bring_up(beneath) and supervisor.bring_up(ours)


if __name__ == "__main__":
    sys.exit(main())
