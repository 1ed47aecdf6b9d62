"""One request and its answer over real sockets that misbehave."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

import pytest

from backend_client.errors import BadAnswer, ConnectionLost, DeadlineExceeded, Overloaded, Unavailable, Unreachable
from backend_client.limits import Limits
from backend_client.transport import Answer, CurlTransport, Request
from tests.backend_client import wire as it
from tests.backend_client.conftest import MakeWire
from tests.backend_client.wire import Behaviour, Wire

READ = Request("GET", "/thing", ["Accept: application/json"], None, repeatable=True)
POST = Request("POST", "/thing", ["Content-Type: application/json"], b"{}", repeatable=False)
WHOLE = it.reply(b'{"a":1}')
HEAD_LENGTH = WHOLE.index(b"\r\n\r\n") + 4
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"


def send(wire: Wire, request: Request = READ, seconds: float = 2.0, limits: Limits | None = None) -> Answer:
    return CurlTransport(wire.url, limits or Limits()).send(request, seconds)


def test_an_answer_comes_back_with_its_status_type_and_body(make_wire: MakeWire) -> None:
    assert send(make_wire(it.answers({"a": 1}))) == Answer(200, "application/json", b'{"a": 1}')


def test_a_chunked_answer_comes_back_whole(make_wire: MakeWire) -> None:
    assert send(make_wire(it.says(CHUNKED + b'3\r\n{"a\r\n4\r\n":1}\r\n0\r\n\r\n'))).body == b'{"a":1}'


@pytest.mark.alone
@pytest.mark.parametrize(
    "slow",
    [
        pytest.param(it.stays_silent, id="silent"),
        pytest.param(it.drips(WHOLE, 0), id="a dripping head"),
        pytest.param(it.drips(WHOLE, HEAD_LENGTH), id="a dripping body"),
        pytest.param(it.drips(CHUNKED + b"1\r\n{\r\n" * 99, len(CHUNKED)), id="dripping chunks"),
        pytest.param(it.drips(b"HTTP/1.1 102 Wait\r\n\r\n" * 99, 21), id="endless interim answers"),
    ],
)
def test_one_total_time_holds_however_the_answer_dawdles(make_wire: MakeWire, slow: Behaviour) -> None:
    began = time.monotonic()
    with pytest.raises(DeadlineExceeded) as caught:
        send(make_wire(slow), seconds=0.3)
    assert 0.25 < time.monotonic() - began < 0.6
    assert caught.value.may_have_acted


def test_without_time_nothing_is_sent(make_wire: MakeWire) -> None:
    wire = make_wire(it.answers({}))
    with pytest.raises(DeadlineExceeded) as caught:
        send(wire, seconds=0.0004)
    assert not caught.value.may_have_acted
    assert wire.connections == 0


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        pytest.param(it.resets, ConnectionLost, id="reset"),
        pytest.param(it.hangs_up, ConnectionLost, id="hung up"),
        pytest.param(it.says(WHOLE[:-3]), ConnectionLost, id="a body cut short"),
        pytest.param(it.says(CHUNKED + b'3\r\n{"a\r\n'), ConnectionLost, id="chunks cut short"),
        pytest.param(it.says(b"not http at all\r\n\r\n"), BadAnswer, id="another protocol"),
        pytest.param(it.says(b"HTTP/1.1 2oo OK\r\n\r\n"), BadAnswer, id="a status that is no number"),
        pytest.param(it.says(it.reply(b"x" * 2000)), BadAnswer, id="a body over the bound"),
        pytest.param(it.says(CHUNKED + b"ffff\r\n" + b"x" * 65535), BadAnswer, id="chunks over the bound"),
        pytest.param(it.says(CHUNKED + b"zz\r\n"), ConnectionLost, id="a chunk without a size"),
    ],
)
def test_a_bad_answer_is_named(make_wire: MakeWire, bad: Behaviour, error: type[Unavailable]) -> None:
    with pytest.raises(error) as caught:
        send(make_wire(bad), limits=Limits(body_bytes=1000))
    assert type(caught.value) is error
    assert caught.value.may_have_acted


def test_a_closed_port_and_an_unknown_name_are_unreachable(make_wire: MakeWire) -> None:
    wire = make_wire(it.answers({}))
    wire.close()
    for url in (wire.url, "http://backend.invalid/v1"):
        with pytest.raises(Unreachable) as caught:
            CurlTransport(url, Limits()).send(READ, 2)
        assert not caught.value.may_have_acted


@pytest.mark.alone
@pytest.mark.parametrize(("connect_s", "error"), [(0.2, Unreachable), (5.0, DeadlineExceeded)])
def test_a_host_that_does_not_answer_the_knock_ends_in_time_with_nothing_sent(connect_s: float, error: type[Unavailable]) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, contextlib.ExitStack() as queue:
        # Fills the queue that nobody accepts from: the next knock is dropped.
        for _ in range(3):
            knock = queue.enter_context(socket.socket())
            knock.setblocking(False)
            knock.connect_ex(listener.getsockname())
        began = time.monotonic()
        with pytest.raises(error) as caught:
            CurlTransport(f"http://127.0.0.1:{listener.getsockname()[1]}", Limits(connect_s=connect_s)).send(READ, 0.5)
        assert time.monotonic() - began < min(connect_s, 0.5) + 0.15
        assert type(caught.value) is error
        assert not caught.value.may_have_acted


def test_a_connection_is_kept_and_used_again(make_wire: MakeWire) -> None:
    wire = make_wire(it.answers({}))
    transport = CurlTransport(wire.url, Limits())
    for _ in range(5):
        transport.send(READ, 2)
    assert wire.connections == 1


def test_a_kept_connection_that_was_closed_meanwhile_costs_no_answer(make_wire: MakeWire) -> None:
    def answers_once(wire: Wire, connection: socket.socket, request: it.Received) -> bool:
        it.answers({})(wire, connection, request)
        return False

    wire = make_wire(answers_once)
    transport = CurlTransport(wire.url, Limits())
    assert [transport.send(READ, 2).status for _ in range(3)] == [200, 200, 200]
    assert wire.connections == 3


def test_a_kept_connection_that_dies_under_a_read_is_replaced_at_once(make_wire: MakeWire) -> None:
    wire = make_wire(it.in_turn(it.answers({}), it.hangs_up, it.answers({})))
    transport = CurlTransport(wire.url, Limits())
    assert [transport.send(READ, 2).status for _ in range(2)] == [200, 200]
    assert len(wire.received) == 3


def test_what_must_not_arrive_twice_goes_over_a_new_connection_and_arrives_once(make_wire: MakeWire) -> None:
    wire = make_wire(it.in_turn(it.answers({}), it.hangs_up, it.answers({})))
    transport = CurlTransport(wire.url, Limits())
    transport.send(READ, 2)
    with pytest.raises(ConnectionLost):
        transport.send(POST, 2)
    assert [request.method for request in wire.received] == ["GET", "POST"]


def test_methods_and_bodies_do_not_leak_from_one_call_into_the_next(make_wire: MakeWire) -> None:
    wire = make_wire(it.answers({}))
    transport = CurlTransport(wire.url, Limits())
    for request in (READ, POST, READ, POST._replace(method="PUT", body=b'{"b":2}'), READ, POST._replace(body=b"")):
        transport.send(request, 2)
    said = [(request.method, request.body) for request in wire.received]
    assert said == [("GET", b""), ("POST", b"{}"), ("GET", b""), ("PUT", b'{"b":2}'), ("GET", b""), ("POST", b"")]
    assert "content-type" not in wire.received[2].headers


def test_redirects_are_not_followed(make_wire: MakeWire) -> None:
    elsewhere = make_wire(it.answers({}))
    wire = make_wire(it.answers({}, 302, extra=f"Location: {elsewhere.url}/thing\r\n"))
    assert send(wire).status == 302
    assert elsewhere.connections == 0


def test_a_proxy_in_the_environment_is_not_used(make_wire: MakeWire, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, wire = make_wire(it.answers({})), make_wire(it.answers({"a": 1}))
    for name in ("http_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    assert send(wire).status == 200
    assert proxy.connections == 0


def gives_up(transport: CurlTransport) -> None:
    with contextlib.suppress(DeadlineExceeded):
        transport.send(READ, 0.6)


@pytest.mark.alone
def test_beyond_the_bound_a_call_is_turned_away_at_once_and_later_ones_are_not(make_wire: MakeWire) -> None:
    wire = make_wire(it.in_turn(it.stays_silent, it.stays_silent, it.answers({})))
    transport = CurlTransport(wire.url, Limits(simultaneous=2))
    waiting = [threading.Thread(target=gives_up, args=(transport,)) for _ in range(2)]
    for thread in waiting:
        thread.start()
    while len(wire.received) < 2:
        time.sleep(0.01)
    began = time.monotonic()
    with pytest.raises(Overloaded) as caught:
        transport.send(READ, 2)
    assert time.monotonic() - began < 0.1
    assert not caught.value.may_have_acted
    for thread in waiting:
        thread.join()
    assert transport.send(READ, 2).status == 200
