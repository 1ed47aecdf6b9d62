"""The service with a wallet behind its backend, and phones that pay."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import processes
from tests.flows.paying.counter import Counter

# Every wait of the sandbox is shorter than a test's patience.
QUICK = {"SANDBOX_SWEEP_SECONDS": "1", "WALLET_TIMEOUT_SECONDS": "2"}


@pytest.fixture(scope="session")
def one_wallet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with processes.wallet(tmp_path_factory.mktemp("wallet")) as url:
        yield url


@pytest.fixture(scope="session")
def sandbox_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the backend keeps its rows, for a test that reads what only the desk at NSSO may."""
    return tmp_path_factory.mktemp("sandbox")


@pytest.fixture(scope="session")
def one_sandbox(one_wallet: str, sandbox_folder: Path) -> Iterator[str]:
    with processes.sandbox(sandbox_folder, WALLET_URL=one_wallet, **QUICK) as url:
        yield url


@pytest.fixture(scope="session")
def one_service(one_redis_server: str, one_sandbox: str) -> Iterator[str]:
    with processes.service(one_redis_server, one_sandbox) as url:
        yield url


@pytest.fixture
def counter(sandbox_url: str, one_wallet: str) -> Counter:
    """Where a test approves what a phone was asked, and counts what was debited."""
    return Counter(sandbox_url, one_wallet)
