"""One token for all threads, renewed in time, and once when it is refused."""

from __future__ import annotations

import socket
import threading

import pytest

from backend_client.channel_token import ChannelTokens
from backend_client.errors import BackendFailed, ChannelRejected, Refused, Unavailable
from backend_client.transport import Answer, Request
from tests.backend_client import wire as it
from tests.backend_client.clock import Clock
from tests.backend_client.conftest import MakeClient, MakeWire
from tests.backend_client.test_exchange import CASE
from tests.backend_client.wire import Behaviour, Received, Wire


class Desk:
    """Gives token-1, token-2, ... for an hour each, or the answer it is told to give."""

    def __init__(self, clock: Clock) -> None:
        self.given = 0
        self.instead: Answer | None = None
        self.tokens = ChannelTokens("ussd", "s&cret", self.attempt, clock, again_s=5)

    def attempt(self, request: Request, deadline: float) -> Answer:
        assert request.body == b"grant_type=client_credentials&client_id=ussd&client_secret=s%26cret"
        if self.instead:
            return self.instead
        self.given += 1
        return Answer(200, "application/json", b'{"access_token":"token-%d","token_type":"Bearer","expires_in":3600}' % self.given)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Desk:
    return Desk(clock)


def test_it_is_fetched_once_and_renewed_before_it_ends(desk: Desk, clock: Clock) -> None:
    assert [desk.tokens.current(clock.now + 1) for _ in range(3)] == ["token-1"] * 3
    clock.passes(3600 * 0.8)
    assert desk.tokens.current(clock.now + 1) == "token-2"


def test_a_young_one_is_renewed_only_where_no_other_token_can_be_at_fault(desk: Desk, clock: Clock) -> None:
    desk.tokens.current(clock.now + 1)
    assert desk.tokens.renewed("token-1", clock.now + 1, alone=False) is None
    assert desk.tokens.renewed("token-1", clock.now + 1, alone=True) == "token-2"


def test_the_old_one_serves_while_renewing_fails_and_not_beyond_its_end(desk: Desk, clock: Clock) -> None:
    desk.tokens.current(clock.now + 1)
    desk.instead = Answer(500, "text/plain", b"")
    clock.passes(3000)
    assert desk.tokens.current(clock.now + 1) == "token-1"
    clock.passes(596)
    with pytest.raises(BackendFailed) as caught:
        desk.tokens.current(clock.now + 1)
    assert not caught.value.may_have_acted


def test_wrong_credentials_are_the_operators_affair_not_the_callers(desk: Desk, clock: Clock) -> None:
    desk.instead = Answer(401, "application/problem+json", b'{"code":"invalid_client","params":{}}')
    with pytest.raises(ChannelRejected):
        desk.tokens.current(clock.now + 1)


def accepts_only(tokens: list[str]) -> Behaviour:
    def look(wire: Wire, connection: socket.socket, request: Received) -> bool | None:
        good = request.headers["authorization"] in [f"Bearer {token}" for token in tokens]
        return (it.answers(CASE) if good else it.problem(401, "unauthorized"))(wire, connection, request)

    return look


def gives(*names: str) -> Behaviour:
    return it.in_turn(*(it.answers({"access_token": name, "token_type": "Bearer", "expires_in": 3600}) for name in names))


def test_a_refused_token_is_renewed_once_and_the_call_sent_again(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire, clock = make_wire(accepts_only(["first"])), Clock()
    wire.token = gives("first", "second")
    client = make_client(wire, clock=clock)
    client.bind("t").cases.read("4000000012")
    wire.behaviour = accepts_only(["second"])
    clock.passes(60)
    # Not repeatable otherwise: refused for its token, it did not happen.
    with pytest.raises(Unavailable):
        client.bind("t").callers.step_up("cs_12345678", "4071")
    assert [request.headers["authorization"] for request in wire.calls()] == ["Bearer first", "Bearer first", "Bearer second"]


def test_a_caller_token_that_ended_does_not_make_every_call_renew_the_channels(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire, clock = make_wire(accepts_only([])), Clock()
    client = make_client(wire, clock=clock)
    for _ in range(5):
        with pytest.raises(Refused, match="unauthorized"):
            client.bind("ended").cases.read("4000000012")
    assert wire.tokens_given == 1


def test_many_threads_share_one_fetch(make_wire: MakeWire, make_client: MakeClient) -> None:
    wire = make_wire(it.answers(CASE))
    client, got = make_client(wire), list[str]()
    threads = [threading.Thread(target=lambda: got.append(client.bind("t").cases.read("4000000012").ref)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == ["4000000012"] * 16
    assert wire.tokens_given == 1
