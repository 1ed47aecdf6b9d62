"""What is sent again, what is not, and what opens the breaker."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable

import pytest

from backend_client import Backend, Limits
from backend_client.errors import (
    BackendFailed,
    BadAnswer,
    CircuitOpen,
    ConnectionLost,
    DeadlineExceeded,
    Overloaded,
    Refused,
    Unavailable,
    Unreachable,
)
from backend_client.transport import Answer, Request
from tests.backend_client import wire as it
from tests.backend_client.clock import Clock
from tests.backend_client.conftest import MakeClient, MakeWire
from tests.backend_client.wire import Behaviour

NOW = "2026-11-22T02:00:00Z"
CASE = {
    "as_of": NOW, "ref": "4000000012", "kind": "question", "state": "received",
    "opened_at": NOW, "updated_at": NOW, "answer_by": "2026-12-01", "added_later": 1,
}  # fmt: skip
QUICK = Limits(retry_pause_s=0.0)


def test_a_read_whose_connection_breaks_is_sent_again(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire = make_wire(it.in_turn(it.resets, it.answers(CASE)))
    assert make_client(wire, QUICK).bind("t").cases.read("4000000012").ref == "4000000012"
    assert len(wire.calls()) == 2


def test_a_keyed_post_whose_answer_is_lost_is_sent_again_with_the_same_key(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire = make_wire(it.in_turn(it.says(it.reply(b"{}")[:-1]), it.answers(CASE, 201)))
    assert make_client(wire, QUICK).bind("t", key="hop-1").cases.open("question").ref == "4000000012"
    first, second = wire.calls()
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.body == second.body


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda backend: backend.callers.step_up("cs_12345678", "4071"), id="a PIN"),
        pytest.param(lambda backend: backend.lookups.find("900000027"), id="a look-up"),
        pytest.param(lambda backend: backend.one_time_codes.verify("oc_12345678", "123456"), id="a one-time code"),
        pytest.param(lambda backend: backend.pins.set("4071"), id="a new PIN"),
        pytest.param(lambda backend: backend.preferences.write(reminders=True), id="a preference"),
    ],
)
def test_what_must_not_arrive_twice_is_sent_once(make_wire: MakeWire, make_client: MakeClient, call: Callable[[Backend], object]) -> None:
    wire = make_wire(it.resets)
    with pytest.raises(ConnectionLost):
        call(make_client(wire, QUICK).bind("t"))
    assert len(wire.calls()) == 1


def test_it_is_sent_again_once_and_no_more(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire = make_wire(it.resets)
    with pytest.raises(ConnectionLost):
        make_client(wire, QUICK).bind("t").claims.all()
    assert len(wire.calls()) == 2


@pytest.mark.parametrize("behaviour", [it.problem(500, "backend_unavailable"), it.problem(404, "not_found"), it.answers({}, 302)])
def test_an_answer_is_never_asked_for_again(make_wire: MakeWire, make_client: MakeClient, behaviour: Behaviour) -> None:
    wire = make_wire(behaviour)
    with pytest.raises((Unavailable, Refused)):
        make_client(wire, QUICK).bind("t").claims.all()
    assert len(wire.calls()) == 1


@pytest.mark.alone
def test_without_time_to_use_it_nothing_is_sent_again(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire = make_wire(it.resets)
    client = make_client(wire, Limits(retry_pause_s=0.1, retry_least_s=0.3))
    with pytest.raises(ConnectionLost):
        client.bind("t", deadline=time.monotonic() + 0.35).claims.all()
    assert len(wire.calls()) == 1


@pytest.mark.alone
def test_the_deadline_holds_for_token_call_and_second_attempt_together(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire = make_wire(it.in_turn(it.resets, it.stays_silent))
    token = it.reply(b'{"access_token":"t","token_type":"Bearer","expires_in":60}')
    wire.token = it.drips(token, len(token) - 6, 0.03)
    began = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        make_client(wire, QUICK).bind("t", deadline=began + 0.5).claims.all()
    assert 0.4 < time.monotonic() - began < 0.8
    assert len(wire.calls()) == 2


@pytest.mark.parametrize("calls_before", [0, 1], ids=["on a new connection", "on a kept connection"])
def test_it_is_remembered_that_the_first_attempt_may_have_acted(make_wire: MakeWire, make_client: MakeClient, calls_before: int) -> None:
    wire = make_wire(it.answers(CASE))
    client = make_client(wire, QUICK)
    for _ in range(calls_before):
        client.bind("t").cases.read("4000000012")

    def breaks_and_vanishes(wire: it.Wire, connection: socket.socket, request: it.Received) -> bool:
        wire.stop_listening()
        return it.resets(wire, connection, request)

    wire.behaviour = breaks_and_vanishes
    with pytest.raises(Unreachable) as caught:
        client.bind("t", key="k").cases.open("question")
    assert caught.value.may_have_acted


def test_failures_in_a_row_open_the_breaker_and_nothing_more_is_sent(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire = make_wire(it.problem(503, "backend_unavailable"))
    client = make_client(wire, Limits(failures_in_a_row=3))
    for _ in range(3):
        with pytest.raises(BackendFailed):
            client.bind("t").claims.all()
    with pytest.raises(CircuitOpen) as caught:
        client.bind("t").claims.all()
    assert not caught.value.may_have_acted
    assert client.is_open
    assert len(wire.calls()) == 3


def test_the_breaker_closes_when_the_backend_is_back(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire = make_wire(it.in_turn(it.answers([]), it.answers(CASE)))
    client = make_client(wire, Limits(failures_in_a_row=1, open_s=0.05))
    with pytest.raises(BadAnswer):
        client.bind("t").claims.all()
    time.sleep(0.06)
    client.bind("t").cases.read("4000000012")
    assert not client.is_open


@pytest.mark.parametrize(
    "answer", [it.problem(404, "not_found"), it.problem(501, "capability_unavailable"), it.problem(429, "rate_limited")]
)
def test_refusals_never_open_the_breaker(make_wire: MakeWire, make_client: MakeClient, answer: Behaviour) -> None:
    client = make_client(make_wire(answer), Limits(failures_in_a_row=1, window_calls=1, failure_share=0.1))
    for _ in range(3):
        with pytest.raises(Refused):
            client.bind("t").claims.all()


@pytest.mark.alone
def test_a_call_that_had_hardly_any_time_says_nothing_about_the_backend(make_wire: MakeWire, make_client: MakeClient) -> None:
    client = make_client(make_wire(it.stays_silent), Limits(failures_in_a_row=1, fair_s=0.3))
    with pytest.raises(DeadlineExceeded):
        client.bind("t", deadline=time.monotonic() + 0.1).claims.all()
    assert not client.is_open
    with pytest.raises(DeadlineExceeded):
        client.bind("t", deadline=time.monotonic() + 0.35).claims.all()
    assert client.is_open


def test_being_turned_away_by_the_own_bound_says_nothing_about_the_backend(make_client: MakeClient) -> None:
    client = make_client("http://127.0.0.1:1/v1", Limits(simultaneous=0, failures_in_a_row=1))
    for _ in range(2):
        with pytest.raises(Overloaded):
            client.bind("t").claims.all()


def test_each_call_is_observed_by_template_and_outcome_without_data(make_wire: MakeWire, make_client: MakeClient) -> None:
    seen: list[tuple[str, str]] = []
    wire = make_wire(it.in_turn(it.answers(CASE), it.problem(404, "not_found"), it.answers([])))
    client = make_client(wire, observe=lambda route, outcome, seconds: seen.append((route, outcome)) if 0 < seconds < 2 else None)
    backend = client.bind("t")
    backend.cases.read("4000000012")
    with pytest.raises(Refused):
        backend.cases.read("4000000012")
    with pytest.raises(BadAnswer):
        backend.contributions.periods("2026-01", "2026-10")
    assert seen == [("GET /cases/{ref}", "ok"), ("GET /cases/{ref}", "not_found"), ("GET /me/contributions", "BadAnswer")]


class Interrupted:
    """A transport that is stopped from outside once, as by a signal, and then answers."""

    def __init__(self) -> None:
        self.stops = True

    def send(self, request: Request, seconds: float) -> Answer:
        if request.path == "/oauth/token":
            return Answer(200, "application/json", json.dumps(it.TOKEN).encode())
        if self.stops:
            raise KeyboardInterrupt
        return Answer(200, "application/json", json.dumps(CASE).encode())


def test_a_probe_that_is_interrupted_does_not_keep_the_breaker_open_for_ever(make_client: MakeClient) -> None:
    transport, clock = Interrupted(), Clock()
    client = make_client("http://127.0.0.1:1/v1", Limits(failures_in_a_row=1, open_s=2), transport=transport, clock=clock)
    client.exchange.breaker.failed(client.exchange.breaker.admit())
    clock.passes(2.1)
    with pytest.raises(KeyboardInterrupt):
        client.bind("t").cases.read("4000000012")
    transport.stops = False
    client.bind("t").cases.read("4000000012")
    assert not client.is_open
