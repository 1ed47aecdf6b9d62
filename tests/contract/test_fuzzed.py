"""A minute of requests that the contract allows and forbids, made up by schemathesis, against the running sandbox."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import processes
from tests.contract.conformance import FILE
from tests.sandbox.payments.conftest import wallet
from tests.sandbox.speaker import Api

# They would end the session, or the server's good will, that the others are asked with.
SPARED = ("sandbox_reset", "sandbox_set_faults", "sandbox_set_clock", "block_phone", "channel_token")
SECONDS = 60


@pytest.fixture
def paying_sandbox(tmp_path: Path) -> Iterator[str]:
    """Without its wallet some calls would answer 503, which is for schemathesis a failure."""
    port = processes.free_port()
    with wallet(tmp_path, port), processes.sandbox(tmp_path, WALLET_URL=f"http://127.0.0.1:{port}") as url:
        yield url


@pytest.mark.long
@pytest.mark.timeout(4 * SECONDS)
def test_a_minute_of_made_up_requests_finds_nothing(paying_sandbox: str, tmp_path: Path) -> None:
    api = Api(paying_sandbox)
    # Someone whose scheme has an old-age account: 501 would be an answer, and is for schemathesis a failure.
    caller = api.proven("+8562010000044")
    headers = {"Authorization": f"Bearer {api.token}", "X-Caller-Token": caller.session["caller_token"], "X-Purpose": "self_service"}
    command = [sys.executable, "-m", "schemathesis.cli", "run", str(FILE), "--url", f"{paying_sandbox}/v1", "--no-color"]
    command += ["--max-time", str(SECONDS), "--max-examples", "15", "--phases", "examples,coverage,fuzzing", "--checks", "all"]
    # A request of the right shape may be refused for what it means: a weak PIN, a key used before, a code too old.
    command += ["--exclude-checks", "positive_data_acceptance"]
    command += [word for name in SPARED for word in ("--exclude-operation-id", name)]
    command += [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout[-8000:] + said.stderr[-2000:]
