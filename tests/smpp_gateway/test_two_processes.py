"""Two processes are bound to one SMSC: what one has answered the other does not answer again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.smsc.handset import Handset
from simulator.smsc.server import Smsc, smsc
from simulator.smsc.vendor import Vendor
from tests import processes
from tests.processes import wait_until
from tests.smpp_gateway.conftest import IN_ENGLISH

NUMBERING = Vendor(numbers_messages=True)


@pytest.fixture
def operator(redis_server: str, sandbox_url: str, tmp_path: Path) -> Iterator[Smsc]:
    """An SMSC that numbers the messages of a session, and two processes bound to it."""
    with (
        smsc(NUMBERING) as made,
        processes.smpp_gateway(redis_server, sandbox_url, made, tmp_path / "one", SMPP_SESSION="its_session_number"),
        processes.smpp_gateway(redis_server, sandbox_url, made, tmp_path / "two", SMPP_SESSION="its_session_number"),
    ):
        wait_until(lambda: sum(bind.is_bound for bind in made.binds) == 2, what="both being bound")
        yield made


def test_a_message_that_is_given_to_both_is_answered_once(operator: Smsc) -> None:
    first, second = operator.binds
    phone = Handset(operator, "+8562010000002").dials(IN_ENGLISH)
    waiting = phone.awaits()
    submissions = len(operator.submitted)
    # By the SMSC's own count the message of "2"; given to both binds, and once more when it was answered.
    phone.keys("2")
    phone.deliver(over=first)
    phone.deliver(over=second)
    phone.shows(waiting).sees("PIN")
    phone.deliver(over=first)
    phone.deliver(over=second)
    time.sleep(1.5)
    assert len(operator.submitted) == submissions + 1
    assert operator.strays == []
    phone.sends("4071").sees("31 months paid")


def test_a_reply_that_no_smsc_took_is_given_again_by_the_other(operator: Smsc) -> None:
    first, second = operator.binds
    phone = Handset(operator, "+8562010000002").dials(IN_ENGLISH)
    operator.faults.refusals = [0x45]
    phone.keys("2")
    phone.deliver(over=first)
    wait_until(lambda: not operator.faults.refusals, what="the refusal")
    time.sleep(0.3)
    waiting = phone.awaits()
    phone.deliver(over=second)
    phone.shows(waiting).sees("PIN")
    assert operator.submitted[-1] == operator.submitted[-2]
    phone.sends("4071").sees("31 months paid")
