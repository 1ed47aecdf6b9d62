"""Every life an order can have: callbacks double, late, lost, out of order, contradictory and forged, answers lost, kills."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sandbox.payments.machine import AT_THE_WALLET, OVER_WITHOUT_MONEY, REACHED_FROM, RECEIVED, TELLING, may_have_charged
from tests.sandbox.payments.backstage import MONTHS, Backstage, Books, Killed
from tests.sandbox.payments.scripted_wallet import ScriptedWallet

ENDINGS = st.sampled_from(
    [("completed", ""), ("declined", "declined"), ("failed", "prompt_expired"), ("failed", "insufficient_funds"), ("failed", "")]
)
LOST = st.sets(st.sampled_from(["request", "reply", "question", "sense"]))
CLAIMS = st.sampled_from(["completed", "declined", "failed", "pending"])


class Lives(RuleBasedStateMachine):
    """`contradicted`: a callback about this very payment claimed another end than the wallet's own."""

    stage: ClassVar[Backstage]
    wallet: ClassVar[ScriptedWallet]

    @initialize(lost=LOST, ending=st.one_of(st.none(), ENDINGS), claims=st.lists(CLAIMS, max_size=2))
    def confirm(self, lost: set[str], ending: tuple[str, str] | None, claims: list[str]) -> None:
        """The beginning of most lives is the same; what the wallet does to it is drawn at once, so that few steps are dull."""
        self.stage.forget()
        self.wallet.taken.clear()
        self.wallet.debits.clear()
        self.wallet.loses = lost
        self.stage.wallet.dies = ""
        self.quote_id = self.stage.quote()
        self.id = str(self.stage.confirm(self.quote_id)["id"])
        self.claims: set[str] = set()
        self.was = "confirmed"
        self._begin(ending, claims)

    def _begin(self, ending: tuple[str, str] | None, claims: list[str]) -> None:
        if ending is None:
            return
        self.stage.drive(self.id)
        self.wallet.settle(self.id, *ending)
        for status in claims if self.id in self.wallet.taken else []:
            self._hint({**self.wallet.taken[self.id], "transactionStatus": status})

    @rule()
    def look(self) -> None:
        with suppress(Killed):
            self.stage.drive(self.id)

    @rule(moment=st.sampled_from(["before", "after"]))
    def look_and_be_killed(self, moment: str) -> None:
        self.stage.wallet.dies = moment
        with suppress(Killed):
            self.stage.drive(self.id)
        self.stage.wallet.dies = ""

    @rule(lost=LOST)
    def lose(self, lost: set[str]) -> None:
        self.wallet.loses = lost

    @rule(ending=ENDINGS)
    def end_at_the_wallet(self, ending: tuple[str, str]) -> None:
        self.wallet.settle(self.id, *ending)

    @precondition(lambda self: self.id in self.wallet.taken)
    @rule(times=st.integers(1, 3))
    def call_back(self, times: int) -> None:
        for _ in range(times):
            self._hint(self.wallet.taken[self.id])

    @precondition(lambda self: self.id in self.wallet.taken)
    @rule(status=CLAIMS)
    def call_back_with_another_end(self, status: str) -> None:
        self._hint({**self.wallet.taken[self.id], "transactionStatus": status})

    @rule(body=st.one_of(st.binary(max_size=40), st.sampled_from([b"null", b'{"transactionStatus":"completed"}'])))
    def forge(self, body: bytes) -> None:
        self.stage.hint(self.id, body)

    @precondition(lambda self: self.id in self.wallet.taken)
    @rule(status=CLAIMS, change=st.sampled_from([{"requestingOrganisationTransactionReference": "4000000012"}, {"amount": 7}]))
    def forge_with_skill(self, status: str, change: dict[str, Any]) -> None:
        self.stage.hint(self.id, json.dumps({**self.wallet.taken[self.id], "transactionStatus": status, **change}).encode())

    @rule(what=st.sampled_from(["confirm", "confirm", "quote", "quote", "cancel"]))
    def do_it_again(self, what: str) -> None:
        """One rule for all that an impatient payer does, so that the wallet has its share of the steps."""
        if what == "confirm":
            assert self.stage.confirm(self.quote_id)["id"] == self.id
        elif what == "quote":
            self._pay_the_same_month_anew()
        else:
            self.stage.post(f"/payment-orders/{self.id}/cancel")

    def _pay_the_same_month_anew(self) -> None:
        if may_have_charged(self.was) or self.was == "confirmed":
            said = self.stage.post("/payment-quotes", {"beneficiary": "self", "months": 1})
            if said.get("periods", {}).get("first") == "2026-11":
                assert self.stage.confirm(said["quote_id"])["code"] == "duplicate_period_in_progress"

    @rule(minutes=st.sampled_from([1, 1, 1, 3, 60 * 24]))
    def grow_older(self, minutes: int) -> None:
        self.stage.age(self.id, timedelta(minutes=minutes))

    def _hint(self, body: dict[str, Any]) -> None:
        if body["transactionStatus"] != "pending":
            self.claims.add(body["transactionStatus"])
        self.stage.hint(self.id, json.dumps(body).encode())

    @invariant()
    def it_says_nothing_false(self) -> None:
        books = self.stage.books(self.id)
        self._agrees_with_the_wallet(books.order.state)
        self._agrees_with_itself(books)
        self.was = books.order.state

    def _agrees_with_the_wallet(self, state: str) -> None:
        truth = self._truth()
        assert len(self.wallet.debits) == (truth == "completed")
        assert set(self.wallet.taken) <= {self.id}
        if state in RECEIVED:
            assert truth == "completed"
        if state in OVER_WITHOUT_MONEY:
            assert truth not in {"completed", "pending"}
        if self.was in RECEIVED:
            assert state in RECEIVED
            assert (self.was, state) != ("posted", "paid")

    def _agrees_with_itself(self, books: Books) -> None:
        state, moves = books.order.state, books.moves
        assert moves[-1] == state
        assert all(before in REACHED_FROM[after] for before, after in zip(["created", *moves], moves, strict=False))
        posted = "posted" in moves
        # Nobody takes them away here, and one that waits serves for all that follows.
        assert books.webhooks == bool(TELLING & set(moves)) + posted
        assert books.receipts == (state in RECEIVED)
        assert books.live_months == (0 if state in OVER_WITHOUT_MONEY else MONTHS)
        assert books.counted_months == (MONTHS if posted else 0)

    def _truth(self) -> str:
        return str(self.wallet.taken.get(self.id, {"transactionStatus": ""})["transactionStatus"])

    def teardown(self) -> None:
        """All is well again, the payer has answered, and the sweeper comes by a few times."""
        if not hasattr(self, "id"):
            return
        self.wallet.loses.clear()
        for _ in range(2):
            # Twice: the question may only reach the phone once the wallet is well.
            self.wallet.settle(self.id, "completed")
            for _ in range(4):
                self.stage.drive(self.id)
                self.it_says_nothing_false()
        self._is_settled()

    def _is_settled(self) -> None:
        books, truth = self.stage.books(self.id), self._truth()
        order = books.order
        assert order.due_at is None
        assert order.state not in AT_THE_WALLET | {"confirmed", "paid"}
        money = {word == "completed" for word in self.claims}
        # Whoever said something else about this payment than the wallet itself: a person looks at it.
        if truth and money - {truth == "completed"}:
            assert order.under_review
            assert books.reviews > 0
            assert order.state == ("posted" if truth == "completed" else "needs_review")
        elif truth == "completed":
            assert (order.state, order.under_review) == ("posted", False)
        else:
            assert order.state in OVER_WITHOUT_MONEY
