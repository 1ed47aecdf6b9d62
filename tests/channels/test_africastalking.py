"""Africa's Talking's two callbacks, with bodies as they are sent, and with anything else."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels.ussd.africastalking import BUDGET
from engine.encoding import fits
from tests.channels.service import Service

FIRST = b"sessionId=ATUid_3f0c2a&phoneNumber=%2B8562010000098&networkCode=45702&serviceCode=%2A149%23&text="
ENDED = (
    b"date=2026-11-22+09%3A00%3A01&sessionId=ATUid_3f0c2a&serviceCode=%2A149%23&networkCode=45702&phoneNumber=%2B8562010000002"
    b"&status=Success&cost=KES+0.10&durationInMillis=8123&hopsCount=4&input=2%2A4071&lastAppResponse=END+31+months&errorMessage="
)


@pytest.fixture(scope="module")
def service(one_redis_server: str) -> Service:
    return Service(one_redis_server)


def test_a_recorded_first_request_is_answered(service: Service) -> None:
    answer = service.africastalking.handle("", FIRST)
    assert (answer.status, answer.content_type) == ("200 OK", "text/plain; charset=utf-8")
    assert answer.body == b"CON Orchard\n1 Pick\n3 Weigh\n4 Leave\n5 Crash"


def test_the_end_of_a_session_is_taken_and_nothing_said_in_it_is_logged(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    assert service.africastalking.handle("events", ENDED).status == "200 OK"
    written = "".join(capsys.readouterr())
    assert "4071" not in written
    assert "2010000002" not in written


def test_another_path_below_the_secret_is_not_found(service: Service) -> None:
    assert service.africastalking.handle("other", b"").status == "404 Not Found"


@pytest.mark.parametrize("number", ["", "unknown", "+", "+85620100000020101010101", "8562010000002'; --", "٠٢٠"])
def test_a_number_that_is_none_makes_a_stranger_not_an_error(service: Service, number: str) -> None:
    assert service.hop("", dial=f"n{number}", person=number).startswith("CON Orchard")


@pytest.mark.parametrize(
    "body",
    [b"", b"&&&&", b"text", b"=", b"%", b"sessionId=%00&text=%FF%FE", b"sessionId=x&text=" + b"9" * 60000, b"\xff\xfe\x00" * 100,
     b"sessionId=" + b"s" * 5000 + b"&text=1", b"sessionId=x&sessionId=y&text=1&text=2", b"&".join(b"a%d=1" % i for i in range(5000))],
)  # fmt: skip
def test_whatever_the_body_the_reply_is_valid(service: Service, body: bytes) -> None:
    answer = service.africastalking.handle("", body)
    assert answer.status == "200 OK"
    assert answer.body[:4] in {b"CON ", b"END "}
    assert fits(answer.body[4:].decode(), BUDGET)


ODD = st.one_of(
    st.sampled_from(["", "0", "00", "9", "1", "*", "#", "*149#", "1*2*3", "ໂຮງໝໍ", "ที่", "\u202e1", "\x00", "🙂" * 50, "9" * 300, "1\n2"]),
    st.text(max_size=40),
    st.text(alphabet="0123456789*#", max_size=12),
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(inputs=st.lists(ODD, max_size=12), person=st.one_of(st.just("+8562010000002"), st.text(max_size=15)), dial=st.text(max_size=10))
def test_random_walks_meet_only_valid_replies(service: Service, inputs: list[str], person: str, dial: str) -> None:
    typed = ""
    for text in ["", *inputs]:
        typed = f"{typed}*{text}" if typed else text
        form = urlencode({"sessionId": dial, "phoneNumber": person, "text": typed}, errors="replace").encode()
        body = service.africastalking.handle("", form).body
        assert body[:4] in {b"CON ", b"END "}
        assert len(body) > 4
        assert fits(body[4:].decode(), BUDGET)
