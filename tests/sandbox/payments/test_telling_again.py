"""An SMS that was deleted is sent once more: to who was sent it before, counted, and never to a stranger."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests import processes
from tests.sandbox.payments.conftest import QUICK
from tests.sandbox.payments.till import MANIVANH, Payment, Till
from tests.sandbox.speaker import Api, Caller, Said


def paid(till: Till, who: str = "P16", member_no: str = MANIVANH) -> Payment:
    payment = till.begin(who, 1, member_no)
    payment.answer()
    payment.ends()
    return payment


def sent(till: Till, order_id: str) -> None:
    """All that is owed."""
    for one in till.api.call("GET", f"/payment-orders/{order_id}/notices").body["items"]:
        for state in ("sending", "sent") if one["state"] == "owed" else ():
            assert till.api.call("PUT", f"/payment-orders/{order_id}/notices/{one['kind']}", {"state": state}).status == 200
    assert due(till) == []


def due(till: Till) -> list[str]:
    found: list[str] = till.api.call("GET", "/payment-orders/due").body["items"]
    return found


def owed(till: Till, order_id: str) -> list[str]:
    return [one["kind"] for one in till.api.call("GET", f"/payment-orders/{order_id}/notices").body["items"] if one["state"] == "owed"]


def again(caller: Caller, order_id: str, key: str | None = None) -> Said:
    return caller.make(f"/payment-orders/{order_id}/tell-again", None, key)


def test_who_paid_and_who_was_paid_for_are_told_again_what_they_were_told(either_till: Till) -> None:
    payment = paid(either_till)
    order_id = payment.order["id"]
    sent(either_till, order_id)
    assert again(payment.caller, order_id, "key-number-one").body["state"] == "owed"
    assert (due(either_till), owed(either_till, order_id)) == ([order_id], ["receipt"])
    sent_before = again(payment.caller, order_id, "key-number-one").body
    assert (sent_before["kind"], owed(either_till, order_id)) == ("receipt", ["receipt"])
    assert again(either_till.api.proven("P09"), order_id).body["kind"] == "paid_for_you"
    assert owed(either_till, order_id) == ["receipt", "paid_for_you"]


def test_what_reached_no_number_is_tried_once_more_and_counted_as_any_other(till: Till) -> None:
    payment = paid(till)
    order_id = payment.order["id"]
    for _ in range(5):
        for state in ("sending", "undeliverable"):
            till.api.call("PUT", f"/payment-orders/{order_id}/notices/receipt", {"state": state})
        assert owed(till, order_id) == ["paid_for_you"]
        said = again(payment.caller, order_id).body
        assert (said["state"], said["was_undeliverable"], owed(till, order_id)) == ("owed", True, ["receipt", "paid_for_you"])
    sent(till, order_id)
    assert again(payment.caller, order_id).code == "rate_limited"


def test_a_key_that_is_used_again_sends_nothing_again(till: Till) -> None:
    payment = paid(till)
    order_id = payment.order["id"]
    sent(till, order_id)
    again(payment.caller, order_id, "key-number-one")
    till.api.call("PUT", f"/payment-orders/{order_id}/notices/receipt", {"state": "sending"})
    till.api.call("PUT", f"/payment-orders/{order_id}/notices/receipt", {"state": "sent"})
    assert again(payment.caller, order_id, "key-number-one").status == 200
    assert owed(till, order_id) == []


def test_only_who_has_to_do_with_it_is_told(till: Till) -> None:
    order_id = paid(till).order["id"]
    sent(till, order_id)
    strangers = [till.api.open("P17"), till.api.open("P09"), till.api.proven("P08")]
    assert [again(caller, order_id).code for caller in strangers] == ["not_found"] * 3
    assert again(till.api.open("P16"), "po_unknown").code == "not_found"
    assert owed(till, order_id) == []


def test_of_what_was_not_paid_there_is_nothing_to_send(till: Till) -> None:
    payment = till.begin("P16", 1, MANIVANH)
    assert again(payment.caller, payment.order["id"]).code == "not_found"


def test_five_a_day_and_what_is_still_owed_is_not_counted(either_till: Till) -> None:
    payment = paid(either_till)
    order_id = payment.order["id"]
    for _ in range(7):
        assert again(payment.caller, order_id).status == 200
    for _ in range(5):
        sent(either_till, order_id)
        assert again(payment.caller, order_id).status == 200
    sent(either_till, order_id)
    refused = again(payment.caller, order_id)
    assert (refused.code, refused.body["retry_after_s"] > 3600) == ("rate_limited", True)
    either_till.api.advance(86_401)
    assert again(Api(either_till.api.url).open("P16"), order_id).status == 200


def test_long_afterwards_the_sweep_finds_it_too(one_wallet: str, tmp_path: Path) -> None:
    with processes.sandbox(tmp_path, WALLET_URL=one_wallet, **QUICK) as url:
        till = Till(Api(url), one_wallet)
        payment = paid(till)
        order_id = payment.order["id"]
        with closing(sqlite3.connect(tmp_path / "sandbox.sqlite3", isolation_level=None)) as sql:
            sql.execute("UPDATE payment_order SET owing_real = '2020' || substr(owing_real, 5)")
        assert due(till) == []
        sent(till, order_id)
        assert again(payment.caller, order_id).status == 200
        assert due(till) == [order_id]
