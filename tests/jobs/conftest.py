"""A post office for the tests of what jobs send, and an outbox with one gateway."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from jobs.outbox import Outbox
from tests.jobs.gateways import Gateway, listening
from tests.jobs.outboxes import africastalking, outbox
from tests.jobs.post_office import PostOffice, sms_gateway


@pytest.fixture
def post_office(redis_server: str, sandbox_url: str) -> Iterator[PostOffice]:
    with sms_gateway() as gateway:
        yield PostOffice(redis_server, sandbox_url, gateway)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with listening() as opened:
        yield opened


@pytest.fixture
def box(redis_server: str, redis_client: Redis, gateway: Gateway) -> Outbox:
    return outbox(redis_client, redis_server, africastalking(gateway))
