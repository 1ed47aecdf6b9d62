"""What is asked of Kannel, and what its answers mean; the real one is asked in tests/channels/sms/test_kannel_out.py."""

from __future__ import annotations

import socket
import threading

import pytest

from jobs.kannel import KannelSms
from jobs.sending import NotSent
from tests.jobs.gateways import Gateway, listening
from tests.jobs.outboxes import PERSON, kannel

ACCEPTED = "0: Accepted for delivery"


def asked(text: str, reference: str = "5f0c") -> tuple[dict[str, str], bytes]:
    with listening(ACCEPTED, 202, "text/html") as at:
        kannel(at).send(PERSON, text, reference)
        return at.requests[0]


def test_lao_goes_with_both_coding_and_charset() -> None:
    headers, body = asked("ຍອດ 22 ເດືອນ")
    assert body == "ຍອດ 22 ເດືອນ".encode()
    assert (headers["X-Kannel-Coding"], headers["Content-Type"]) == ("2", "text/plain; charset=UTF-8")


def test_latin_letters_stay_in_the_small_alphabet() -> None:
    assert "X-Kannel-Coding" not in asked("22 months")[0]


def test_neither_number_nor_words_nor_password_stand_in_the_address() -> None:
    with listening(ACCEPTED, 202, "text/html") as at:
        kannel(at).send(PERSON, "22 months", "5f0c")
    assert at.received[0]["path"] == ["/cgi-bin/sendsms"]


def test_our_reference_comes_back_in_the_report() -> None:
    headers, _body = asked("x", "5f0c9a")
    assert headers["X-Kannel-DLR-Url"] == "http://127.0.0.1:9/sms/kannel/demo/delivery?reference=5f0c9a&status=%d&answer=%A"
    assert headers["X-Kannel-DLR-Mask"] == "23"


@pytest.mark.parametrize(
    ("status", "said", "account_at_fault", "may_have_gone"),
    [
        (503, "Temporal failure, try again later.", False, False),
        (403, "Authorization failed for sendsms", True, False),
        (404, "Unknown request.", True, False),
        (400, "Empty receiver number not allowed, rejected", True, False),
        (500, "", False, True),
        (200, "<html>somebody else</html>", False, True),
        (302, "", False, True),
    ],
)
def test_what_was_not_taken_is_told_with_what_is_known(status: int, said: str, account_at_fault: bool, may_have_gone: bool) -> None:
    with listening(said, status, "text/html") as at, pytest.raises(NotSent) as failure:
        kannel(at).send(PERSON, "text")
    assert (failure.value.account_at_fault, failure.value.may_have_gone) == (account_at_fault, may_have_gone)
    assert not failure.value.final


def test_a_kannel_that_is_away_has_sent_nothing() -> None:
    nobody = Gateway("", 202, "")
    nobody.url = "http://127.0.0.1:9"
    with pytest.raises(NotSent) as failure:
        kannel(nobody).send(PERSON, "text")
    assert not failure.value.may_have_gone


def test_a_kannel_that_hangs_up_may_have_sent_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hears_and_hangs_up() -> None:
            connection, _ = listener.accept()
            connection.recv(65536)
            connection.close()

        threading.Thread(target=hears_and_hangs_up, daemon=True).start()
        way = KannelSms(f"http://127.0.0.1:{listener.getsockname()[1]}/cgi-bin/sendsms", "lsso", "word", "LSSO")
        with pytest.raises(NotSent) as failure:
            way.send(PERSON, "text")
    assert failure.value.may_have_gone
