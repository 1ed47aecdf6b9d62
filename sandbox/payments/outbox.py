"""Sends the outbox: thin, signed webhooks to the channel, each until it was taken."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec
from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session
from standardwebhooks import Webhook

from sandbox.backend import Backend
from sandbox.moments import written
from sandbox.payment_tables import OutgoingEvent
from sandbox.payments.machine import machine_now
from sandbox.reference_tables import table_of

log = logging.getLogger("sandbox.payments")

TIMEOUT = 5.0
HELD = timedelta(seconds=15)
AGAIN = (1, 5, 15, 60, 300, 1800)
GIVEN_UP_AFTER = 60
AT_ONCE = 100

_EVENTS = table_of(OutgoingEvent)
_DUE = select(_EVENTS.c.id).where(_EVENTS.c.due_at <= bindparam("real_now")).order_by(_EVENTS.c.due_at).limit(AT_ONCE)
_TAKE = (
    update(_EVENTS)
    .where(_EVENTS.c.id == bindparam("event"), _EVENTS.c.due_at <= bindparam("real_now"))
    .values(attempts=_EVENTS.c.attempts + 1)
    .returning(*_EVENTS.c)
)
_PUT_OFF = update(_EVENTS).where(_EVENTS.c.id == bindparam("event"))


def due(sql: Session, now: datetime) -> list[str]:
    """now: the machine's."""
    return list(sql.connection().execute(_DUE, {"real_now": now}).scalars())


def send(backend: Backend, event_id: str) -> None:
    event = _take(backend, event_id)
    if event is None:
        return
    taken = _post(backend, event)
    wait = AGAIN[min(event.attempts, len(AGAIN)) - 1]
    over = taken or event.attempts >= GIVEN_UP_AFTER
    with backend.database.transaction() as sql:
        again = None if over else machine_now() + timedelta(seconds=wait)
        sql.connection().execute(_PUT_OFF, {"event": event_id, "due_at": again})


def _take(backend: Backend, event_id: str) -> Row[Any] | None:
    now = machine_now()
    with backend.database.transaction() as sql:
        return sql.connection().execute(_TAKE, {"event": event_id, "real_now": now, "due_at": now + HELD}).first()


def _post(backend: Backend, event: Row[Any]) -> bool:
    """The id stays the same over all tries: who gets it twice knows it."""
    subject = {"id": event.order_id or event.notification_id}
    body = msgspec.json.encode({"type": event.type, "timestamp": written(event.created_at), "data": subject})
    # Not the sandbox's time: the signature's window is that of the reader's clock.
    at = datetime.now(UTC)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": event.id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(backend.settings.webhook_secret).sign(event.id, at, body.decode()),
    }
    try:
        return 200 <= _status(urlsplit(backend.settings.webhook_url), body, headers) < 300
    except (OSError, HTTPException, ValueError) as failed:
        log.info("webhook not taken: %s", type(failed).__name__)
        return False


def _status(place: SplitResult, body: bytes, headers: dict[str, str]) -> int:
    """What the channel answers. Raises OSError, HTTPException, ValueError for an address that is none."""
    kind = HTTPSConnection if place.scheme == "https" else HTTPConnection
    connection = kind(place.hostname or "", place.port, timeout=TIMEOUT)
    try:
        connection.request("POST", f"{place.path or '/'}{'?' + place.query if place.query else ''}", body, headers)
        return connection.getresponse().status
    finally:
        connection.close()
