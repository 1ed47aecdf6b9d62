"""SMS out through the official SDK, against answers as they are documented, over real HTTP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from jobs.africastalking import AfricasTalkingSms
from jobs.sending import Handed, NotSent
from tests.jobs.gateways import TAKEN, Gateway, listening, with_status

NO_SENDER = {"SMSMessageData": {"Message": "InvalidSenderId", "Recipients": []}}


@contextmanager
def gateway(answer: object, status: int = 201, kind: str = "application/json") -> Iterator[tuple[AfricasTalkingSms, Gateway]]:
    with listening(answer, status, kind) as at:
        yield AfricasTalkingSms(at.url, "lsso", "secret-key", "LSSO"), at


def test_a_text_is_handed_over_with_its_sender_and_key() -> None:
    with gateway(TAKEN) as (sms, at):
        handed = sms.send("+8562010000008", "ໃບຮັບ 7311604824")
    assert handed == Handed("ATXid_1", "LAK 150")
    (request,) = at.received
    assert request["to"] == ["+8562010000008"]
    assert request["message"] == ["ໃບຮັບ 7311604824"]
    assert (request["from"], request["path"], request["key"]) == (["LSSO"], ["/version1/messaging"], ["secret-key"])


@pytest.mark.parametrize(
    ("answer", "status", "kind", "final", "may_have_gone"),
    [
        (NO_SENDER, 201, "application/json", False, False),
        (with_status(403), 201, "application/json", True, False),
        (with_status(405), 201, "application/json", False, False),
        (with_status(500), 201, "application/json", False, False),
        # No word of the list, and so none that says that it was not taken.
        (with_status(103), 201, "application/json", False, True),
        ("{", 201, "application/json", False, True),
        ("no", 401, "text/plain", False, False),
        ("too busy", 503, "text/plain", False, False),
        ("broken", 500, "text/plain", False, True),
        (TAKEN, 201, "application/json; charset=utf-8", False, True),
    ],
)
def test_what_was_not_sent_is_told_with_what_is_known(answer: object, status: int, kind: str, final: bool, may_have_gone: bool) -> None:
    with gateway(answer, status, kind) as (sms, _), pytest.raises(NotSent) as failure:
        sms.send("+8562010000008", "text")
    assert (failure.value.final, failure.value.may_have_gone) == (final, may_have_gone)


def test_a_gateway_that_is_away_has_sent_nothing() -> None:
    with pytest.raises(NotSent) as failure:
        AfricasTalkingSms("http://127.0.0.1:9", "lsso", "key", "LSSO").send("+8562010000008", "text")
    assert not failure.value.may_have_gone


def test_a_number_that_is_none_is_refused_for_good() -> None:
    with pytest.raises(NotSent) as failure:
        AfricasTalkingSms("http://127.0.0.1:9", "lsso", "key", "LSSO").send("02010000008", "text")
    assert failure.value.final


@pytest.mark.parametrize(("code", "at_fault"), [(403, True), (404, True), (406, True), (402, False), (405, False), (500, False)])
def test_a_number_is_at_fault_only_when_the_gateway_says_so(code: int, at_fault: bool) -> None:
    with gateway(with_status(code)) as (sms, _), pytest.raises(NotSent) as failure:
        sms.send("+8562010000008", "text")
    assert failure.value.number_at_fault is at_fault


@pytest.mark.parametrize("status", [400, 401, 403, 429])
def test_a_request_that_is_refused_before_its_message_is_looked_at_is_about_our_account(status: int) -> None:
    with gateway("no", status, "text/plain") as (sms, _), pytest.raises(NotSent) as failure:
        sms.send("+8562010000008", "text")
    assert (failure.value.account_at_fault, str(failure.value)) == (True, f"http {status}")


@pytest.mark.parametrize(
    ("answer", "ours"), [(NO_SENDER, True), *((with_status(code), True) for code in (401, 402, 405)), (with_status(502), False)]
)
def test_our_account_is_at_fault_only_when_the_gateway_says_so(answer: object, ours: bool) -> None:
    with gateway(answer) as (sms, _), pytest.raises(NotSent) as failure:
        sms.send("+8562010000008", "text")
    assert (failure.value.account_at_fault, failure.value.final, failure.value.may_have_gone) == (ours, False, False)


def test_a_connection_that_broke_after_the_text_was_handed_over_may_have_carried_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hears_and_hangs_up() -> None:
            connection, _ = listener.accept()
            connection.recv(65536)
            connection.close()

        threading.Thread(target=hears_and_hangs_up, daemon=True).start()
        with pytest.raises(NotSent) as failure:
            AfricasTalkingSms(f"http://127.0.0.1:{listener.getsockname()[1]}", "lsso", "key", "LSSO").send("+8562010000008", "text")
    assert failure.value.may_have_gone
