"""The process that binds to an SMSC, as it runs in production, and phones behind that SMSC."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.smsc.handset import Handset
from simulator.smsc.server import Smsc, smsc
from tests import processes
from tests.processes import wait_until

HandsetOf = Callable[[str], Handset]
IN_ENGLISH = "*149*7*1*3#"


@pytest.fixture(scope="module")
def one_smsc() -> Iterator[Smsc]:
    with smsc() as made:
        yield made


@pytest.fixture(scope="module")
def one_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("smpp") / "said"


@pytest.fixture(scope="module")
def _one_gateway(one_redis_server: str, one_sandbox: str, one_smsc: Smsc, one_log: Path) -> Iterator[None]:
    with processes.smpp_gateway(one_redis_server, one_sandbox, one_smsc, one_log):
        yield


@pytest.fixture
def operator(_one_gateway: None, one_smsc: Smsc, redis_server: str, sandbox_url: str) -> Smsc:
    """An SMSC that the gateway is bound to, and nothing wrong with it."""
    one_smsc.bound()
    one_smsc.faults.refusals.clear()
    one_smsc.faults.delay = 0
    one_smsc.strays.clear()
    return one_smsc


@pytest.fixture
def handset_of(operator: Smsc) -> HandsetOf:
    """handset_of("P02"): the persona's phone, behind the SMSC."""
    return lambda who: Handset(operator, f"+85620100000{int(who[1:]):02}")


def acknowledged(operator: Smsc, sequence: int) -> float:
    """The seconds it took."""
    acks = operator.bound().acks
    wait_until(lambda: sequence in acks, within=5, what="the acknowledgement")
    status, seconds = acks[sequence]
    assert status == 0
    return seconds
