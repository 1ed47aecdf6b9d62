"""The operator's side of a session: what the service is sent, hop by hop, and how a session ends."""

import time
from urllib.parse import parse_qs

import pytest

from simulator.gateway import Gateway, UnknownCode, UnknownSession, read_reply
from simulator.session import dialled
from simulator.settings import Settings
from tests.processes import free_port
from tests.simulator.at_service import GOODBYE, LANGUAGES, Service

KEO = "+8562010000002"


def texts(service: Service) -> list[str]:
    return [parse_qs(body.decode(), keep_blank_values=True)["text"][0] for body in service.bodies]


def test_the_first_request_is_africas_talkings_form_with_empty_text(gateway: Gateway, service: Service) -> None:
    hop = gateway.dial(KEO, "*149#")

    sent = parse_qs(service.bodies[0].decode(), keep_blank_values=True)
    assert sent == {
        "sessionId": [hop.session],
        "phoneNumber": [KEO],
        "networkCode": ["99999"],
        "serviceCode": ["*149#"],
        "text": [""],
    }
    assert (hop.state, hop.screen) == ("continue", LANGUAGES.removeprefix("CON "))


def test_every_request_repeats_the_whole_history(gateway: Gateway, service: Service) -> None:
    session = gateway.dial(KEO, "*149#").session
    for text in ("3", "3", "4*1", "ແກ້ວ"):
        gateway.answer(session, text)

    assert texts(service) == ["", "3", "3*3", "3*3*4*1", "3*3*4*1*ແກ້ວ"]


def test_a_direct_string_is_the_first_text(gateway: Gateway, service: Service) -> None:
    session = gateway.dial(KEO, "*149*3*2#").session
    gateway.answer(session, "9")

    assert texts(service) == ["3*2", "3*2*9"]


@pytest.mark.parametrize("code", ["*150#", "149", "*149", "*1490#", "*149*1", ""])
def test_a_code_of_no_service_reaches_no_service(gateway: Gateway, service: Service, code: str) -> None:
    with pytest.raises(UnknownCode):
        gateway.dial(KEO, code)

    assert dialled(code, "*149#") is None
    assert service.bodies == []


def test_the_last_request_sent_again_is_the_same_bytes(gateway: Gateway, service: Service) -> None:
    session = gateway.dial(KEO, "*149#").session
    gateway.answer(session, "3")
    hop = gateway.again(session)

    assert service.bodies[1] == service.bodies[2]
    assert (hop.repeated, hop.identical) == (True, True)


def test_a_different_answer_to_the_same_request_is_noticed(gateway: Gateway, service: Service) -> None:
    session = gateway.dial(KEO, "*149#").session
    service.body = "CON Something else"

    assert gateway.again(session).identical is False


def test_an_end_closes_the_session_and_tells_the_service_success(gateway: Gateway, service: Service) -> None:
    session = gateway.dial(KEO, "*149#").session
    gateway.answer(session, "3")
    hop = gateway.answer(session, "1")

    assert service.told.wait(5)
    event = service.events[0]
    assert hop.state == "ended"
    assert (event["status"], event["hopsCount"], event["input"], event["lastAppResponse"]) == ("Success", "3", "3*1", GOODBYE)
    assert set(event) == {
        "date", "sessionId", "serviceCode", "networkCode", "phoneNumber", "status", "cost", "durationInMillis",
        "hopsCount", "input", "lastAppResponse", "errorMessage",
    }  # fmt: skip
    with pytest.raises(UnknownSession):
        gateway.answer(session, "1")


def test_hanging_up_tells_the_service_incomplete_and_only_once(gateway: Gateway, service: Service) -> None:
    session = gateway.dial(KEO, "*149#").session
    gateway.hang_up(session)
    gateway.hang_up(session)
    gateway.close()

    assert [event["status"] for event in service.events] == ["Incomplete"]


def test_a_dropped_line_tells_nobody(gateway: Gateway, service: Service) -> None:
    session = gateway.dial(KEO, "*149#").session
    gateway.drop(session)
    gateway.hang_up(session)
    gateway.close()

    assert service.events == []


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (404, "CON Menu", "refused"),
        (500, "", "refused"),
        (200, "", "empty"),
        (200, " CON Menu", "malformed"),
        (200, "con Menu", "malformed"),
    ],
)
def test_what_is_no_con_or_end_fails_the_session(gateway: Gateway, service: Service, status: int, body: str, code: str) -> None:
    service.status, service.body = status, body
    hop = gateway.dial(KEO, "*149#")

    assert hop.problem is not None
    assert (hop.state, hop.problem.code, hop.size) == ("failed", code, None)
    assert service.told.wait(5)
    assert service.events[0]["status"] == "Failed"


def test_con_and_end_are_the_gateways_words_and_not_the_callers() -> None:
    assert read_reply(200, "CON END of year") == ("continue", "END of year", None)


def test_a_dripping_answer_is_cut_at_the_deadline(gateway: Gateway, service: Service) -> None:
    service.drip_s = 0.3
    started = time.monotonic()
    hop = gateway.dial(KEO, "*149#")

    assert hop.problem is not None
    assert hop.problem.code == "deadline"
    assert 0.9 < time.monotonic() - started < 2.5


def test_a_service_that_is_down_is_named() -> None:
    port = free_port()
    hop = Gateway(Settings(service_url=f"http://127.0.0.1:{port}")).dial(KEO, "*149#")

    assert hop.problem is not None
    assert (hop.problem.code, str(port) in hop.problem.detail) == ("unreachable", True)
