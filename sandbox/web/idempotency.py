"""Idempotency keys: the same key gets the same answer, however often and from however many sides it comes."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from typing import Any

from flask import Response, request
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.backend import Backend
from sandbox.policy.problems import Refusal
from sandbox.reference_tables import table_of
from sandbox.traffic_tables import IdempotentAnswer

KEY = re.compile(r"^[\x21-\x7e]{8,100}\Z")
LIFE = timedelta(hours=24)
# A process that died half-way may have left its key running; after this its request may be taken up again.
ABANDONED = timedelta(seconds=60)

_TABLE = table_of(IdempotentAnswer)
_MINE = _TABLE.c.client_id == bindparam("mine_client_id"), _TABLE.c.key == bindparam("mine_key")
_KNOWN = select(_TABLE).where(*_MINE).with_for_update()
_TAKE = insert(_TABLE)
_KEEP = update(_TABLE).where(*_MINE)


class Reservation:
    """One request's hold on its key. Held, worked and answered in one transaction: all of it is there, or nothing."""

    def __init__(self, backend: Backend, client_id: str, caller_number: str) -> None:
        self._backend = backend
        self._mine = {"mine_client_id": client_id, "mine_key": _key()}
        said = b"\0".join([request.method.encode(), request.path.encode(), caller_number.encode(), request.get_data()])
        self._fingerprint = hashlib.sha256(said).hexdigest()

    def take(self, sql: Session) -> Response | None:
        """The stored answer, if there is one; raises Refusal for another payload and for one that runs."""
        now = self._backend.clock.now()
        row = sql.connection().execute(_KNOWN, self._mine).first()
        if row is not None and row.started_at >= now - LIFE and (stored := self._stored(row)):
            return stored
        anew = {"fingerprint": self._fingerprint, "started_at": now, "status": None, "content_type": None, "body": None}
        if row is not None:
            sql.connection().execute(_KEEP, {**self._mine, **anew})
            return None
        try:
            sql.connection().execute(_TAKE, {"client_id": self._mine["mine_client_id"], "key": self._mine["mine_key"], **anew})
        except IntegrityError:
            # Both looked at the same moment and the other was first.
            raise Refusal("idempotency_in_progress", retry_after=1) from None
        return None

    def keep(self, sql: Session, response: Response) -> None:
        """In the transaction of the work itself: both are there, or neither."""
        said = {"status": response.status_code, "content_type": response.content_type, "body": response.get_data()}
        sql.connection().execute(_KEEP, {**self._mine, **said})

    def _stored(self, row: Any) -> Response | None:
        if row.fingerprint != self._fingerprint:
            raise Refusal("idempotency_conflict")
        if row.status is None:
            if self._backend.clock.now() - row.started_at < ABANDONED:
                raise Refusal("idempotency_in_progress", retry_after=1)
            return None
        return Response(row.body, row.status, {"Idempotency-Replayed": "true"}, content_type=row.content_type)


def _key() -> str:
    key = request.headers.get("Idempotency-Key")
    if not key:
        raise Refusal("idempotency_key_missing")
    if not KEY.match(key):
        raise Refusal("invalid_request", field="Idempotency-Key")
    return key
