"""Sends the outbox: thin, signed webhooks to the channel, each until it was taken."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from typing import Any, cast
from urllib.error import URLError
from urllib.request import Request, urlopen

import msgspec
from sqlalchemy import CursorResult, select, update
from standardwebhooks import Webhook

from sandbox.backend import Backend
from sandbox.moments import written
from sandbox.payment_tables import OutgoingEvent
from sandbox.payments.machine import machine_now

log = logging.getLogger("sandbox.payments")

TIMEOUT = 5.0
HELD = timedelta(seconds=15)
AGAIN = (1, 5, 15, 60, 300, 1800)
GIVEN_UP_AFTER = 60
AT_ONCE = 100


def due(backend: Backend) -> list[str]:
    if not backend.settings.webhook_url:
        return []
    with backend.database.transaction() as sql:
        waiting = select(OutgoingEvent.id).where(OutgoingEvent.due_at <= machine_now())
        return list(sql.scalars(waiting.order_by(OutgoingEvent.due_at).limit(AT_ONCE)))


def send(backend: Backend, event_id: str) -> None:
    event = _take(backend, event_id)
    if event is None:
        return
    taken = _post(backend, event)
    wait = AGAIN[min(event.attempts, len(AGAIN)) - 1]
    over = taken or event.attempts >= GIVEN_UP_AFTER
    with backend.database.transaction() as sql:
        again = None if over else machine_now() + timedelta(seconds=wait)
        sql.execute(update(OutgoingEvent).where(OutgoingEvent.id == event_id).values(due_at=again))


def _take(backend: Backend, event_id: str) -> OutgoingEvent | None:
    now = machine_now()
    with backend.database.transaction() as sql:
        mine = update(OutgoingEvent).where(OutgoingEvent.id == event_id, OutgoingEvent.due_at <= now)
        mine = mine.values(due_at=now + HELD, attempts=OutgoingEvent.attempts + 1)
        taken = cast("CursorResult[Any]", sql.execute(mine.execution_options(synchronize_session=False)))
        return sql.get(OutgoingEvent, event_id) if taken.rowcount else None


def _post(backend: Backend, event: OutgoingEvent) -> bool:
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
        # The address is the operator's own setting.
        request = Request(backend.settings.webhook_url, body, headers, method="POST")  # noqa: S310
        with urlopen(request, timeout=TIMEOUT) as said:  # noqa: S310
            return bool(200 <= said.status < 300)
    except (URLError, OSError, HTTPException, ValueError) as failed:
        log.info("webhook not taken: %s", type(failed).__name__)
        return False
