"""Paying: a quote, an order, what became of it, and whom to tell. Money is moved by the backend and the wallet, never from here."""

from __future__ import annotations

from backend_client.calls import Calls
from backend_client.notice_shapes import NoticeReport, PaymentNotices, PaymentOrdersDue, PaymentStatistics
from backend_client.payment_shapes import PaymentOrder, PaymentQuote, Payments, Receipt, WalletProviders

SELF = "self"


class Paying:
    """A caller's payments. Raises Refused with the codes of the contract, and Unavailable."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def wallets(self) -> WalletProviders:
        """Which wallets can pay; kept in the process."""
        return self._calls.known(WalletProviders, "/reference/wallet-providers")

    def quote(self, beneficiary: str, months: int) -> PaymentQuote:
        """beneficiary: SELF or a member number of nine digits. months: 1-12.

        Raises Refused: not_self_payable{reason}, membership_ended{ended_on}, nothing_due, too_many_months{most}, not_found,
        rate_limited, sim_swap_hold.
        """
        whom = beneficiary if beneficiary == SELF else {"member_no": beneficiary}
        return self._calls.create(PaymentQuote, "/payment-quotes", {"beneficiary": whom, "months": months})

    def confirm(self, quote_id: str, provider: str, msisdn: str) -> PaymentOrder:
        """The same quote again is the same order. `Unavailable.may_have_acted` tells whether it may have been taken.

        Raises Refused: quote_expired, duplicate_period_in_progress{reference}, wallet_not_supported, wallet_unavailable,
        limit_exceeded{limit, months}.
        """
        wallet = {"provider": provider, "msisdn": msisdn}
        return self._calls.create(PaymentOrder, "/payment-orders", {"quote_id": quote_id, "wallet": wallet})

    def cancel(self, order_id: str) -> PaymentOrder:
        """Stops an order that the wallet has not been asked for. Raises Refused: too_late{state}, not_found."""
        return self._calls.create(PaymentOrder, "/payment-orders/{id}/cancel", None, {"id": order_id})

    def tell_again(self, order_id: str) -> NoticeReport:
        """Has the caller sent once more what was sent of a payment that went well. Raises Refused: not_found, rate_limited."""
        return self._calls.create(NoticeReport, "/payment-orders/{id}/tell-again", None, {"id": order_id})

    def order(self, order_id: str) -> PaymentOrder:
        """Raises Refused: not_found, also for one that the calling number did not pay."""
        return self._calls.read(PaymentOrder, "/payment-orders/{id}", {"id": order_id})

    def by_reference(self, reference: str) -> PaymentOrder:
        """reference: our ten digits, or what the wallet's own message names. Raises Refused: not_found."""
        return self._calls.read(PaymentOrder, "/payment-orders", {}, {"reference": reference})

    def mine(self, cursor: str = "", limit: int = 0) -> Payments:
        """What this number paid in the last 90 days; with a PIN also what was paid for the member. limit: 1-120, 12 when left out."""
        return self._calls.read(Payments, "/me/payments", {}, {"cursor": cursor, "limit": str(limit) if limit else ""})

    def receipt(self, number: str) -> Receipt:
        """Anyone may ask; a number that is no receipt's is not valid. Raises Refused: rate_limited."""
        return self._calls.read(Receipt, "/receipts/{no}", {"no": number})


class PaymentDesk:
    """What the channel itself asks, without a caller: for jobs and metrics."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def due(self) -> PaymentOrdersDue:
        """Orders of which somebody is still to be told something, at most 200."""
        return self._calls.read(PaymentOrdersDue, "/payment-orders/due")

    def notices(self, order_id: str) -> PaymentNotices:
        """Whom to tell what, read after everything the wallet said was checked. Raises Refused: not_found."""
        return self._calls.read(PaymentNotices, "/payment-orders/{id}/notices", {"id": order_id})

    def lend(self, order_id: str) -> PaymentNotices:
        """Takes in hand, for a minute, all that is owed of an order and in no other hands. Raises Refused: not_found."""
        return self._calls.put(PaymentNotices, "/payment-orders/{id}/notices", {"state": "sending"}, {"id": order_id})

    def report(self, order_id: str, kind: str, state: str) -> NoticeReport:
        """state: sending, sent, failed or undeliverable. Raises Refused: duplicate when it is over or in other hands, not_found."""
        parts = {"id": order_id, "kind": kind}
        return self._calls.put(NoticeReport, "/payment-orders/{id}/notices/{kind}", {"state": state}, parts)

    def statistics(self) -> PaymentStatistics:
        """How payments go."""
        return self._calls.read(PaymentStatistics, "/payment-orders/statistics")
