"""What goes wrong between an SMSC and the gateway: repeats, cuts, throttling, silence, and the end of the process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from simulator.smsc.handset import Handset
from simulator.smsc.server import NO_ANSWER, THROTTLED, Smsc, smsc
from tests import processes
from tests.processes import wait_until
from tests.smpp_gateway.conftest import IN_ENGLISH, HandsetOf, acknowledged

ENQUIRE_SECONDS = 1


@pytest.fixture(scope="module")
def _one_gateway(one_redis_server: str, one_sandbox: str, one_smsc: Smsc, one_log: Path) -> Iterator[None]:
    impatient = {"SMPP_ENQUIRE_SECONDS": str(ENQUIRE_SECONDS), "SMPP_WINDOW": "2"}
    with processes.smpp_gateway(one_redis_server, one_sandbox, one_smsc, one_log, **impatient):
        yield


@pytest.fixture
def phone(handset_of: HandsetOf) -> Handset:
    """A phone at the main menu, in English."""
    return handset_of("P02").dials(IN_ENGLISH)


def test_a_message_that_comes_again_is_answered_once(operator: Smsc, phone: Handset) -> None:
    waiting = phone.awaits()
    phone.says("2", 0x12)
    submissions = len(operator.submitted)
    for _ in range(5):
        phone.deliver(sequence=phone.sequence)
    phone.shows(waiting).sees("PIN")
    acknowledged(operator, phone.sequence)
    phone.sends("4071").sees("31 months paid")
    assert len(operator.submitted) <= submissions + 2
    assert operator.strays == []


def test_the_same_answer_twice_is_two_answers(phone: Handset) -> None:
    phone.sends("7").sends("1").sends("1")
    assert phone.dials(IN_ENGLISH).sends("1").sees("Covered").sends("1").screen != phone.dials(IN_ENGLISH).sends("1").screen


def test_a_reply_goes_out_over_the_next_line_when_one_was_cut(operator: Smsc, phone: Handset) -> None:
    operator.faults.refusals = [NO_ANSWER]
    waiting = phone.awaits()
    phone.says("2", 0x12)
    wait_until(lambda: not operator.faults.refusals, what="the submission that is not answered")
    operator.cut()
    operator.bound()
    phone.shows(waiting).sees("PIN")
    assert operator.submitted[-1] == operator.submitted[-2]
    phone.sends("4071").sees("31 months paid")


def test_a_message_given_again_after_a_cut_is_answered_once_over_the_new_line(operator: Smsc, phone: Handset) -> None:
    operator.faults.refusals = [NO_ANSWER]
    waiting = phone.awaits()
    phone.says("2", 0x12)
    wait_until(lambda: not operator.faults.refusals, what="the submission that is not answered")
    operator.cut()
    operator.bound()
    phone.deliver()
    phone.shows(waiting).sees("PIN")
    acknowledged(operator, phone.sequence)
    phone.sends("4071").sees("31 months paid")


def test_a_reply_that_was_refused_is_given_byte_for_byte_when_its_message_comes_again(operator: Smsc, phone: Handset) -> None:
    operator.faults.refusals = [0x45]
    phone.says("2", 0x12)
    wait_until(lambda: not operator.faults.refusals, what="the refusal")
    time.sleep(0.2)
    waiting = phone.awaits()
    phone.deliver(sequence=phone.sequence)
    phone.shows(waiting).sees("PIN")
    assert operator.submitted[-1] == operator.submitted[-2]
    phone.sends("4071").sees("31 months paid")


def test_a_throttled_reply_is_tried_again_until_it_is_taken(operator: Smsc, phone: Handset) -> None:
    operator.faults.refusals = [THROTTLED, 0x14, THROTTLED]
    phone.sends("1").sees("Covered")
    assert operator.strays == []


def test_a_refused_reply_is_not_tried_again(operator: Smsc, phone: Handset, one_log: Path) -> None:
    operator.faults.refusals = [0x0B]
    submissions = len(operator.submitted)
    phone.says("1", 0x12)
    wait_until(lambda: '"status": "0xb"' in one_log.read_text(), within=5, what="the line in the log")
    time.sleep(0.5)
    assert len(operator.submitted) == submissions + 1


def test_a_session_that_the_network_ended_gets_no_late_screen(operator: Smsc, phone: Handset) -> None:
    operator.faults.refusals = [THROTTLED]
    phone.says("1", 0x12)
    wait_until(lambda: not operator.faults.refusals, what="the throttled submission")
    phone.drops()
    time.sleep(0.8)
    assert operator.strays == []


def test_no_more_than_the_window_is_under_way(operator: Smsc, phone: Handset) -> None:
    operator.faults.delay = 0.1
    others = [Handset(operator, f"+85620108{number:05}") for number in range(8)]
    started = time.monotonic()
    awaited = [other.awaits() for other in others]
    for other in others:
        other.says("*149#", 0x01)
    for waiting in awaited:
        assert waiting.get(timeout=15).text
    # The SMSC answers one after the other, so that a window of any size takes this long.
    assert time.monotonic() - started > 0.7


def test_what_is_no_frame_costs_the_line_and_no_more(operator: Smsc, phone: Handset) -> None:
    operator.bound().send_octets(b"GET / HTTP/1.1\r\n\r\n")
    before = len(operator.binds)
    wait_until(lambda: len(operator.binds) > before, within=10, what="the next bind")
    phone.sends("1").sees("Covered")


def test_the_pulse_is_felt_both_ways(operator: Smsc) -> None:
    bind = operator.bound()
    bind.enquire()
    wait_until(lambda: bind.enquiries > 0, within=4, what="an enquire_link")


def test_a_line_whose_pulse_is_gone_is_given_up(operator: Smsc, phone: Handset) -> None:
    before = operator.bound()
    before.answers_enquiries = False
    wait_until(lambda: not before.is_bound, within=12, what="the end of the dead line")
    assert operator.bound() is not before
    phone.sends("1").sees("Covered")


def test_a_wrong_password_is_said_and_not_tried_in_haste(one_redis_server: str, sandbox_url: str, tmp_path: Path) -> None:
    with smsc() as other:
        said = tmp_path / "said"
        told = lambda: said.exists() and "bind refused with status 0xd" in said.read_text()  # noqa: E731
        environ = {"SMPP_HOST": "127.0.0.1", "SMPP_PORT": str(other.port), "SMPP_SYSTEM_ID": "lsso", "SMPP_PASSWORD": "wrong"}
        environ = {**processes.SERVICE, "REDIS_URL": one_redis_server, "BACKEND_URL": sandbox_url, **environ}
        with processes.running([*processes.PYTHON, "smpp_gateway"], environ, told, said):
            time.sleep(1.5)
        assert "wrong" not in said.read_text()
        assert 2 <= len(other.binds) <= 3


def test_told_to_end_it_answers_what_was_asked_and_takes_leave(one_redis_server: str, sandbox_url: str, tmp_path: Path) -> None:
    with smsc() as other, processes.smpp_gateway(one_redis_server, sandbox_url, other, tmp_path / "said") as process:
        bind = other.bound()
        phone = Handset(other, "+8562010000002").dials()
        other.faults.delay = 0.5
        waiting = phone.awaits()
        phone.says("8", 0x12)
        acknowledged(other, phone.sequence)
        seconds = ended(process)
        phone.shows(waiting)
        assert bind.was_unbound
        assert seconds < 5
        assert "all answered" in (tmp_path / "said").read_text()


def test_told_to_end_while_no_smsc_answers_it_ends(one_redis_server: str, sandbox_url: str, tmp_path: Path) -> None:
    with smsc() as other, processes.smpp_gateway(one_redis_server, sandbox_url, other, tmp_path / "said") as process:
        other.close()
        wait_until(lambda: "smpp line lost" in (tmp_path / "said").read_text(), within=5, what="the line in the log")
        assert ended(process) < 5


def ended(process: Popen[bytes]) -> float:
    """The seconds from TERM to the end, which must be a good one."""
    started = time.monotonic()
    process.terminate()
    assert process.wait(10) == 0
    return time.monotonic() - started
