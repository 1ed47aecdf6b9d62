"""The checker finds each way in which money or words can go wrong, and nothing where all is well."""

from dataclasses import replace

from tests.faults.made_up import DEBIT, ORDER, PAYER, RECEIPT, UNPAID, kinds, said

NOT_MADE = "LSSO: payment 4000000012 was not made. Nothing was taken."
NOT_PAID = "Not paid. Nothing was taken.\nFor you, Nov 2026: 108,000 kip\nNo. 4000000012\n1 Look again\n2 Ask NSSO\n0 Back"
BEGUN = "Now give your wallet's PIN on this phone. Receipt by SMS. Do not pay twice. No. 4000000012"


def test_a_payment_that_went_well_breaks_nothing() -> None:
    assert kinds([ORDER], [DEBIT], said(BEGUN, 100.5, "screen"), said(RECEIPT)) == []


def test_two_debits_of_one_order_are_a_double_charge() -> None:
    assert kinds([ORDER], [DEBIT, DEBIT], said(RECEIPT)) == ["double charge"]


def test_one_month_paid_by_two_orders_is_a_double_charge() -> None:
    other = replace(ORDER, id="po_2", reference="4000000020", receipt="7000000021", payer="+8562010500000")
    told = said(RECEIPT.replace("7000000013", "7000000021"))._replace(msisdn=other.payer)
    debit = replace(DEBIT, order_id="po_2")
    assert kinds([ORDER, other], [DEBIT, debit], said(RECEIPT), told) == ["double charge"]


def test_a_debit_without_a_paid_order_is_lost() -> None:
    assert kinds([UNPAID], [DEBIT]) == ["lost payment"]


def test_an_order_that_is_paid_without_a_debit_is_found_and_so_is_its_receipt() -> None:
    assert kinds([ORDER], [], said(RECEIPT)) == ["false statement", "lost payment"]


def test_an_order_that_waits_for_ever_is_found() -> None:
    assert kinds([replace(UNPAID, state="pending")], []) == ["not settled"]
    assert kinds([replace(UNPAID, took=121.0)], []) == ["not settled"]


def test_a_receipt_before_the_money_moved_is_false() -> None:
    assert kinds([ORDER], [DEBIT], said(RECEIPT, at=101.9), said(RECEIPT)) == ["false statement"]


def test_nothing_was_taken_is_false_once_money_moved_or_when_it_moves_later() -> None:
    assert kinds([ORDER], [DEBIT], said(RECEIPT), said(NOT_MADE, 101.0)) == ["false statement"]
    assert kinds([ORDER], [DEBIT], said(RECEIPT), said(NOT_PAID, 101.0, "screen")) == ["false statement"]


def test_nothing_was_taken_is_true_of_a_payment_that_came_to_nothing() -> None:
    assert kinds([UNPAID], [], said(NOT_MADE), said(NOT_PAID, 104.0, "screen")) == []


def test_begun_is_false_when_there_is_no_such_order() -> None:
    assert kinds([], [], said(BEGUN, 100.5, "screen")) == ["false statement"]


def test_a_payer_without_a_receipt_is_found() -> None:
    assert kinds([ORDER], [DEBIT]) == ["no receipt SMS"]


def test_a_receipt_for_what_was_not_paid_is_found() -> None:
    assert kinds([replace(UNPAID, receipt="7000000013")], []) == ["receipts"]


def test_a_text_that_nobody_can_judge_is_found() -> None:
    assert kinds([UNPAID], [], said("Your money is on its way.")) == ["unjudged text"]


def test_what_names_somebody_elses_payment_is_false() -> None:
    stranger = said(RECEIPT)._replace(msisdn="+8562010500009")
    assert kinds([ORDER], [DEBIT], said(RECEIPT), stranger) == ["false statement"]
    assert stranger.msisdn != PAYER
