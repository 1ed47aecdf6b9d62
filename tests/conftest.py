"""Fixtures that every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from engine.text import use_locale
from tests.postgres import postgres_url
from tests.side_by_side import pytest_collection_modifyitems, pytest_configure, pytest_runtest_protocol
from tests.stack import one_redis_server, one_sandbox, one_service, phone_of, redis_client, redis_server, sandbox_url, service_url

__all__ = [
    "one_redis_server",
    "one_sandbox",
    "one_service",
    "phone_of",
    "postgres_url",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_runtest_protocol",
    "redis_client",
    "redis_server",
    "sandbox_url",
    "service_url",
]

# A slow machine is no fault of the code; the same examples are tried again where a failure is looked into.
settings.register_profile("usual", deadline=None, print_blob=True)
settings.register_profile("long", parent=settings.get_profile("usual"), max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


@pytest.fixture(autouse=True)
def _english_between_tests() -> Iterator[None]:
    """The language is the thread's, and the next test begins where this one did."""
    use_locale("en")
    yield
    use_locale("en")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return Path(__file__).resolve().parent.parent
