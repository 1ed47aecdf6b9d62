"""The tests' own phone: what it must not let pass, it does not."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from tests.needs import needs
from tests.phone import Phone

Answer = Callable[[str], tuple[int, str, str]]


@contextmanager
def gateway(answer: Answer) -> Iterator[tuple[Phone, list[str]]]:
    """A phone on a line that answers so, and the texts that arrived there."""
    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True)
            heard.append(form["text"][0])
            status, kind, body = answer(form["text"][0])
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *said: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Phone(f"http://127.0.0.1:{server.server_port}", "+8562010000002"), heard
        finally:
            server.shutdown()
            thread.join()


def plain(body: str) -> Answer:
    return lambda _text: (200, "text/plain; charset=utf-8", body)


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        (plain("Hello"), "Neither CON nor END"),
        (plain("CON " + "a" * 161), "161 of 160 GSM-7"),
        (plain("END " + "ກ" * 71), "71 of 70 UCS-2"),
        (lambda _text: (500, "text/plain", "END sorry"), "Answered 500"),
        (lambda _text: (200, "text/html", "END hello"), "Answered as text/html"),
    ],
)
def test_a_reply_that_no_gateway_could_use_fails(answer: Answer, complaint: str) -> None:
    with gateway(answer) as (phone, _), pytest.raises(AssertionError, match=complaint):
        phone.dials()


def test_what_was_typed_grows_as_the_gateway_sends_it() -> None:
    with gateway(plain("CON hello")) as (phone, heard):
        phone.dials("*149#").sends("1").sends("a*b").dials("*149*1*2#").sends("3")
    # The second dial dropped the first session, which its end is told of.
    assert [text for text in heard if text] == ["1", "1*a*b", "1*a*b", "1*2", "1*2*3"]


def test_a_repeat_that_is_answered_otherwise_fails() -> None:
    count = iter("12")
    with gateway(lambda _text: (200, "text/plain", f"CON {next(count)}")) as (phone, _), pytest.raises(AssertionError, match="differently"):
        phone.dials().repeats()


def test_nothing_is_keyed_into_a_session_that_has_ended() -> None:
    with gateway(plain("END bye")) as (phone, _), pytest.raises(AssertionError, match="had ended"):
        phone.dials().ends().sends("1")


def test_all_pages_are_read_to_the_end() -> None:
    pages = {"": "CON one\n9 More", "9": "CON two\n0 Back\n9 More", "9*9": "CON three\n0 Back"}
    with gateway(lambda text: (200, "text/plain", pages[text])) as (phone, _):
        assert phone.dials().reads_all() == "one\n9 More\ntwo\n0 Back\n9 More\nthree\n0 Back"
        assert len(phone.pages) == 3


def test_a_missing_part_is_a_named_skip_and_a_failure_where_all_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    with pytest.raises(pytest.skip.Exception, match="chromium is not installed"):
        needs("chromium")
    monkeypatch.setenv("REQUIRE_ALL", "1")
    with pytest.raises(pytest.fail.Exception, match="chromium is not installed"):
        needs("chromium")
