"""Reference data is kept in the process, and the last known served when the backend is away."""

from __future__ import annotations

import time

import pytest

from backend_client import Limits, Unavailable
from tests.backend_client import wire as it
from tests.backend_client.clock import Clock
from tests.backend_client.conftest import MakeClient, MakeWire
from tests.backend_client.wire import Behaviour

CONTACT = {"code": "data_it_division", "name": {"lo": None, "latin": "Data"}, "phones": ["+8562077982994"]}
CONTACTS = it.answers({"as_of": "2026-11-22T02:00:00Z", "items": [CONTACT]})
NO_CONTACTS = it.answers({"as_of": "2026-11-23T02:00:00Z", "items": []})


def test_it_is_asked_for_once_and_in_nobodys_name(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire = make_wire(CONTACTS)
    client = make_client(wire)
    for caller in ("one", "two"):
        assert client.bind(caller).reference.contacts().items[0].phones == ("+8562077982994",)
    (request,) = wire.calls()
    assert "x-caller-token" not in request.headers
    assert request.headers["x-purpose"] == "self_service"


def test_it_is_asked_for_again_when_it_is_stale(make_wire: MakeWire, make_client: MakeClient) -> None:
    clock = Clock()
    client = make_client(make_wire(it.in_turn(CONTACTS, NO_CONTACTS)), clock=clock)
    assert client.bind().reference.contacts().items
    clock.passes(61)
    assert not client.bind().reference.contacts().items


@pytest.mark.parametrize("failing", [it.problem(500, "backend_unavailable"), it.resets, it.answers([]), it.answers({}, 302)])
def test_the_last_known_is_served_while_the_backend_is_away(make_wire: MakeWire, make_client: MakeClient, failing: Behaviour) -> None:
    clock = Clock()
    wire = make_wire(it.in_turn(CONTACTS, failing))
    client = make_client(wire, clock=clock)
    client.bind().reference.contacts()
    clock.passes(100_000)
    for _ in range(50):
        assert client.bind().reference.contacts().items
    assert len(wire.calls()) <= 3


@pytest.mark.alone
def test_nobody_waits_long_for_what_is_known(make_wire: MakeWire, make_client: MakeClient) -> None:
    client = make_client(make_wire(it.in_turn(CONTACTS, it.stays_silent)), Limits(fresh_s=0, refresh_s=0.2))
    client.bind().reference.contacts()
    began = time.monotonic()
    assert client.bind().reference.contacts().items
    assert time.monotonic() - began < 0.5


def test_what_was_never_known_is_unavailable(make_wire: MakeWire, make_client: MakeClient) -> None:
    with pytest.raises(Unavailable):
        make_client(make_wire(it.resets)).bind().reference.contacts()


def test_provinces_are_kept_apart_and_no_more_than_there_can_be(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire = make_wire(NO_CONTACTS)
    client = make_client(wire)
    for province in ("VTE", "LPB", "VTE"):
        client.bind().reference.offices(province)
    assert [request.path for request in wire.calls()] == ["/v1/reference/offices?province=VTE", "/v1/reference/offices?province=LPB"]
    for guess in range(600):
        client.bind().reference.offices(f"X{guess}")
    assert client.known_paths < 300
