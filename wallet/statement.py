"""What has left people's wallets: the list that the merchant's own books are compared with."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType

from wallet import errors
from wallet.ledger import Ledger, Row, now_ms
from wallet.shapes import CURRENCY, read_moment, transaction_reference, written

Place = Annotated[int, Meta(ge=0, le=2**62)]


class Asked(Struct, frozen=True, rename={"since": "from", "until": "to"}):
    """Moments with their zone, the first included and the last not; all of it when nothing is said."""

    since: str | UnsetType = UNSET
    until: str | UnsetType = UNSET
    offset: Place = 0
    limit: Place = 2**62


def statement(ledger: Ledger, asked: Asked) -> dict[str, Any]:
    """In the order in which the money moved; `count` is of all between the moments, also those not on this page."""
    between = (_moment(asked.since, 0, "from"), _moment(asked.until, 2**62, "to"))
    question = """SELECT transactions.*, debits.moved_at FROM debits JOIN transactions ON transactions.id = debits.transaction_id
        WHERE moved_at >= ? AND moved_at < ? ORDER BY debits.id LIMIT ? OFFSET ?"""
    counted = ledger.one("SELECT count(*) AS count FROM debits WHERE moved_at >= ? AND moved_at < ?", *between)
    rows = ledger.read(question, *between, asked.limit, asked.offset)
    return {"asOf": written(now_ms()), "count": counted["count"] if counted else 0, "entries": [_entry(row) for row in rows]}


def _entry(row: Row) -> dict[str, Any]:
    return {
        "transactionReference": transaction_reference(row),
        "requestingOrganisationTransactionReference": row["reference"],
        "correlationId": row["correlation_id"],
        "amount": str(row["amount"]),
        "currency": CURRENCY,
        "debitParty": [{"key": "msisdn", "value": row["payer"]}],
        "completionDate": written(row["moved_at"]),
    }


def _moment(given: str | UnsetType, otherwise: int, name: str) -> int:
    if given is UNSET:
        return otherwise
    try:
        return read_moment(given)
    except (ValueError, OverflowError) as wrong:
        raise errors.invalid(name) from wrong
