"""A post office for the tests of what jobs send."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.jobs.post_office import PostOffice, sms_gateway


@pytest.fixture
def post_office(redis_server: str, sandbox_url: str) -> Iterator[PostOffice]:
    with sms_gateway() as gateway:
        yield PostOffice(redis_server, sandbox_url, gateway)
