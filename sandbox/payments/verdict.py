"""What the wallet's word means for an order: no SQL, no HTTP, so that every combination can be tried."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.payments.machine import OVER_WITHOUT_MONEY, RECEIVED


@dataclass(frozen=True)
class WalletSays:
    """One transaction as the wallet tells it when asked. `reason` says why it came to nothing."""

    status: str
    transaction: str
    amount: str
    currency: str
    payer: str
    reference: str
    reason: str = ""


@dataclass(frozen=True)
class Expected:
    """What the order knows of itself; `transaction` once the wallet named one; of money received, its own."""

    state: str
    amount: str
    currency: str
    payer: str
    reference: str
    transaction: str | None = None


@dataclass(frozen=True)
class Verdict:
    """`to`: the state to move to, empty to stay. `review`: a person has to look, whatever the state."""

    to: str = ""
    cause: str = ""
    failure: str | None = None
    review: str = ""


STAY = Verdict()
ENDINGS = {
    "prompt_expired": Verdict("expired", "wallet_expired", "expired"),
    "insufficient_funds": Verdict("failed", "wallet_failed", "insufficient_funds"),
    "limit_exceeded": Verdict("failed", "wallet_failed", "limit_exceeded"),
}
DECLINED = Verdict("declined", "wallet_declined", "declined")
FAILED = Verdict("failed", "wallet_failed", "wallet_refused")
FINAL = frozenset({"completed", "declined", "failed"})


def judge(order: Expected, says: WalletSays, claimed: frozenset[str] = frozenset()) -> Verdict:
    """`claimed`: how the callbacks said it ended. They decide nothing, but where they differ from the answer somebody
    is wrong, and that is not for a machine to settle."""
    if (says.amount, says.currency, says.payer, says.reference) != (order.amount, order.currency, order.payer, order.reference):
        return _contradiction(order, "other_payment")
    if says.status not in FINAL:
        return _still_open(order, says)
    differs = bool({_money_moved(word) for word in claimed} - {_money_moved(says.status)})
    if says.status == "completed":
        return _completed(order, says, differs)
    return _came_to_nothing(order, says, differs)


def _money_moved(status: str) -> bool:
    return status == "completed"


def _contradiction(order: Expected, kind: str) -> Verdict:
    # What was received stays received: only a person takes that back.
    if order.state in RECEIVED | {"needs_review"}:
        return Verdict(review=kind)
    return Verdict("needs_review", "wallet_contradicted", "contradiction", kind)


def _still_open(order: Expected, says: WalletSays) -> Verdict:
    if order.state in RECEIVED:
        return Verdict(review="open_after_paid")
    if order.state in OVER_WITHOUT_MONEY and says.status == "pending":
        # It is on somebody's phone, who may still say yes to what we called over.
        return _contradiction(order, "open_after_end")
    if order.state in {"submitting", "unknown"} and says.status == "pending":
        return Verdict("pending", "push_accepted")
    return STAY


def _completed(order: Expected, says: WalletSays, differs: bool) -> Verdict:
    if order.state in OVER_WITHOUT_MONEY:
        return _contradiction(order, "charged_after_end")
    if order.state in RECEIVED and order.transaction != says.transaction:
        return Verdict(review="second_transaction")
    review = "callback_differs" if differs else ""
    if order.state in RECEIVED | {"needs_review"}:
        return Verdict(review=review)
    return Verdict("paid", "wallet_completed", review=review)


def _came_to_nothing(order: Expected, says: WalletSays, differs: bool) -> Verdict:
    if order.state in RECEIVED:
        return Verdict(review="denied_after_paid")
    if differs:
        return _contradiction(order, "callback_differs")
    if order.state in OVER_WITHOUT_MONEY | {"needs_review"}:
        return STAY
    return DECLINED if says.status == "declined" else ENDINGS.get(says.reason, FAILED)
