"""The statement: all that moved, nothing else, and parts of it."""

from __future__ import annotations

from urllib.parse import quote

from tests.wallet.merchant import KHAMLA, Wallet


def test_it_lists_what_moved_with_all_that_a_merchant_compares(wallet: Wallet) -> None:
    paid = wallet.pays(planned="approve")
    for decision in ("decline", "insufficient_funds"):
        wallet.pays(planned=decision).ends()
    wallet.pays()
    assert paid.ends() == "completed"
    said = wallet.get("/statement").body
    assert said["count"] == 1
    [entry] = said["entries"]
    finished = paid.transaction()
    assert entry["requestingOrganisationTransactionReference"] == paid.reference
    assert entry["correlationId"] == paid.correlation_id
    assert (entry["amount"], entry["currency"]) == ("108000", "LAK")
    assert entry["debitParty"] == [{"key": "msisdn", "value": KHAMLA}]
    assert entry["transactionReference"] == finished["transactionReference"]
    assert entry["completionDate"] == entry["postingDate"] == finished["completionDate"]


def test_it_is_read_from_a_moment_to_a_moment_and_page_by_page(wallet: Wallet) -> None:
    payments = [wallet.pays() for _ in range(5)]
    for payment in payments:
        payment.answer()
    everything = wallet.get("/statement").body["entries"]
    assert [entry["requestingOrganisationTransactionReference"] for entry in everything] == [payment.reference for payment in payments]
    third = quote(everything[2]["postingDate"])
    earlier, later = wallet.statement(f"?to={third}"), wallet.statement(f"?from={third}")
    assert earlier + later == wallet.statement()
    assert payments[2].reference in later
    assert wallet.statement("?limit=2&offset=1") == [payment.reference for payment in payments[1:3]]
    assert wallet.get("/statement?limit=0").body["count"] == 5
    assert wallet.statement(f"?from={quote('2026-01-01T07:00:00+07:00')}") == wallet.statement()
    assert wallet.statement(f"?from={quote('2999-01-01T00:00:00Z')}") == []
