"""The beginning of a payment: one row for a correlation id, ever, however often and from however many sides it is asked for."""

from __future__ import annotations

import re
import sqlite3
import uuid
from dataclasses import dataclass

from wallet import chances, errors
from wallet.behaviours import end_at
from wallet.ledger import Ledger, Row, now_ms
from wallet.shapes import MerchantPay

# What a wallet moves at once when nothing else is said of it.
MOST = 10_000_000
PHONE = re.compile(r"\+856[0-9]{8,10}")
# Ids of requests are made from the caller's, so that the same run has the same ids.
NAMES = uuid.UUID("6f2b6f3c-51c1-4f0e-9c69-2b1f4a5a7c11")


@dataclass(frozen=True)
class Request:
    """What came in: the payment, who asks for it under which id, and where the answer shall go."""

    correlation_id: str
    callback_url: str | None
    pay: MerchantPay


def meet(ledger: Ledger, request: Request) -> chances.Behaviour | None:
    """How the request itself is treated, before anybody looks at what it asks for."""
    if not chances.may_meet(ledger, request.pay.reference):
        return None
    with ledger.writing() as sql:
        return chances.at_arrival(sql, request.correlation_id, request.pay.reference, request.pay.payer)


def accept(ledger: Ledger, request: Request, prompt_ms: int) -> Row:
    """The payment as it stands, new or known. Raises Refused: another payload under a known id, no such phone, over the limit."""
    row = find(ledger, request.correlation_id) or _begin(ledger, request, prompt_ms)
    if row["fingerprint"] != request.pay.fingerprint:
        raise errors.Refused("businessRule", "duplicateRequest", "another_payload", status=409)
    if row["reason"] == "limit_exceeded":
        raise errors.refused_for("limit_exceeded")
    return row


def find(ledger: Ledger, correlation_id: str) -> Row | None:
    return ledger.one("SELECT * FROM transactions WHERE correlation_id = ?", correlation_id)


def _begin(ledger: Ledger, request: Request, prompt_ms: int) -> Row:
    if not PHONE.fullmatch(request.pay.payer):
        raise errors.not_found("wallet")
    with ledger.writing() as sql:
        # Nothing but the unique index decides who was first: the look before may have been overtaken.
        now = now_ms()
        if _inserted(sql, request, now, now + prompt_ms):
            _plan(sql, request, now, now + prompt_ms)
        question = "SELECT * FROM transactions WHERE correlation_id = ?"
        row: Row = sql.execute(question, (request.correlation_id,)).fetchone()
        return row


def _inserted(sql: sqlite3.Connection, request: Request, now: int, expires_at: int) -> bool:
    pay = request.pay
    values = {
        "correlation_id": request.correlation_id,
        "server_id": str(uuid.uuid5(NAMES, request.correlation_id)),
        "fingerprint": pay.fingerprint,
        "reference": pay.reference,
        "payer": pay.payer,
        "payee": pay.credit_party[0].value,
        "amount": int(pay.amount),
        "description": pay.description_text,
        "callback_url": request.callback_url,
        "accepted_at": now,
        "expires_at": expires_at,
        "due_at": expires_at,
    }
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    statement = f"INSERT INTO transactions ({names}) VALUES ({places}) ON CONFLICT (correlation_id) DO NOTHING"  # noqa: S608 - our own names
    return sql.execute(statement, values).rowcount == 1


def _plan(sql: sqlite3.Connection, request: Request, now: int, expires_at: int) -> None:
    """What the wallet will do with it, unless the person with the phone is to say."""
    pay = request.pay
    behaviour = chances.at_answer(sql, request.correlation_id, pay.reference, pay.payer)
    if _over(sql, pay) or (behaviour and behaviour.decision == "limit_exceeded"):
        change = "status = 'failed', reason = 'limit_exceeded', finished_at = accepted_at"
        sql.execute(f"UPDATE transactions SET {change} WHERE correlation_id = ?", (request.correlation_id,))  # noqa: S608 - our own words
    elif behaviour:
        due_at = end_at(*behaviour, now, expires_at)
        values = (behaviour.decision, behaviour.after_ms, due_at, request.correlation_id)
        sql.execute("UPDATE transactions SET decision = ?, after_ms = ?, due_at = ? WHERE correlation_id = ?", values)


def _over(sql: sqlite3.Connection, pay: MerchantPay) -> bool:
    row = sql.execute("SELECT most FROM wallets WHERE msisdn = ?", (pay.payer,)).fetchone()
    return int(pay.amount) > (MOST if row is None or row["most"] is None else row["most"])
