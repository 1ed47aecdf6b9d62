"""Confirmed once, however often: one order for a quote, one live order for a month."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sandbox.payments.wallet import BELIEVED_SECONDS
from tests import processes
from tests.sandbox.payments.conftest import QUICK, wallet
from tests.sandbox.payments.till import MANIVANH, Till
from tests.sandbox.speaker import Api

KEY = "a-key-of-the-channel"
CROWD = 200


def test_two_hundred_confirms_at_once_are_one_order_and_one_question(either_till: Till) -> None:
    caller = either_till.api.open("P08")
    quoted = either_till.price(caller)
    with ThreadPoolExecutor(24) as pool:
        said = list(pool.map(lambda _: either_till.confirm(caller, quoted), range(CROWD)))
    assert Counter(answer.status for answer in said) == {201: CROWD}
    assert len({answer.body["id"] for answer in said}) == 1
    processes.wait_until(lambda: bool(either_till.prompts("P08")), what="a prompt")
    assert len(either_till.prompts("P08")) == 1


def test_two_quotes_for_the_same_months_confirmed_at_once_are_one_order(either_till: Till) -> None:
    callers = [either_till.api.open(who) for who in ("P09", "P16", "P19", "P20", "P08", "P41")]
    quotes = [either_till.price(caller, months, MANIVANH) for months, caller in enumerate(callers, 1)]
    with ThreadPoolExecutor(len(callers)) as pool:
        said = list(pool.map(either_till.confirm, callers, quotes))
    assert Counter(answer.code for answer in said) == {"": 1, "duplicate_period_in_progress": len(callers) - 1}


def test_who_redials_and_pays_again_is_told_the_reference_of_the_payment_under_way(till: Till) -> None:
    first = till.begin("P09")
    again = till.confirm(caller := till.api.open("P09"), till.price(caller))
    assert (again.status, again.code, again.body["params"]) == (
        409, "duplicate_period_in_progress", {"reference": first.order["reference"]}
    )  # fmt: skip


def test_somebody_else_is_told_no_reference(till: Till) -> None:
    till.begin("P19", 1, MANIVANH)
    caller = till.api.open("P16")
    again = till.confirm(caller, till.price(caller, 1, MANIVANH))
    assert (again.code, again.body["params"]) == ("duplicate_period_in_progress", {})


def begun_in_doubt(till: Till) -> str:
    """P08's payment that the wallet does not answer for; its reference."""
    till.wallet("POST", "/control/rates", {"rates": {"unavailable": 1}, "seed": "doubt"})
    payment = till.begin("P08")
    payment.is_in("unknown")
    return str(payment.order["reference"])


@pytest.mark.parametrize(
    ("months", "msisdn", "provider", "otherwise"),
    [(1, "", "no_such_money", "wallet_not_supported"), (12, "+8562010000011", "u_money", "limit_exceeded")],
)
def test_who_may_have_paid_is_led_there_and_not_told_that_nothing_began(
    either_till: Till, months: int, msisdn: str, provider: str, otherwise: str
) -> None:
    caller = either_till.api.open("P08")
    quoted = either_till.price(caller, months)
    assert either_till.confirm(caller, quoted, msisdn, provider).code == otherwise
    reference = begun_in_doubt(either_till)
    said = either_till.confirm(caller, quoted, msisdn, provider)
    assert (said.code, said.body["params"]) == ("duplicate_period_in_progress", {"reference": reference})


def test_who_may_have_paid_is_led_there_when_the_wallet_is_gone(tmp_path: Path) -> None:
    port = processes.free_port()
    url = f"http://127.0.0.1:{port}"
    with processes.sandbox(tmp_path, WALLET_URL=url, **QUICK) as backend:
        till = Till(Api(backend), url)
        with wallet(tmp_path, port):
            reference = begun_in_doubt(till)
        other, caller = till.api.open("P16"), till.api.open("P08")
        time.sleep(BELIEVED_SECONDS)
        assert till.confirm(other, till.price(other, 1, MANIVANH)).code == "wallet_unavailable"
        said = till.confirm(caller, till.price(caller))
    assert (said.code, said.body["params"]) == ("duplicate_period_in_progress", {"reference": reference})


def test_months_are_free_again_once_it_is_certain_that_nothing_was_charged(till: Till) -> None:
    first = till.begin("P08")
    first.answer("decline")
    assert first.ends()["state"] == "declined"
    second = till.begin("P08")
    second.answer()
    assert second.ends()["state"] == "posted"
    assert len(till.debits()) == 1


