"""A post office for the tests of what jobs send, and an outbox with one gateway."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from jobs.outbox import Outbox
from tests import processes
from tests.jobs.counter import Counter
from tests.jobs.gateways import Gateway, listening
from tests.jobs.outboxes import africastalking, outbox
from tests.jobs.post_office import PostOffice, sms_gateway
from tests.sandbox.payments.conftest import QUICK, fresh


@pytest.fixture
def post_office(redis_server: str, sandbox_url: str) -> Iterator[PostOffice]:
    with sms_gateway() as gateway:
        yield PostOffice(redis_server, sandbox_url, gateway)


@pytest.fixture(scope="session")
def one_paying_backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A backend and the wallet that it asks."""
    folder = tmp_path_factory.mktemp("paying")
    with processes.wallet(folder) as wallet, processes.sandbox(folder, WALLET_URL=wallet, **QUICK) as backend:
        yield backend, wallet


@pytest.fixture
def counter(redis_server: str, one_paying_backend: tuple[str, str]) -> Iterator[Counter]:
    """Where people pay, with the people as at the start."""
    backend, wallet = one_paying_backend
    till = fresh(backend, wallet)
    with sms_gateway() as gateway:
        yield Counter(PostOffice(redis_server, backend, gateway), till)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with listening() as opened:
        yield opened


@pytest.fixture
def box(redis_server: str, redis_client: Redis, gateway: Gateway) -> Outbox:
    return outbox(redis_client, redis_server, africastalking(gateway))
