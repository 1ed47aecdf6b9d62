"""The objects of the GSMA's API: what comes in, and what the rows of the ledger look like outside."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from wallet.errors import of_reason
from wallet.ledger import Row

CURRENCY = "LAK"
Text = Annotated[str, Meta(min_length=1, max_length=256)]


class Party(Struct, frozen=True):
    key: Text
    value: Text


class MerchantPay(Struct, frozen=True, rename="camel"):
    """Other fields of the GSMA's object are let pass and play no part."""

    amount: Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,11}\Z")]
    currency: Literal["LAK"]
    debit_party: Annotated[list[Party], Meta(min_length=1, max_length=10)]
    credit_party: Annotated[list[Party], Meta(min_length=1, max_length=10)]
    requesting_organisation_transaction_reference: Text
    description_text: Annotated[str, Meta(max_length=160)] = ""

    @property
    def payer(self) -> str:
        """Empty when it names no phone."""
        return next((party.value for party in self.debit_party if party.key == "msisdn"), "")

    @property
    def reference(self) -> str:
        return self.requesting_organisation_transaction_reference

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


def written(moment_ms: int) -> str:
    return datetime.fromtimestamp(moment_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_moment(text: str) -> int:
    """Raises ValueError, also for a moment without a zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return round(moment.timestamp() * 1000)


def transaction_reference(row: Row) -> str:
    return f"MP{row['id']:010}"


def row_of(reference: str) -> int:
    """-1 for what is no reference of ours."""
    digits = reference.removeprefix("MP")
    return int(digits) if reference == f"MP{digits:0>10}" and digits.isascii() and digits.isdigit() else -1


def request_state(row: Row) -> dict[str, Any]:
    """A decline is a failed request; the transaction tells the difference."""
    state: dict[str, Any] = {
        "serverCorrelationId": row["server_id"],
        "status": {"declined": "failed"}.get(row["status"], row["status"]),
        "notificationMethod": "callback" if row["callback_url"] else "polling",
        "objectReference": transaction_reference(row),
    }
    if row["status"] == "pending":
        state["expiryTime"] = written(row["expires_at"])
    if row["reason"]:
        state["errorReference"] = of_reason(row["reason"])
    return state


def transaction(row: Row, status: str | None = None) -> dict[str, Any]:
    """status: what a contradicting callback claims instead of the truth."""
    said = {
        "transactionReference": transaction_reference(row),
        "transactionStatus": status or row["status"],
        "type": "merchantpay",
        "amount": str(row["amount"]),
        "currency": CURRENCY,
        "debitParty": [{"key": "msisdn", "value": row["payer"]}],
        "creditParty": [{"key": "organisationid", "value": row["payee"]}],
        "requestingOrganisationTransactionReference": row["reference"],
        "creationDate": written(row["accepted_at"]),
    }
    if row["finished_at"]:
        said["completionDate"] = written(row["finished_at"])
    if row["reason"] and status is None:
        said["errorReference"] = of_reason(row["reason"])
    return said
