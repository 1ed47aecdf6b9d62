"""The thumbs on the wallets' keys: approve, decline, or let the question go by; and somebody who forges callbacks."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
from pathlib import Path
from typing import Any

from faults.messages import LOST, ask
from faults.plan import Plan

EVERY = 0.15
# What the wallet does by itself, as shares of payments; the rest wait for a thumb.
RATES = {
    "late": 0.05, "twice": 0.06, "contradict": 0.05, "contradict_unpaid": 0.04, "lose_callback": 0.08, "post_late": 0.03, "timeout": 0.03,
    "insufficient_funds": 0.03, "slow": 0.02, "lose_reply": 0.03, "unavailable": 0.02,
}  # fmt: skip
AFTER_SECONDS = 3.0


class WalletHand:
    """port: the wallet's own. backend: where forged callbacks go."""

    def __init__(self, plan: Plan, port: int, backend: int, database: Path) -> None:
        self._plan = plan
        self._port = port
        self._backend = backend
        self._database = database
        self._answering: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.answered: dict[str, int] = {}
        self.forged = 0

    async def set_rates(self) -> None:
        if self._plan.wallet_faults:
            said = {"seed": str(self._plan.seed), "rates": RATES, "after_s": AFTER_SECONDS}
            answer = await ask(self._port, "POST", "/control/rates", json.dumps(said).encode())
            assert answer.status == 200, answer.body

    async def answer_prompts(self) -> None:
        """Until cancelled."""
        while True:
            try:
                prompts = json.loads((await ask(self._port, "GET", "/control/prompts")).body)
            except LOST:
                prompts = []
            for prompt in prompts:
                if prompt["serverCorrelationId"] not in self._answering:
                    self._answering.add(prompt["serverCorrelationId"])
                    self._begin(prompt)
            await asyncio.sleep(EVERY)

    def _begin(self, prompt: dict[str, Any]) -> None:
        task = asyncio.create_task(self._answer(prompt))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, prompt: dict[str, Any]) -> None:
        chance = self._plan.chance(f"thumb {prompt['msisdn']}")
        draw = chance.random()
        decision = "approve" if self._plan.steady or draw < 0.86 else "decline" if draw < 0.95 else ""
        self.answered[decision or "let go by"] = self.answered.get(decision or "let go by", 0) + 1
        if not decision:
            return
        await asyncio.sleep(chance.uniform(0.0, 0.8))
        said = json.dumps({"pin": "1234", "decision": decision}).encode()
        try:
            await ask(self._port, "POST", f"/control/prompts/{prompt['serverCorrelationId']}", said)
        except LOST:
            self._answering.discard(prompt["serverCorrelationId"])

    async def forge(self) -> None:
        """Until cancelled: tells the backend of payments what is not so."""
        chance = self._plan.chance("forger")
        while self._plan.forged:
            await asyncio.sleep(0.3)
            for order in _recent(self._database):
                await self._forge(order, chance)

    async def _forge(self, order: sqlite3.Row, chance: random.Random) -> None:
        claimed = chance.choice(["completed", "completed", "failed", "declined"])
        body = {
            "transactionReference": f"MP{chance.randrange(10**10):010}",
            "transactionStatus": claimed,
            "amount": order["amount"],
            "currency": "LAK",
            "debitParty": [{"key": "msisdn", "value": order["wallet_msisdn"]}],
            "requestingOrganisationTransactionReference": order["reference"],
        }
        if chance.random() < 0.2:
            self.forged += 1
            await ask(self._backend, "PUT", f"/v1/wallet-callbacks/{order['id']}", json.dumps(body).encode())


def _recent(database: Path) -> list[sqlite3.Row]:
    """Orders whose question may be on a phone now. Only a thief inside could know their ids."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as sql:
        sql.row_factory = sqlite3.Row
        rows = sql.execute("SELECT * FROM payment_order WHERE state IN ('submitting', 'pending', 'unknown') LIMIT 20").fetchall()
    sql.close()
    return rows
