"""What the wallet takes, what it refuses, and what can be asked about both afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wallet.merchant import Wallet

CEILING = "+8562010000011"


def test_a_taken_request_is_found_by_each_of_its_three_names(wallet: Wallet) -> None:
    payment = wallet.pays("http://127.0.0.1:1/")
    assert payment.state() == payment.last.body
    assert (payment.last.body["status"], payment.last.body["notificationMethod"]) == ("pending", "callback")
    found = wallet.get(f"/responses/{payment.correlation_id}").body
    assert found["transaction"] == wallet.get(found["link"]).body
    assert found["transaction"]["transactionReference"] == payment.last.body["objectReference"]
    assert found["transaction"]["requestingOrganisationTransactionReference"] == payment.reference
    assert (found["transaction"]["amount"], found["transaction"]["transactionStatus"]) == ("108000", "pending")


def test_without_an_address_to_call_back_the_merchant_asks(wallet: Wallet) -> None:
    assert wallet.pays().last.body["notificationMethod"] == "polling"


@pytest.mark.parametrize(
    "path",
    ["/responses/order-1", "/requeststates/order-1", *(f"/transactions/{name}" for name in ("MP0000000001", "1", "MP%C2%B2", "MP0", "MP"))],
)
def test_what_was_never_taken_is_not_found(wallet: Wallet, path: str) -> None:
    said = wallet.get(path)
    assert (said.status, said.body["errorCategory"], said.body["errorCode"]) == (404, "identification", "identifierError")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "108000.00"}, "amount"),
        ({"amount": "108000\n"}, "amount"),
        ({"amount": 108000}, "amount"),
        ({"currency": "USD"}, "currency"),
        ({"debitParty": []}, "debitParty"),
        ({"requestingOrganisationTransactionReference": ""}, "requestingOrganisationTransactionReference"),
        ({"descriptionText": "x" * 161}, "descriptionText"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_by_its_field(wallet: Wallet, wrong: dict[str, Any], field: str) -> None:
    said = wallet.ask("order-1", "1000000001", **wrong)
    assert (said.status, said.body["errorCategory"], said.reason) == (400, "validation", field)
    assert wallet.get("/responses/order-1").status == 404


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"amount": "1"}'])
def test_a_body_that_is_no_payment_is_refused(wallet: Wallet, body: bytes) -> None:
    assert wallet.send("POST", "/transactions/type/merchantpay", body, {"X-CorrelationID": "order-1"}).status == 400


@pytest.mark.parametrize("headers", [{}, {"X-CorrelationID": "with space"}, {"X-CorrelationID": "x" * 101}])
def test_without_a_usable_correlation_id_nothing_is_taken(wallet: Wallet, headers: dict[str, str]) -> None:
    said = wallet.send("POST", "/transactions/type/merchantpay", {}, headers)
    assert (said.status, said.reason) == (400, "X-CorrelationID")


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "127.0.0.1", "http://", "http://[", "http://127.0.0.1:99999/", "http://a b/"])
def test_an_address_that_cannot_be_called_back_is_refused(wallet: Wallet, url: str) -> None:
    said = wallet.ask("order-1", "1000000001", url)
    assert (said.status, said.reason) == (400, "X-Callback-URL")


@pytest.mark.parametrize("payer", ["+66810000001", "2010000008", "+85620", ""])
def test_a_number_without_a_wallet_is_refused(wallet: Wallet, payer: str) -> None:
    said = wallet.ask("order-1", "1000000001", debitParty=[{"key": "msisdn", "value": payer or "x"}])
    assert (said.status, said.reason) == (404, "unknown_wallet")


def test_over_her_wallets_limit_nobody_is_asked_and_it_stays_refused(wallet: Wallet) -> None:
    said = wallet.ask("order-1", "1000000001", payer=CEILING, amount="405000")
    assert (said.status, said.body["errorCode"], said.reason) == (400, "greaterThanTransactionMaxValue", "limit_exceeded")
    wallet.post("/control/wallets", {"msisdn": CEILING})
    assert wallet.ask("order-1", "1000000001", payer=CEILING, amount="405000").body == said.body
    assert wallet.get("/responses/order-1").body["transaction"]["transactionStatus"] == "failed"
    assert wallet.prompts(CEILING) == []
    assert wallet.ask("order-2", "1000000002", payer=CEILING, amount="405000").status == 202


def test_up_to_the_limit_she_may_pay(wallet: Wallet) -> None:
    assert wallet.ask("order-1", "1000000001", payer=CEILING, amount="400000").status == 202
    assert wallet.ask("order-2", "1000000002", amount="10000000").status == 202
    assert wallet.ask("order-3", "1000000003", amount="10000001").reason == "limit_exceeded"


def test_a_wallet_pays_while_it_holds_enough(wallet: Wallet) -> None:
    wallet.post("/control/wallets", {"msisdn": "+8562010000008", "balance": 150_000})
    first, second = wallet.pays(), wallet.pays()
    assert first.answer().body["transactionStatus"] == "completed"
    refused = second.answer().body
    assert (refused["transactionStatus"], refused["errorReference"]["errorCode"]) == ("failed", "insufficientFunds")
    assert wallet.debits() == [first.reference]


def test_what_is_no_call_of_the_wallet_is_refused_in_its_own_words(wallet: Wallet) -> None:
    assert wallet.get("/responses/order-1").body["errorCategory"] == "identification"
    assert wallet.post("/control/decide", {"reference": "1", "decision": "vanish"}).reason == "decision"
    assert wallet.get("/statement?from=yesterday").reason == "from"
    assert wallet.get("/statement?from=2026-11-22T00:00:00").reason == "from"
    assert wallet.get("/statement?limit=-1").reason == "limit"
