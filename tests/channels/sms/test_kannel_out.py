"""Out through real Kannel to an SMS centre: Lao octet for octet, long texts joined, reports in any order, each SMS once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from redis import Redis

from channels.sms.inbound import form
from channels.sms.kannel import report
from jobs.kannel import KannelSms
from jobs.messages import Status
from jobs.outbox import Outbox
from tests import processes
from tests.channels.sms import centre as sms_centre
from tests.channels.sms.centre import Centre
from tests.channels.sms.kannel_at_work import CONFIGURATION, listens, program
from tests.channels.sms.smsc import UCS2
from tests.jobs.outboxes import PERSON, outbox, reply
from tests.needs import needs

MAY_SEND = """
group = sendsms-user
username = lsso
password = word
concatenation = true
max-messages = 5
"""
# What the centre refused for now is tried again after a minute by itself, and for ever.
QUICK = "group = core\nsms-resend-freq = 1\nsms-resend-retry = 3\n"
LAO = "ຍອດ: ມອບແລ້ວ 22 ເດືອນ"
LONG = "ປະກັນສັງຄົມ: ຍັງຂາດ 3 ເດືອນ ກະລຸນາມອບ ກ່ອນ 15/12. " * 3
ESME_RTHROTTLED, ESME_RINVDSTADR, ESME_RMSGQFUL = 0x58, 0x0B, 0x14


class Receiver:
    """Takes reports as the service does; away: answers 503, as when the service is being restarted."""

    def __init__(self) -> None:
        self.box: Outbox | None = None
        self.away = False
        self.asked = 0
        self.port = 0

    def take(self, query: str) -> int:
        self.asked += 1
        told = report(form(query.encode()))
        if self.away or self.box is None or told is None:
            return 503
        self.box.reports.take(told.gateway, told.reference, told.status, told.failure)
        return 200


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(receiver.take(self.path.partition("?")[2]))
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
            """Nothing of it belongs on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Centre, Receiver, int]]:
    """The centre, who takes reports, and where Kannel takes SMS."""
    needs("kannel")
    ports = {name: processes.free_port() for name in ("admin", "boxes", "sendsms")}
    with sms_centre.running() as centre, receiving() as receiver:
        file = tmp_path_factory.mktemp("kannel") / "kannel.conf"
        service = f"http://127.0.0.1:{receiver.port}"
        configuration = CONFIGURATION.format(**ports, smsc=centre.port, service=service) + MAY_SEND
        file.write_text(configuration.replace("group = core\n", QUICK))
        with (
            processes.running([program("bearerbox"), str(file)], {}, lambda: listens(ports["boxes"])),
            processes.running([program("smsbox"), str(file)], {}, lambda: listens(ports["sendsms"])),
        ):
            assert centre.bound.wait(30), "Kannel did not bind"
            yield centre, receiver, ports["sendsms"]


@pytest.fixture
def centre(at_work: tuple[Centre, Receiver, int]) -> Centre:
    at_work[0].messages.clear()
    return at_work[0]


@pytest.fixture
def receiver(at_work: tuple[Centre, Receiver, int]) -> Receiver:
    return at_work[1]


@pytest.fixture
def box(at_work: tuple[Centre, Receiver, int], redis_server: str, redis_client: Redis) -> Iterator[Outbox]:
    _centre, receiver, sendsms = at_work
    reports = f"http://127.0.0.1:{receiver.port}/sms/kannel/demo/delivery"
    made = outbox(redis_client, redis_server, KannelSms(f"http://127.0.0.1:{sendsms}/cgi-bin/sendsms", "lsso", "word", "1490", reports))
    receiver.box = made
    yield made
    receiver.box, receiver.away = None, False


def sent(box: Outbox, centre: Centre, subject: str = "answer:1", text: str = LAO, parts: int = 1) -> str:
    """Its reference, once all of it is with the centre."""
    before = len(centre.messages)
    reference = box.post(reply(subject, text))
    assert box.deliver(reference) is Status.HANDED, box.store.facts(reference)
    processes.wait_until(lambda: len(centre.messages) == before + parts, what="the SMS at the centre")
    return reference


def becomes(box: Outbox, reference: str, status: Status) -> None:
    processes.wait_until(lambda: box.store.status(reference) is status, what=f"the message being {status}")


