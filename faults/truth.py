"""Whether what a payer was told was true just then. What cannot be judged for certain is believed. No I/O."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import inf

from faults.books import WITHOUT_MONEY, Books, Debit
from faults.claims import Kind
from faults.history import Key, Statement
from faults.orders import Order

# The wallet asks, or will ask, or has not said yet what became of it.
OPEN = frozenset({"created", "confirmed", "submitting", "pending", "unknown"})
NOT_KNOWN = frozenset({"unknown", "needs_review"})


class Truth:
    """intents: by phone, the member whom it pays for. keys: by phone, those that may have begun a payment, in their order."""

    def __init__(self, books: Books, intents: Mapping[str, str], keys: Mapping[str, Sequence[Key]]) -> None:
        self._intents = intents
        self._keys = keys
        self.by_number = {order.reference: order for order in books.orders} | {one.receipt: one for one in books.orders if one.receipt}
        self.debits: defaultdict[str, list[Debit]] = defaultdict(list)
        self.of_payer: defaultdict[str, list[Order]] = defaultdict(list)
        self.of_member: defaultdict[str, list[Order]] = defaultdict(list)
        for debit in books.debits:
            self.debits[debit.order_id].append(debit)
        for order in books.orders:
            self.of_payer[order.payer].append(order)
            self.of_member[order.beneficiary].append(order)

    def is_true(self, said: Statement) -> bool:
        """CHECKING always is: who says it has no answer, and may be one of several copies of which another has."""
        orders = self._named(said)
        match said.claim.kind:
            case Kind.RECEIVED | Kind.COUNTS | Kind.COUNTS_FOR_YOU:
                return any(self._moved_by(order, said.at) for order in orders)
            case Kind.NOTHING_TAKEN:
                # Also what is taken later for an order that was there when it was said: the payer was told it is over.
                begun = [order for order in orders if said.claim.number or order.confirmed <= said.at]
                return not any(self.debits[order.id] for order in begun)
            case Kind.NOT_BEGUN:
                return not any(self._is_begun_by(said, order) for order in self.of_payer[said.msisdn])
            case Kind.BEGUN | Kind.WAITING:
                return any(_stood(said, order) & OPEN for order in orders)
            case Kind.UNDER_WAY:
                # Also said of months whose money has just come.
                return any(_stood(said, order) - WITHOUT_MONEY for order in orders)
            case Kind.REVIEW if said.how == "screen":
                return any(order.under_review or _stood(said, order) & NOT_KNOWN for order in orders)
            case Kind.REVIEW:
                return any(order.under_review or order.state not in WITHOUT_MONEY for order in orders)
            case _:
                return True

    def facts(self, said: Statement) -> str:
        """The orders of that phone, for whoever has to find out."""
        return ", ".join(self._fact(order) for order in self.of_payer[said.msisdn])

    def _fact(self, order: Order) -> str:
        debits = self.debits[order.id]
        charged = f"charged {debits[0].at:.3f}" if debits else "not charged"
        moves = " ".join(f"{state} {at:.3f}" for at, state in order.moves)
        return f"{order.reference} {order.state}, confirmed {order.confirmed:.3f}, {charged} ({moves})"

    def _named(self, said: Statement) -> list[Order]:
        """The orders a statement is about: the one it names, else all that the reader could take it for."""
        if said.claim.number:
            order = self.by_number.get(said.claim.number)
            return [order] if order and said.msisdn in {order.payer, order.beneficiary} else []
        if said.claim.kind in {Kind.UNDER_WAY, Kind.COUNTS_FOR_YOU}:
            return self.of_member[self._intents.get(said.msisdn, said.msisdn)]
        return self.of_payer[said.msisdn]

    def _moved_by(self, order: Order, at: float) -> bool:
        return any(debit.at <= at for debit in self.debits[order.id])

    def _is_begun_by(self, said: Statement, order: Order) -> bool:
        """Whether the key that a screen answers began it, or one before for the same price: no other was given to that phone until this one
        was shown. A key that comes later may well begin it, and one for a price that came later is later.
        """
        keys = self._keys.get(said.msisdn, ())
        place = next((place for place, key in enumerate(keys) if key.at == said.asked), len(keys))
        until = keys[place + 1].at if place + 1 < len(keys) else inf
        return place < len(keys) and 0.0 < keys[place].shown < order.next_price and order.confirmed < until


def _stood(said: Statement, order: Order) -> set[str]:
    """Where an order may have been found by who answered. An SMS may have been written at any time before."""
    return order.stood(said.asked, said.at)
