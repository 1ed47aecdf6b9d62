"""The sandbox as its tests know it: a channel that speaks to the real process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import processes
from tests.sandbox.speaker import Api


@pytest.fixture
def api(sandbox_url: str) -> Api:
    return Api(sandbox_url)


@pytest.fixture(scope="session")
def sandbox_on_postgres(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with processes.sandbox(tmp_path_factory.mktemp("sandbox"), SANDBOX_DATABASE_URL=postgres_url) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Api:
    """Once over each database; PostgreSQL skips by its name where there is none."""
    if request.param == "sqlite":
        return Api(request.getfixturevalue("sandbox_url"))
    url = request.getfixturevalue("sandbox_on_postgres")
    api = Api(url)
    assert api.send("POST", "/sandbox/reset").status == 200
    return Api(url)
