"""Idempotency keys: the same key gets the same answer, however often and from however many sides it comes."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

from flask import Response, request
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sandbox.backend import Backend
from sandbox.policy.problems import Refusal
from sandbox.traffic_tables import IdempotentAnswer

KEY = re.compile(r"^[\x21-\x7e]{8,100}\Z")
LIFE = timedelta(hours=24)
# A process that died half-way leaves its key running; after this its request may be taken up again.
ABANDONED = timedelta(seconds=60)


class Reservation:
    """One request's hold on its key, from before its work until its answer is stored."""

    def __init__(self, backend: Backend, client_id: str, caller_number: str) -> None:
        self._backend = backend
        self._client_id = client_id
        self._key = _key()
        said = b"\0".join([request.method.encode(), request.path.encode(), caller_number.encode(), request.get_data()])
        self._fingerprint = hashlib.sha256(said).hexdigest()

    def take(self, sql: Session) -> Response | None:
        """The stored answer, if there is one; raises Refusal for another payload and for one that runs.

        When another took it at the same moment, the end of the transaction raises IntegrityError.
        """
        self._forget_old(sql)
        row = sql.get(IdempotentAnswer, (self._client_id, self._key), with_for_update=True)
        if row is not None:
            return self._stored(row)
        sql.add(self._row())
        return None

    def keep(self, sql: Session, response: Response) -> None:
        """In the transaction of the work itself: both are there, or neither."""
        row = sql.scalar(select(IdempotentAnswer).where(IdempotentAnswer.client_id == self._client_id, IdempotentAnswer.key == self._key))
        if row is not None:
            row.status, row.content_type, row.body = response.status_code, response.content_type, response.get_data()

    def drop(self) -> None:
        with self._backend.database.transaction() as sql:
            mine = IdempotentAnswer.client_id == self._client_id, IdempotentAnswer.key == self._key
            sql.execute(delete(IdempotentAnswer).where(*mine, IdempotentAnswer.status.is_(None)))

    def _row(self) -> IdempotentAnswer:
        now = self._backend.clock.now()
        return IdempotentAnswer(client_id=self._client_id, key=self._key, fingerprint=self._fingerprint, started_at=now)

    def _stored(self, row: IdempotentAnswer) -> Response | None:
        if row.fingerprint != self._fingerprint:
            raise Refusal("idempotency_conflict")
        if row.status is None:
            if self._backend.clock.now() - row.started_at < ABANDONED:
                raise Refusal("idempotency_in_progress", retry_after=1)
            row.started_at = self._backend.clock.now()
            return None
        return Response(row.body, row.status, {"Idempotency-Replayed": "true"}, content_type=row.content_type)

    def _forget_old(self, sql: Session) -> None:
        sql.execute(
            delete(IdempotentAnswer).where(
                IdempotentAnswer.client_id == self._client_id,
                IdempotentAnswer.key == self._key,
                IdempotentAnswer.started_at < self._backend.clock.now() - LIFE,
            )
        )


def _key() -> str:
    key = request.headers.get("Idempotency-Key")
    if not key:
        raise Refusal("idempotency_key_missing")
    if not KEY.match(key):
        raise Refusal("invalid_request", field="Idempotency-Key")
    return key
