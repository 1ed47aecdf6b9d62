"""Behaviours by chance: in their shares, and the same again under the same seed."""

from __future__ import annotations

from collections import Counter

from tests.processes import wait_until
from tests.wallet.merchant import Wallet

RATES = {"approve": 0.4, "decline": 0.2, "insufficient_funds": 0.2}


def a_run(wallet: Wallet, seed: str, name: str) -> list[tuple[str, str | None]]:
    """How each of 60 payments of three phones ends, under ids that no other run has."""
    wallet.post("/control/reset")
    wallet.post("/control/rates", {"seed": seed, "rates": RATES})
    for number in range(60):
        assert wallet.ask(f"{name}-{number}", f"{name}{number}", payer=f"+856201000000{number % 3}").status == 202
    waiting = {prompt["serverCorrelationId"] for prompt in wallet.get("/control/prompts").body}
    ends = []
    for number in range(60):
        found = f"/responses/{name}-{number}"
        server_id = wallet.ask(f"{name}-{number}", f"{name}{number}", payer=f"+856201000000{number % 3}").body["serverCorrelationId"]
        if server_id not in waiting:
            wait_until(lambda found=found: wallet.get(found).body["transaction"]["transactionStatus"] != "pending")  # type: ignore[misc]
        said = wallet.get(found).body["transaction"]
        ends.append((said["transactionStatus"], said.get("errorReference", {}).get("errorCode")))
    return ends


def test_the_same_seed_is_the_same_run_and_another_is_another(wallet: Wallet) -> None:
    first = a_run(wallet, "7", "a")
    assert a_run(wallet, "7", "b") == first
    assert a_run(wallet, "8", "c") != first
    counted = Counter(status for status, _ in first)
    assert set(counted) == {"completed", "declined", "failed", "pending"}
    assert 12 <= counted["completed"] <= 36


def test_a_request_that_met_a_closed_door_meets_an_open_one_later(wallet: Wallet) -> None:
    wallet.post("/control/rates", {"seed": "7", "rates": {"unavailable": 0.5, "lose_reply": 0.25}})
    met: list[list[int]] = []
    for number in range(10):
        statuses = []
        while 202 not in statuses:
            statuses.append(wallet.ask(f"order-{number}", f"{number}").status)
            assert len(statuses) < 50
        met.append(statuses)
    assert {status for statuses in met for status in statuses} == {202, 503, 504}
    assert len(wallet.prompts()) == 10


def test_shares_of_more_than_everybody_are_refused(wallet: Wallet) -> None:
    assert wallet.post("/control/rates", {"rates": {"approve": 0.6, "decline": 0.6}}).reason == "rates"
    assert wallet.post("/control/rates", {"rates": {"approve": 1.5}}).reason == "rates"
    assert wallet.post("/control/rates", {"rates": {"vanish": 0.5}}).reason == "rates"
    assert wallet.post("/control/rates", {"rates": {"approve": 1, "slow": 1}}).status == 200


def test_a_plan_goes_before_chance(wallet: Wallet) -> None:
    wallet.post("/control/rates", {"rates": {"decline": 1}})
    assert wallet.pays(planned="approve").ends() == "completed"
    assert wallet.pays().ends() == "declined"


def test_a_reset_forgets_payments_plans_and_rates(wallet: Wallet) -> None:
    wallet.post("/control/rates", {"rates": {"approve": 1}})
    wallet.post("/control/decide", {"reference": "1000000001", "decision": "decline"})
    wallet.pays().ends()
    wallet.post("/control/reset")
    assert wallet.debits() == []
    payment = wallet.ask("order-1", "1000000001")
    assert payment.body["objectReference"] == "MP0000000001"
    assert len(wallet.prompts()) == 1
