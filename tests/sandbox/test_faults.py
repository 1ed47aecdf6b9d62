"""Each kind of fault is real: seen on the socket, from outside, under the real server."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from tests import processes
from tests.sandbox.speaker import Api

REQUEST = b"GET /v1/health HTTP/1.1\r\nHost: sandbox\r\n\r\n"


@pytest.fixture(autouse=True)
def healed(api: Api) -> Iterator[None]:
    yield
    breaks(api)


def breaks(api: Api, *faults: dict[str, Any]) -> None:
    assert api.call("POST", "/sandbox/faults", {"faults": list(faults)}).status == 200


@contextmanager
def line_to(api: Api, patience: float = 5) -> Iterator[socket.socket]:
    address = urlsplit(api.url)
    assert address.hostname
    assert address.port
    with socket.create_connection((address.hostname, address.port), timeout=patience) as line:
        line.sendall(REQUEST)
        yield line


def everything(line: socket.socket) -> bytes:
    """Until the other side closes."""
    received = b""
    while more := line.recv(65536):
        received += more
    return received


def test_reset_is_a_reset(api: Api) -> None:
    breaks(api, {"path": "/health", "kind": "reset"})
    with line_to(api) as line, pytest.raises(ConnectionResetError):
        line.recv(1)


def test_a_blackhole_says_nothing_and_does_not_hang_up(api: Api) -> None:
    breaks(api, {"path": "/health", "kind": "blackhole"})
    with line_to(api, patience=1.5) as line, pytest.raises(TimeoutError):
        line.recv(1)
    assert api.call("GET", "/capabilities").status == 200


@pytest.mark.alone
def test_a_hundred_blackholes_swallow_nobody_else(api: Api) -> None:
    breaks(api, {"path": "/health", "kind": "blackhole"})
    lines = [line_to(api) for _ in range(100)]
    for line in lines:
        line.__enter__()
    begun = time.perf_counter()
    assert api.open("P02").session["level"] == "L1"
    assert time.perf_counter() - begun < 2
    for line in lines:
        line.__exit__(None, None, None)


def test_a_drip_comes_byte_by_byte(api: Api) -> None:
    breaks(api, {"path": "/health", "kind": "drip", "seconds": 0.05})
    with line_to(api) as line:
        begun = time.perf_counter()
        received = b"".join(line.recv(65536) for _ in range(10))
        taken = time.perf_counter() - begun
    assert received.startswith(b"HTTP/1.1"[: len(received)])
    assert len(received) < 40
    assert taken > 0.3


def test_truncated_promises_more_than_it_sends(api: Api) -> None:
    breaks(api, {"path": "/health", "kind": "truncated"})
    with line_to(api) as line:
        head, _, body = everything(line).partition(b"\r\n\r\n")
    [length] = [int(row.split(b":")[1]) for row in head.split(b"\r\n") if row.lower().startswith(b"content-length")]
    assert 0 < len(body) < length


def test_a_delay_answers_in_the_end(api: Api) -> None:
    breaks(api, {"path": "/health", "kind": "delay", "seconds": 0.7})
    begun = time.perf_counter()
    assert api.send("GET", "/health").status == 200
    assert time.perf_counter() - begun > 0.65


@pytest.mark.parametrize("status", [500, 502, 503, 599])
def test_an_error_is_a_problem_of_that_status(api: Api, status: int) -> None:
    breaks(api, {"path": "/capabilities", "kind": "error", "status": status})
    said = api.call("GET", "/capabilities")
    assert (said.status, said.code) == (status, "backend_unavailable")


def test_a_fault_is_for_its_path_its_method_and_its_number_of_times(api: Api) -> None:
    breaks(api, {"path": "/reference", "kind": "error", "times": 2}, {"path": "/cases", "kind": "error", "method": "GET"})
    assert [api.call("GET", f"/reference/{name}").status for name in ("contacts", "offices", "contacts")] == [500, 500, 200]
    caller = api.open("P16")
    assert caller.make("/cases", {"kind": "praise"}).status == 201
    assert caller.get("/cases/4000000012").status == 500


def test_the_controls_never_fail_and_a_reset_heals(api: Api) -> None:
    breaks(api, {"path": "/", "kind": "reset"})
    assert api.call("GET", "/sandbox/faults").body["faults"][0]["kind"] == "reset"
    assert api.send("POST", "/sandbox/reset").status == 200
    assert api.send("GET", "/health").status == 200
    assert api.call("GET", "/sandbox/faults").body == {"faults": []}


def test_faults_that_make_no_sense_are_refused(api: Api) -> None:
    for wrong in ({"path": "health", "kind": "reset"}, {"path": "/", "kind": "flood"}, {"path": "/", "kind": "error", "status": 404}):
        assert api.call("POST", "/sandbox/faults", {"faults": [wrong]}).status == 422


def test_what_is_not_http_is_told_so(api: Api) -> None:
    address = urlsplit(api.url)
    with socket.create_connection((address.hostname, address.port), timeout=5) as line:
        line.sendall(b"POST /v1/cases HTTP/1.1\r\nContent-Length: many\r\n\r\n")
        assert everything(line).startswith(b"HTTP/1.1 400")


def test_a_server_that_was_killed_is_back_in_a_moment_with_what_people_left(tmp_path: Path) -> None:
    with processes.sandbox(tmp_path) as url:
        api = Api(url)
        api.open("P16").put("/me/preferences", {"language": "en"})
        [front] = [process for process in psutil.process_iter() if _listens(process, int(url.rsplit(":", 1)[1]))]
        [server] = front.children()
        server.kill()
        # Who asks meanwhile waits at the door; the front never loses it.
        assert api.open("P16").session["language"] == "en"


def _listens(process: psutil.Process, port: int) -> bool:
    with suppress(psutil.Error):
        return any(line.status == "LISTEN" and line.laddr.port == port for line in process.net_connections("tcp")) and bool(
            process.children()
        )
    return False


def test_one_connection_serves_many_requests(api: Api) -> None:
    with line_to(api) as line:
        for _ in range(3):
            assert line.recv(65536).startswith(b"HTTP/1.1 200")
            line.sendall(REQUEST)
