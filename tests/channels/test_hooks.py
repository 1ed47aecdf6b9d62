"""The backend's webhooks: only its own are taken, each once, and none is lost while Redis or the queue is away."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook

from channels.hooks import Hooks
from channels.wire import Wire

NEW, OLD = (base64.b64encode(bytes([byte]) * 32).decode() for byte in (1, 2))
_numbers = count(1)


def signed(secret: str = NEW, event: str = "payment_order.updated", at: datetime | None = None) -> tuple[bytes, dict[str, str]]:
    body = json.dumps({"type": event, "timestamp": "2026-11-22T02:00:00Z", "data": {"id": "po_1"}}).encode()
    moment, identifier = at or datetime.now(UTC), f"msg_{next(_numbers)}"
    signature = Webhook(secret).sign(identifier, moment, body.decode())
    return body, {"webhook-id": identifier, "webhook-timestamp": str(int(moment.timestamp())), "webhook-signature": signature}


@pytest.fixture
def woken() -> list[str]:
    return []


@pytest.fixture
def hooks(redis_server: str, woken: list[str]) -> Hooks:
    return Hooks([NEW, OLD], Wire(redis_server), {"payment_order.updated": woken.append})


def test_a_signed_hint_wakes_once(hooks: Hooks, woken: list[str]) -> None:
    body, headers = signed()
    assert [hooks.take(body, headers) for _ in range(3)] == [204, 204, 204]
    assert woken == ["po_1"]


def test_both_secrets_are_taken_while_one_is_rotated(hooks: Hooks, woken: list[str]) -> None:
    assert hooks.take(*signed(OLD)) == 204
    assert len(woken) == 1


def forged() -> Iterator[tuple[str, bytes, dict[str, str]]]:
    body, headers = signed()
    yield "no signature", body, {name: value for name, value in headers.items() if name != "webhook-signature"}
    yield "another's secret", *signed(base64.b64encode(bytes([9]) * 32).decode())
    yield "another body", body.replace(b"po_1", b"po_2"), headers
    yield "another id", body, {**headers, "webhook-id": "msg_other"}
    yield "cut short", body, {**headers, "webhook-signature": headers["webhook-signature"][:20]}
    yield "not base64", body, {**headers, "webhook-signature": "v1,%%%"}
    yield "too old", *signed(at=datetime.now(UTC) - timedelta(minutes=6))
    yield "no text", b"\xff\xfe", headers
    yield "nothing", b"", {}


@pytest.mark.parametrize(("why", "body", "headers"), list(forged()), ids=lambda value: value if isinstance(value, str) else "")
def test_what_the_backend_did_not_sign_is_refused(why: str, body: bytes, headers: dict[str, str], hooks: Hooks, woken: list[str]) -> None:
    assert hooks.take(body, headers) == 401, why
    assert woken == []


def test_other_events_are_taken_and_wake_nobody(hooks: Hooks, woken: list[str]) -> None:
    assert hooks.take(*signed(event="claim.updated")) == 204
    assert woken == []


def test_a_hint_that_could_not_be_passed_on_is_taken_when_it_comes_again(redis_server: str, woken: list[str]) -> None:
    failing = [ConnectionError("the queue is away")]

    def wake(subject: str) -> None:
        if failing:
            raise failing.pop()
        woken.append(subject)

    hooks = Hooks([NEW], Wire(redis_server), {"payment_order.updated": wake})
    body, headers = signed()
    assert hooks.take(body, headers) == 503
    assert hooks.take(body, headers) == 204
    assert woken == ["po_1"]


def test_without_a_store_the_backend_is_asked_to_send_again(tmp_path: Path, woken: list[str]) -> None:
    hooks = Hooks([NEW], Wire(f"unix://{tmp_path}/absent"), {"payment_order.updated": woken.append})
    assert hooks.take(*signed()) == 503
    assert woken == []
