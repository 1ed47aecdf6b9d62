"""What each call carries, in whose name, and under which key."""

from __future__ import annotations

import json
import time
import timeit

import pytest

from backend_client import Refused
from backend_client.errors import BadAnswer
from tests.backend_client import wire as it
from tests.backend_client.conftest import MakeClient, MakeWire
from tests.backend_client.test_exchange import CASE
from tests.backend_client.wire import Wire


@pytest.fixture
def wire(make_wire: MakeWire) -> Wire:
    return make_wire(it.answers(CASE))


def test_a_read_carries_channel_caller_and_purpose(wire: Wire, make_client: MakeClient) -> None:
    make_client(wire).bind("caller-1", "hotline").cases.read("4000000012")
    (request,) = wire.calls()
    assert (request.method, request.path) == ("GET", "/v1/cases/4000000012")
    assert request.headers["authorization"] == "Bearer channel-token-1"
    assert request.headers["x-caller-token"] == "caller-1"
    assert request.headers["x-purpose"] == "hotline"
    assert "idempotency-key" not in request.headers


def test_without_a_caller_no_caller_is_named(wire: Wire, make_client: MakeClient) -> None:
    with pytest.raises(BadAnswer):
        make_client(wire).bind().callers.open("+8562010000002", "ussd")
    (request,) = wire.calls()
    assert "x-caller-token" not in request.headers
    assert json.loads(request.body) == {"msisdn": "+8562010000002", "channel": "ussd"}


@pytest.mark.parametrize(("bound", "stated"), [("self_service", "third_party_lookup"), ("hotline", "hotline")])
def test_a_look_up_states_that_it_is_one_unless_an_operator_makes_it(wire: Wire, make_client: MakeClient, bound: str, stated: str) -> None:
    with pytest.raises(BadAnswer):
        make_client(wire).bind("t", bound).lookups.find("900000027")
    (request,) = wire.calls()
    assert request.headers["x-purpose"] == stated
    assert b"900000027" not in request.path.encode()


def test_a_repeated_message_repeats_its_keys_and_nothing_else_does(wire: Wire, make_client: MakeClient) -> None:
    client = make_client(wire)
    for seed in ("hop-1", "hop-1", "hop-2"):
        client.bind("t", key=seed).cases.open("question")
        client.bind("t", key=seed).contributions.report_gap(["2026-01"])
    keys = [request.headers["idempotency-key"] for request in wire.calls()]
    assert keys[0:2] == keys[2:4]
    assert len(set(keys)) == 4
    assert all(8 <= len(key) <= 100 for key in keys)


def test_without_a_seed_each_post_has_a_key_of_its_own(wire: Wire, make_client: MakeClient) -> None:
    backend = make_client(wire).bind("t")
    backend.cases.open("question")
    backend.cases.open("question")
    first, second = wire.calls()
    assert first.headers["idempotency-key"] != second.headers["idempotency-key"]


def test_only_what_was_said_is_sent(wire: Wire, make_client: MakeClient) -> None:
    backend = make_client(wire).bind("t")
    backend.cases.open("call_back", language="hmn")
    with pytest.raises(BadAnswer):
        backend.preferences.write(public_lookup=False)
    with pytest.raises(BadAnswer):
        backend.contributions.periods("2026-01", limit=24)
    opened, written, asked = wire.calls()
    assert json.loads(opened.body) == {"kind": "call_back", "language": "hmn"}
    assert (written.method, json.loads(written.body)) == ("PUT", {"public_lookup": False})
    assert asked.path == "/v1/me/contributions?from=2026-01&limit=24"


def test_text_that_no_encoding_can_carry_is_refused_and_not_sent(wire: Wire, make_client: MakeClient) -> None:
    with pytest.raises(Refused, match="invalid_request"):
        make_client(wire).bind("t").cases.open("question", "\ud800")
    assert not wire.calls()


def test_binding_is_cheap(make_client: MakeClient) -> None:
    client, deadline = make_client("http://127.0.0.1:1/v1"), time.monotonic() + 2
    best = min(timeit.repeat(lambda: client.bind("t", "self_service", deadline, "key"), number=1000, repeat=20)) / 1000
    assert best < 10e-6, f"{best * 1e6:.2f} us; a tenth of that is usual"
