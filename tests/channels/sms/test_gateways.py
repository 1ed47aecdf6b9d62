"""Both gateways' requests as they are sent, in tables; and anything else, which is answered and harms nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client

from channels.front import Answer, Front, Gateway
from channels.sms.africastalking import AfricasTalking
from channels.sms.inbound import DeliveryReport, InboundSms, Status
from channels.sms.kannel import Kannel, status_of

AT = datetime(2026, 11, 22, 2, 0, 5, tzinfo=UTC)


class Ledger:
    """What was brought. away: nothing can be kept just now."""

    def __init__(self) -> None:
        self.messages: list[InboundSms] = []
        self.reports: list[DeliveryReport] = []
        self.optouts: list[str] = []
        self.away = False

    def message(self, message: InboundSms) -> None:
        self._keep()
        self.messages.append(message)

    def report(self, report: DeliveryReport) -> None:
        self._keep()
        self.reports.append(report)

    def optout(self, msisdn: str) -> None:
        self._keep()
        self.optouts.append(msisdn)

    def _keep(self) -> None:
        if self.away:
            raise OSError

    def africastalking(self) -> AfricasTalking:
        return AfricasTalking(("new", "old"), self.message, self.report, self.optout)

    def kannel(self) -> Kannel:
        return Kannel(("new", "old"), self.message, self.report)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


AFRICASTALKING = [
    (b"date=2026-11-22+02%3A00%3A05&from=%2B8562010000002&id=0f1c2d3e-4a5b-6c7d&linkId=SampleLinkId123&text=BAL&to=1490&networkCode=45702",
     ("0f1c2d3e-4a5b-6c7d", "+8562010000002", "1490", "BAL")),
    (b"date=2026-11-22T02%3A00%3A05Z&from=8562010000008&id=b1&linkId=&text=%E0%BA%8D%E0%BA%AD%E0%BA%94&to=1490&networkCode=45702",
     ("b1", "+8562010000008", "1490", "ຍອດ")),
    (b"date=2026-11-22T09%3A00%3A05%2B07%3A00&from=%2B8562010000016&id=b2&text=&to=1490", ("b2", "+8562010000016", "1490", "")),
    (b"date=2026-11-22+02%3A00%3A05&from=%2B8562010000002&id=b3&text=PAY+3%0Aplease%26thanks&to=%2B1490",
     ("b3", "+8562010000002", "+1490", "PAY 3\nplease&thanks")),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), AFRICASTALKING)
def test_a_recorded_message_of_africas_talking_is_read(ledger: Ledger, body: bytes, expected: tuple[str, ...]) -> None:
    assert ledger.africastalking().handle("inbox", body) == Answer("200 OK", "text/plain; charset=utf-8", b"")
    (message,) = ledger.messages
    assert (message.id, message.sender, message.receiver, message.text) == expected
    assert (message.gateway, message.received_at) == ("africastalking", AT)


KANNEL = [
    (b"from=%2B8562010000002&to=1490&text=BAL&id=5f2c&time=1795312805", ("5f2c", "+8562010000002", "1490", "BAL")),
    (b"from=8562010000002&to=1490&text=%E0%BA%8D%E0%BA%AD%E0%BA%94&id=5f2d&time=1795312805", ("5f2d", "+8562010000002", "1490", "ຍອດ")),
    (b"from=008562010000002&to=1490&text=&id=5f2e&time=1795312805", ("5f2e", "+8562010000002", "1490", "")),
]


@pytest.mark.parametrize(("query", "expected"), KANNEL)
def test_a_recorded_message_of_kannel_is_read_whichever_way_the_number_is_written(
    ledger: Ledger, query: bytes, expected: tuple[str, ...]
) -> None:
    # JSON, 204, or a word would be texted to the sender.
    assert ledger.kannel().handle("inbox", query) == Answer("200 OK", "text/plain; charset=utf-8", b"")
    (message,) = ledger.messages
    assert (message.id, message.sender, message.receiver, message.text) == expected
    assert message.received_at == AT


@pytest.mark.parametrize(
    ("status", "failure", "expected"),
    [("Sent", "", Status.SENT), ("Submitted", "", Status.SENT), ("Buffered", "", Status.BUFFERED), ("Success", "", Status.DELIVERED),
     ("Failed", "UserNotReachable", Status.FAILED), ("Rejected", "InsufficientCredit", Status.REJECTED),
     ("Failed", "MessageExpired", Status.EXPIRED)],
)  # fmt: skip
def test_each_of_africas_talkings_reports_is_told(ledger: Ledger, status: str, failure: str, expected: Status) -> None:
    form = {
        "id": "ATXid_1",
        "status": status,
        "phoneNumber": "+8562010000002",
        "networkCode": "45702",
        "failureReason": failure,
        "retryCount": "0",
    }
    assert ledger.africastalking().handle("delivery", urlencode(form).encode()).status == "200 OK"
    assert ledger.reports == [DeliveryReport("africastalking", "ATXid_1", expected, failure)]


@pytest.mark.parametrize(
    ("mask", "expected"),
    [(1, Status.DELIVERED), (2, Status.FAILED), (4, Status.BUFFERED), (8, Status.SENT), (16, Status.REJECTED), (34, Status.EXPIRED),
     (9, Status.DELIVERED), (10, Status.FAILED), (12, Status.BUFFERED), (42, Status.EXPIRED), (24, Status.REJECTED), (0, None), (64, None)],
)  # fmt: skip
def test_kannels_report_is_a_mask(mask: int, expected: Status | None) -> None:
    assert status_of(mask) is expected


def test_kannels_report_bears_our_own_reference(ledger: Ledger) -> None:
    assert ledger.kannel().handle("delivery", b"reference=7Q2K-1&status=34&answer=NACK%2F103").status == "200 OK"
    assert ledger.reports == [DeliveryReport("kannel", "7Q2K-1", Status.EXPIRED, "NACK/103")]


def test_an_optout_is_handed_on(ledger: Ledger) -> None:
    assert ledger.africastalking().handle("optout", b"senderId=LSSO&phoneNumber=%2B8562010000002").status == "200 OK"
    assert ledger.optouts == ["+8562010000002"]


@pytest.mark.parametrize("sender", ["", "Unitel", "1490", "+", "+0201000002", "02010000002", "' OR 1=1", "+85620100000021010101"])
def test_who_cannot_be_answered_is_not_and_is_not_brought_again(ledger: Ledger, sender: str) -> None:
    assert ledger.africastalking().handle("inbox", urlencode({"from": sender, "id": "1", "text": "BAL"}).encode()).status == "200 OK"
    assert ledger.kannel().handle("inbox", urlencode({"from": sender, "id": "1", "text": "BAL"}).encode()).status == "200 OK"
    assert ledger.messages == []


def test_what_cannot_be_kept_is_to_be_brought_again(ledger: Ledger) -> None:
    ledger.away = True
    for tail, body in (
        ("inbox", b"from=%2B8562010000002&id=1"),
        ("delivery", b"id=1&status=Sent"),
        ("optout", b"phoneNumber=%2B8562010000002"),
    ):
        answer = ledger.africastalking().handle(tail, body)
        assert (answer.status, answer.body) == ("503 Service Unavailable", b"")


def test_other_paths_below_the_secret_are_not_found(ledger: Ledger) -> None:
    for gateway in (ledger.africastalking(), ledger.kannel()):
        assert gateway.handle("", b"").status == gateway.handle("other", b"").status == "404 Not Found"
    assert ledger.kannel().handle("optout", b"").status == "404 Not Found"


def test_only_who_knows_the_secret_is_let_in_and_only_kannel_may_ask_with_get(ledger: Ledger) -> None:
    gateways: dict[str, Gateway] = {"africastalking": ledger.africastalking(), "kannel": ledger.kannel()}
    client = Client(Front(Flask("inner"), gateways, "/sms/", queried=("kannel",)))
    message = {"from": "+8562010000002", "id": "1", "text": "ຍອດ"}
    assert client.get("/sms/kannel/new/inbox", query_string=message).status_code == 200
    assert client.post("/sms/kannel/old/inbox", data=message).status_code == 200
    assert client.post("/sms/africastalking/old/inbox", data=message).status_code == 200
    assert client.get("/sms/africastalking/new/inbox", query_string=message).status_code == 405
    assert client.put("/sms/kannel/new/inbox").status_code == 405
    for path in ("/sms/kannel/guess/inbox", "/sms/kannel//inbox", "/sms/kannel", "/sms/none/new/inbox"):
        assert client.get(path, query_string=message).status_code == 404
    assert [message.text for message in ledger.messages] == ["ຍອດ"] * 3


@given(
    st.sampled_from(["inbox", "delivery", "optout"]),
    st.binary(max_size=200) | st.text(alphabet="=&%+0123456789abcdefromidtext", max_size=80).map(str.encode),
)
def test_whatever_is_sent_is_answered_without_a_word(tail: str, body: bytes) -> None:
    ledger = Ledger()
    for gateway in (ledger.africastalking(), ledger.kannel()):
        assert gateway.handle(tail, body).status in {"200 OK", "404 Not Found"}


def test_a_hundred_fields_and_half_a_letter_are_no_error(ledger: Ledger) -> None:
    assert ledger.africastalking().handle("inbox", b"&".join(b"a%d=1" % n for n in range(100))).status == "200 OK"
    assert ledger.africastalking().handle("inbox", b"from=%2B8562010000002&id=1&text=%E0%BA").status == "200 OK"
    assert ledger.messages[0].text == "\ufffd"
