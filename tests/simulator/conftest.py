"""The pretend phone's surroundings in tests: a service that answers, and the page served as `make run` serves it."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

from simulator.gateway import Gateway
from simulator.settings import Settings
from tests.processes import free_port
from tests.simulator import at_service
from tests.simulator.at_service import Service
from tests.simulator.browser import chromium
from tests.simulator.page import Page

ROOT = Path(__file__).parents[2]


@pytest.fixture
def service() -> Iterator[Service]:
    with at_service.running() as service:
        yield service


@pytest.fixture
def settings(service: Service) -> Settings:
    return Settings(service_url=service.url, backend_url=service.url)


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    gateway = Gateway(settings, deadline_s=1.0)
    yield gateway
    gateway.close()


@pytest.fixture
def page_url(service: Service) -> Iterator[str]:
    """`python -m simulator`, started and stopped as a person would."""
    port = free_port()
    places = {"SIMULATOR_PORT": str(port), "SERVICE_URL": service.url, "BACKEND_URL": service.url}
    with subprocess.Popen([sys.executable, "-m", "simulator"], cwd=ROOT, env=os.environ | places, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, page_url: str, tmp_path: Path) -> Iterator[Page]:
    with chromium(tmp_path, request.param) as window:
        yield Page(window, page_url, request.param)


@pytest.fixture
def wide_page(page_url: str, tmp_path: Path) -> Iterator[Page]:
    with chromium(tmp_path, 1280) as window:
        yield Page(window, page_url, 1280)


def _wait_until_up(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert process.poll() is None, "the phone page ended at once"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except URLError:
            time.sleep(0.1)
    raise AssertionError("the phone page did not come up in ten seconds")