def test_a_price_of_before_the_payment_leads_its_payer_to_it_and_is_too_old_for_others(till: Till) -> None:
    own, other = till.api.open("P09"), till.api.open("P16")
    old, others_old = till.price(own), till.price(other, 1, MANIVANH)
    paid = till.begin("P09")
    paid.answer()
    paid.ends()
    said = till.confirm(own, old)
    assert (said.code, said.body["params"]) == ("duplicate_period_in_progress", {"reference": paid.order["reference"]})
    assert till.confirm(other, others_old).code == "quote_expired"


def test_a_quote_is_good_for_fifteen_minutes_and_for_its_caller_only(till: Till) -> None:
    caller = till.api.open("P08")
    quoted = till.price(caller)
    assert till.confirm(till.api.open("P09"), quoted).code == "quote_expired"
    till.api.advance(15 * 60)
    caller = Api(till.api.url).open("P08")
    assert till.confirm(caller, quoted).code == "quote_expired"
    # Only what was never confirmed grows old: the order is found again.
    quoted = till.price(caller)
    order = till.confirm(caller, quoted)
    till.api.advance(14 * 60 + 59)
    assert till.confirm(Api(till.api.url).open("P08"), quoted).body["id"] == order.body["id"]


def test_an_idempotency_key_is_needed_and_gives_the_same_answer(either_till: Till) -> None:
    caller = either_till.api.open("P08")
    assert caller.ask("POST", "/payment-quotes", {"beneficiary": "self", "months": 1}).code == "idempotency_key_missing"
    quoted = either_till.price(caller, 1, key=KEY)
    assert either_till.price(caller, 1, key=KEY).raw == quoted.raw
    assert either_till.price(caller, 3, key=KEY).code == "idempotency_conflict"
    first, again = (either_till.confirm(caller, quoted, key=KEY + "-2") for _ in range(2))
    assert (first.raw, again.headers["idempotency-replayed"]) == (again.raw, "true")


@pytest.mark.parametrize(
    ("who", "msisdn", "provider"),
    [("P18", "", "u_money"), ("P16", "+66812345678", "u_money"), ("P16", "", "no_such_money")],
)
def test_a_wallet_that_cannot_pay_here_is_refused_by_name(till: Till, who: str, msisdn: str, provider: str) -> None:
    caller = till.api.open(who)
    said = till.confirm(caller, till.price(caller, 1, MANIVANH), msisdn, provider)
    assert (said.status, said.code, said.body["params"]) == (422, "wallet_not_supported", {"provider": provider})


def test_over_the_limit_of_the_wallet_is_said_before_anything_is_begun(till: Till) -> None:
    caller = till.api.open("P11")
    said = till.confirm(caller, till.price(caller))
    assert (said.status, said.code, said.body["params"]) == (422, "limit_exceeded", {"limit": 400_000, "months": 0})
    # Another's wallet takes it.
    assert till.confirm(caller, till.price(caller), "+8562010000008").status == 201


def test_a_payment_can_be_stopped_until_the_wallet_is_asked(till: Till) -> None:
    payment = till.begin("P08")
    payment.waits_for_prompt()
    said = payment.caller.make(f"/payment-orders/{payment.order['id']}/cancel")
    assert (said.status, said.code, said.body["params"]) == (409, "too_late", {"state": "pending"})
    payment.answer("decline")


def test_only_the_payer_sees_an_order_by_its_id_or_its_reference(till: Till) -> None:
    payment = till.begin("P16", 1, MANIVANH)
    assert payment.caller.get(f"/payment-orders?reference={payment.order['reference']}").body["id"] == payment.order["id"]
    for who in ("P09", "P17"):
        stranger = till.api.open(who)
        assert stranger.get(f"/payment-orders/{payment.order['id']}").code == "not_found"
        assert stranger.get(f"/payment-orders?reference={payment.order['reference']}").code == "not_found"


def test_a_wallet_that_is_down_costs_nobody_a_doubt(sandbox_url: str) -> None:
    till = Till(Api(sandbox_url), "")
    caller = till.api.open("P08")
    quoted = till.price(caller)
    said = till.confirm(caller, quoted, key=KEY)
    assert (said.status, said.code) == (503, "wallet_unavailable")
    # Not stored: the same key may succeed later.
    assert "idempotency-replayed" not in till.confirm(caller, quoted, key=KEY).headers
    assert till.api.call("GET", "/payment-orders/statistics").body["by_state"] == []
