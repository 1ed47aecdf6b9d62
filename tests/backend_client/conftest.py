"""A wire that is closed after the test, and a client on it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from backend_client import BackendClient, Limits
from tests.backend_client.wire import Behaviour, Wire

MakeWire = Callable[..., Wire]
MakeClient = Callable[..., BackendClient]


@pytest.fixture
def make_wire() -> Iterator[MakeWire]:
    wires: list[Wire] = []

    def make(behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> Wire:
        wires.append(Wire(behaviour, tls))
        return wires[-1]

    yield make
    for wire in wires:
        wire.close()


@pytest.fixture
def make_client() -> MakeClient:
    def make(wire: Wire | str, limits: Limits | None = None, **others: Any) -> BackendClient:
        url = wire if isinstance(wire, str) else wire.url
        return BackendClient(url, "ussd", "secret", limits=limits, **others)

    return make
