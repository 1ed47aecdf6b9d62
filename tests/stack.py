"""What every test may ask for: a store, a backend, a service, and phones to call it with."""

from collections.abc import Callable, Iterator
from urllib.request import Request, urlopen

import pytest
from redis import Redis

from tests import processes
from tests.phone import Phone

PhoneOf = Callable[[str], Phone]

__all__ = ["Phone", "PhoneOf", "phone_of", "redis_client", "redis_server", "sandbox_url", "service_url"]


@pytest.fixture(scope="session")
def one_redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with processes.redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(scope="session")
def one_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with processes.sandbox(tmp_path_factory.mktemp("sandbox")) as url:
        yield url


@pytest.fixture(scope="session")
def one_service(one_redis_server: str, one_sandbox: str) -> Iterator[str]:
    with processes.service(one_redis_server, one_sandbox) as url:
        yield url


@pytest.fixture
def redis_server(one_redis_server: str) -> str:
    """The URL of a private store, empty at the start of each test."""
    with Redis.from_url(one_redis_server) as client:
        client.flushall()
    return one_redis_server


@pytest.fixture
def redis_client(redis_server: str) -> Iterator[Redis]:
    """A client to look into that store with."""
    with Redis.from_url(redis_server) as client:
        yield client


@pytest.fixture
def sandbox_url(one_sandbox: str) -> str:
    """The backend, with its people, clock and faults as at the start."""
    with urlopen(Request(f"{one_sandbox}/v1/sandbox/reset", method="POST"), timeout=15) as answer:
        assert answer.status == 200
    return one_sandbox


@pytest.fixture
def service_url(one_service: str, redis_server: str, sandbox_url: str) -> str:
    """The service over that store and that backend, both fresh."""
    return one_service


@pytest.fixture
def phone_of(service_url: str) -> PhoneOf:
    """phone_of("P02") or phone_of("+8562010000002"): the persona's phone."""

    def make(who: str) -> Phone:
        return Phone(service_url, f"+85620100000{int(who[1:]):02}" if who.startswith("P") else who)

    return make
