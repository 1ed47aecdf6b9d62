"""A console over a store, a spool and a gateway of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from jobs.outbox import Outbox
from tests import processes
from tests.jobs.gateways import Gateway, listening
from tests.jobs.outboxes import africastalking, outbox
from tests.operation.console import Console


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with listening() as opened:
        yield opened


@pytest.fixture
def spool_folder(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.fixture
def console(redis_server: str, gateway: Gateway, spool_folder: Path) -> Console:
    ours = {"REDIS_URL": redis_server, "BACKEND_URL": "http://127.0.0.1:1", "SMS_URL": gateway.url, "SPOOL_FOLDER": str(spool_folder)}
    return Console({**processes.SERVICE, **ours})


@pytest.fixture
def box(redis_server: str, redis_client: Redis, gateway: Gateway) -> Outbox:
    """The same outbox as the console's, from inside."""
    return outbox(redis_client, redis_server, africastalking(gateway))
