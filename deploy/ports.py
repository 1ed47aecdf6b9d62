"""Finds a taken port before anything is started."""

import socket
from collections.abc import Iterator

from deploy.settings import Settings


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


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do: a port that only waits out its last connections is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
