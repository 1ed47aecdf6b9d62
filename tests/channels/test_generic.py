"""A gateway that sends only what was typed last."""

from __future__ import annotations

import json

import pytest

from tests.channels.service import Service


@pytest.fixture
def service(redis_server: str) -> Service:
    return Service(redis_server)


def hop(service: Service, event: str, text: str = "", message: str = "", session: str = "g1") -> dict[str, object]:
    request = {"session": session, "msisdn": "+8562010000002", "event": event, "input": text, "message": message}
    answer = service.generic.handle("", json.dumps(request).encode())
    assert answer.status == "200 OK"
    found: dict[str, object] = json.loads(answer.body)
    return found


def test_a_conversation_goes_through_by_single_inputs(service: Service) -> None:
    assert hop(service, "new")["text"] == "Orchard\n1 Pick\n3 Weigh\n4 Leave\n5 Crash"
    assert hop(service, "continue", "1") == {"text": "How many trees?\n0 Back\n00 Menu", "continue": True}
    assert str(hop(service, "continue", "12")["text"]).startswith("12 trees")
    assert hop(service, "continue", "00")["continue"] is True
    assert hop(service, "continue", "4") == {"text": "Goodbye", "continue": False}


def test_a_repeat_is_told_by_the_message_id(service: Service) -> None:
    hop(service, "new", message="m1")
    first = hop(service, "continue", "1", message="m2")
    assert hop(service, "continue", "1", message="m2") == first
    assert str(hop(service, "continue", "1", message="m3")["text"]).startswith("1 trees")


def test_both_gateways_share_one_conversation_of_a_person(service: Service) -> None:
    service.hop("")
    service.hop("1")
    service.hop("1*3")
    assert str(hop(service, "new")["text"]).startswith("You were here: Basket")


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", b'{"session": 1}', b"\xff", b'{"session":"x","event":"dance"}'])
def test_whatever_the_body_the_reply_is_valid(service: Service, body: bytes) -> None:
    found = json.loads(service.generic.handle("", body).body)
    assert isinstance(found["text"], str)
    assert isinstance(found["continue"], bool)


def test_the_end_of_a_session_is_taken(service: Service) -> None:
    assert hop(service, "end") == {}
