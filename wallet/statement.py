"""What has left people's wallets: the list that the merchant's own books are compared with."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType

from wallet import errors
from wallet.ledger import Ledger, Row, now_ms
from wallet.shapes import CURRENCY, read_moment, transaction_reference, written

DEBITS = """SELECT transactions.*, debits.moved_at, debits.posted_at
    FROM debits JOIN transactions ON transactions.id = debits.transaction_id"""
Place = Annotated[int, Meta(ge=0, le=2**62)]


class Asked(Struct, frozen=True, rename={"since": "from", "until": "to"}):
    """Moments of posting, with their zone, the first included and the last not; all of it when nothing is said."""

    since: str | UnsetType = UNSET
    until: str | UnsetType = UNSET
    offset: Place = 0
    limit: Place = 2**62


def statement(ledger: Ledger, asked: Asked) -> dict[str, Any]:
    """What is posted by now, as it was posted; `count` is of all between the moments, also those not on this page."""
    now = now_ms()
    between = (_moment(asked.since, 0, "from"), min(_moment(asked.until, now + 1, "to"), now + 1))
    question = f"{DEBITS} WHERE posted_at >= ? AND posted_at < ? ORDER BY posted_at, debits.id LIMIT ? OFFSET ?"
    counted = ledger.one("SELECT count(*) AS count FROM debits WHERE posted_at >= ? AND posted_at < ?", *between)
    rows = ledger.read(question, *between, asked.limit, asked.offset)
    return {"asOf": written(now), "count": counted["count"] if counted else 0, "entries": [_entry(row) for row in rows]}


def all_debits(ledger: Ledger) -> list[dict[str, Any]]:
    """The truth, also what the statement will only show later, in the order in which the money moved."""
    return [_entry(row) for row in ledger.read(f"{DEBITS} ORDER BY debits.id")]


def _entry(row: Row) -> dict[str, Any]:
    return {
        "transactionReference": transaction_reference(row),
        "requestingOrganisationTransactionReference": row["reference"],
        "correlationId": row["correlation_id"],
        "amount": str(row["amount"]),
        "currency": CURRENCY,
        "debitParty": [{"key": "msisdn", "value": row["payer"]}],
        "completionDate": written(row["moved_at"]),
        "postingDate": written(row["posted_at"]),
    }


def _moment(given: str | UnsetType, otherwise: int, name: str) -> int:
    if given is UNSET:
        return otherwise
    try:
        return read_moment(given)
    except (ValueError, OverflowError) as wrong:
        raise errors.invalid(name) from wrong
