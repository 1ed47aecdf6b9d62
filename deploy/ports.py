"""Finds a taken port before anything is started, and ports that are nobody else's for what is started only to be looked at."""

import itertools
import socket
from collections.abc import Iterator
from functools import cache

from deploy.settings import Settings

# Below those that Linux hands out by itself (32768 and above), or a neighbour's connection might have one before its server does.
FIRST, BLOCK, BLOCKS = 10_000, 400, 50


def complain(settings: Settings) -> Iterator[str]:
    """A sentence for each port that cannot be had: which, what it is for, and what moves it."""
    wanted = (
        (settings.service_port, "the service answers gateways", "SERVICE_PORT"),
        (settings.backend_port, "the sandbox backend answers the service", "BACKEND_PORT"),
        (settings.simulator_port, "the phone page is shown", "SIMULATOR_PORT"),
        (settings.wallet_port, "the pretend wallet answers the backend", "WALLET_PORT"),
    )
    seen: set[int] = set()
    for port, purpose, setting in wanted:
        if port in seen:
            yield f"Port {port} is asked for twice; {purpose} there too. Move it: make run {setting}={port + 100}"
        elif not _is_free(port):
            yield f"Port {port} is taken; {purpose} there. Move it: make run {setting}={port + 100}"
        seen.add(port)


def free_port() -> int:
    """Given to no other process that asks here, and not again before hundreds of others were; raises SystemExit when all are taken."""
    _hold, ports = _own_block()
    for port in itertools.islice(ports, BLOCK):
        if _is_free(port):
            return port
    raise SystemExit("Somebody listens on every port that this process has.")


@cache
def _own_block() -> tuple[socket.socket, Iterator[int]]:
    """A name that the kernel gives to one process at a time, and takes back when it ends; and the ports that go with it."""
    for number in range(BLOCKS):
        hold = socket.socket(socket.AF_UNIX)
        try:
            hold.bind(f"\0lsso-channels-ports-{number}")
        except OSError:
            hold.close()
        else:
            first = FIRST + number * BLOCK
            return hold, itertools.cycle(range(first, first + BLOCK))
    raise SystemExit(f"There are ports for {BLOCKS} processes at a time, and as many have them.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do: a port that only waits out its last connections is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