def test_lao_leaves_octet_for_octet(box: Outbox, centre: Centre) -> None:
    sent(box, centre)
    (message,) = centre.messages
    assert (message.octets, message.coding, message.wants_report) == (LAO.encode("utf-16-be"), UCS2, True)
    assert f"+{message.to}" == PERSON


def test_latin_letters_leave_in_the_small_alphabet(box: Outbox, centre: Centre) -> None:
    sent(box, centre, text="22 months paid, 108,000 LAK")
    (message,) = centre.messages
    assert (message.octets, message.coding) == (b"22 months paid, 108,000 LAK", 0)


@pytest.mark.parametrize(("text", "parts"), [(LONG, 3), ("A month is missing. " * 12, 2)], ids=["Lao", "Latin"])
def test_a_long_text_leaves_joined(box: Outbox, centre: Centre, text: str, parts: int) -> None:
    reference = sent(box, centre, text=text, parts=parts)
    assert [message.parts for message in centre.messages] == [parts] * parts
    assert centre.texts_to(PERSON) == [text]
    assert box.store.facts(reference)["segments"] == str(parts)


@pytest.mark.parametrize(
    ("state", "status"),
    [("DELIVRD", Status.DELIVERED), ("UNDELIV", Status.FAILED), ("EXPIRED", Status.EXPIRED), ("REJECTD", Status.FAILED)],
)
def test_what_the_centre_reports_is_known(box: Outbox, centre: Centre, state: str, status: Status) -> None:
    reference = sent(box, centre)
    centre.reports(centre.messages[0], state)
    becomes(box, reference, status)


def test_reports_that_cross_each_other_end_rightly(box: Outbox, centre: Centre, receiver: Receiver) -> None:
    references = [sent(box, centre, f"answer:{number}") for number in range(3)]
    asked = receiver.asked
    for number, state in ((2, "DELIVRD"), (0, "EXPIRED"), (1, "ENROUTE"), (1, "DELIVRD"), (0, "ENROUTE")):
        centre.reports(centre.messages[number], state)
    for reference, status in zip(references, (Status.EXPIRED, Status.DELIVERED, Status.DELIVERED), strict=True):
        becomes(box, reference, status)
    assert receiver.asked > asked


def test_a_report_that_comes_while_the_service_is_away_is_brought_again(box: Outbox, centre: Centre, receiver: Receiver) -> None:
    reference = sent(box, centre)
    receiver.away, asked = True, receiver.asked
    centre.reports(centre.messages[0], "DELIVRD")
    processes.wait_until(lambda: receiver.asked >= asked + 3, what="Kannel asking three times")
    receiver.away = False
    becomes(box, reference, Status.DELIVERED)
    # Counted after it is known.
    processes.wait_until(lambda: box.counts.all().get("sms:kannel:reply:delivered") == 1, what="the report being counted once")


def test_what_the_centre_refuses_for_now_leaves_once(box: Outbox, centre: Centre) -> None:
    centre.mood.refusals = [ESME_RTHROTTLED]
    sent(box, centre)
    assert centre.texts_to(PERSON) == [LAO]


def test_what_kannel_gives_up_has_run_out(box: Outbox, centre: Centre) -> None:
    centre.mood.refusals = [ESME_RMSGQFUL] * 10
    reference = box.post(reply("answer:given up"))
    box.deliver(reference)
    becomes(box, reference, Status.EXPIRED)
    assert 0 < len(centre.mood.refusals) < 10, "tried again, and not for ever"
    centre.mood.refusals.clear()


def test_what_the_centre_refuses_for_good_is_known(box: Outbox, centre: Centre) -> None:
    centre.mood.refusals = [ESME_RINVDSTADR]
    reference = box.post(reply())
    box.deliver(reference)
    becomes(box, reference, Status.REJECTED)
    assert centre.messages == []


def test_the_same_message_posted_and_delivered_again_leaves_once(box: Outbox, centre: Centre) -> None:
    reference = sent(box, centre)
    for _ in range(3):
        assert box.deliver(box.post(reply("answer:1", LAO))) is Status.HANDED
    sent(box, centre, "answer:2", "22 months")
    assert centre.texts_to(PERSON) == [LAO, "22 months"]
    assert box.store.status(reference) is Status.HANDED
