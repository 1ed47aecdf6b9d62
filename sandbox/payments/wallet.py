"""Speaks to the wallet as the GSMA's API has it; an answer that did not come is not an answer of no."""

from __future__ import annotations

import socket
import time
from functools import cache
from http.client import HTTPConnection, HTTPException
from typing import Any, Literal
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from msgspec import Struct

from sandbox.backend import Backend
from sandbox.payment_tables import PaymentOrder
from sandbox.payments.verdict import WalletSays
from sandbox.settings import Settings

LARGEST_ANSWER = 8 * 1024 * 1024
# Lines of the statement in one answer, far below that.
PAGE = 5_000
# How long one look at whether anybody listens is believed, and waited for.
BELIEVED_SECONDS = 1.0
REACH_SECONDS = 0.5


class WalletSilent(Exception):
    """No answer, or none that says anything: what was asked for may have happened."""


class Party(Struct):
    key: str
    value: str


class Parameter(Struct):
    key: str
    value: str = ""


class ErrorObject(Struct, rename="camel"):
    error_code: str = ""
    error_parameters: list[Parameter] = []

    def reason(self) -> str:
        return next((one.value for one in self.error_parameters if one.key == "reason"), "")


class Transaction(Struct, rename="camel"):
    transaction_reference: str
    transaction_status: str
    amount: str
    currency: str
    debit_party: list[Party]
    requesting_organisation_transaction_reference: str
    error_reference: ErrorObject = msgspec.field(default_factory=ErrorObject)

    def says(self) -> WalletSays:
        payer = next((party.value for party in self.debit_party if party.key == "msisdn"), "")
        return WalletSays(
            status=self.transaction_status,
            transaction=self.transaction_reference,
            amount=self.amount,
            currency=self.currency,
            payer=payer,
            reference=self.requesting_organisation_transaction_reference,
            reason=self.error_reference.reason(),
        )


class Response(Struct):
    transaction: Transaction


class Entry(Struct, rename="camel"):
    """A line of the statement: money that moved. Its correlation id is our order's id."""

    transaction_reference: str
    requesting_organisation_transaction_reference: str
    correlation_id: str
    amount: str


class Statement(Struct):
    entries: list[Entry]


class Wallet:
    def __init__(self, url: str, timeout: float, callback_base: str) -> None:
        self._place = urlsplit(url)
        self._timeout = timeout
        self._callback_base = callback_base
        self._reached: tuple[float, bool] = (0.0, False)

    def is_reachable(self) -> bool:
        """Whether anybody listens: asked before an order is begun, so that a wallet that is down costs nobody a doubt."""
        since, reached = self._reached
        if not self._place.netloc:
            return False
        if since and time.monotonic() - since < BELIEVED_SECONDS:
            return reached
        address = (self._place.hostname or "", self._place.port or 80)
        try:
            socket.create_connection(address, REACH_SECONDS).close()
            reached = True
        except OSError:
            reached = False
        self._reached = (time.monotonic(), reached)
        return reached

    def push(self, order: PaymentOrder) -> tuple[Literal["taken", "refused"], str]:
        """The same X-CorrelationID each time: the wallet takes money for it once. Raises WalletSilent."""
        body = {
            "amount": order.amount,
            "currency": order.currency,
            "debitParty": [{"key": "msisdn", "value": order.wallet_msisdn}],
            "creditParty": [{"key": "organisationid", "value": "NSSO"}],
            "requestingOrganisationTransactionReference": order.reference,
            "descriptionText": f"LSSO {order.first_period} {order.last_period}",
        }
        callback = f"{self._callback_base}/v1/wallet-callbacks/{order.id}"
        headers = {"X-CorrelationID": order.id, "X-Callback-URL": callback}
        status, raw = self.send("POST", "/transactions/type/merchantpay", body, headers)
        if status in {200, 201, 202}:
            return "taken", ""
        # A 409 says that it knows this id; what became of it, the question after tells.
        if not 400 <= status < 500 or status in {408, 409, 429}:
            raise WalletSilent(status)
        return "refused", _decoded(raw, ErrorObject).reason()

    def ask(self, order_id: str) -> WalletSays | None:
        """None when it never received it. Raises WalletSilent."""
        status, raw = self.send("GET", f"/responses/{quote(order_id)}")
        if status == 404:
            return None
        if status != 200:
            raise WalletSilent(status)
        found: Response = _decoded(raw, Response)
        return found.transaction.says()

    def statement(self, since: str) -> list[Entry]:
        """All that moved since a moment with its zone. Raises WalletSilent."""
        entries: list[Entry] = []
        while True:
            asked = urlencode({"from": since, "offset": len(entries), "limit": PAGE})
            status, raw = self.send("GET", f"/statement?{asked}")
            if status != 200:
                raise WalletSilent(status)
            page: Statement = _decoded(raw, Statement)
            entries += page.entries
            if len(page.entries) < PAGE:
                return entries

    def forget(self) -> None:
        """A fresh start, which only a pretend wallet has. Raises WalletSilent."""
        if self.is_reachable():
            self.send("POST", "/control/reset", {})

    def send(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Raises WalletSilent."""
        if not self._place.netloc:
            raise WalletSilent("none is set")
        connection = HTTPConnection(self._place.netloc, timeout=self._timeout)
        try:
            content = None if body is None else msgspec.json.encode(body)
            connection.request(method, path, content, {"Content-Type": "application/json", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read(LARGEST_ANSWER)
        except (OSError, HTTPException, ValueError) as silent:
            raise WalletSilent(type(silent).__name__) from silent
        finally:
            connection.close()


def wallet_of(backend: Backend) -> Wallet:
    return _of_settings(backend.settings)


@cache
def _of_settings(settings: Settings) -> Wallet:
    return Wallet(settings.wallet_url, settings.wallet_timeout_seconds, settings.own_url)


def _decoded(raw: bytes, kind: Any) -> Any:
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as unreadable:
        raise WalletSilent("unreadable") from unreadable
