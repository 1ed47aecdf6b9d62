"""What is said of a payment's beginning, and of one under way, is held against what became of it and when."""

from dataclasses import replace

import pytest

from faults.history import Key
from tests.faults.made_up import DEBIT, ORDER, RECEIPT, UNPAID, kinds, said, screen

NOT_BEGUN = "NSSO's system is not answering. This payment did not begin.\n1 Try again\n0 Back\n00 Menu"
EACH_NOT_BEGUN = (
    NOT_BEGUN,
    "The wallet is not answering. This payment did not begin. Try later.\n0 Back\n00 Menu",
    "This payment did not begin. Your wallet allows 2 months at once. Go back and choose fewer.\n0 Back\n00 Menu",
    "Begun: 1 payment. Do not pay it again.\nK*** D***: did not begin. The price is too old.\n1 Go on with what began\n0 Back\n00 Menu",
)
BEGUN = "Now give your wallet's PIN on this phone. Receipt by SMS. Do not pay twice. No. 4000000012"
WAITING = "Waiting for your wallet's PIN on the phone.\nFor you, Nov 2026: 108,000 kip\nNo. 4000000012\n1 Look again\n2 Ask NSSO\n0 Back"
UNDER_WAY = "These months are being paid already. Do not pay again.\n1 My payments\n0 Back\n00 Menu"
LOOKED_AT = "Your payment No. 4000000012 is still being looked at. Do not pay again.\n1 Ask NSSO\n2 Look at it\n0 Back"
CHECKED = "Being checked. Do not pay again. We tell you by SMS.\nFor you, Nov 2026: 108,000 kip\nNo. 4000000012\n1 Look again\n0 Back"

# The order is confirmed at 100, and over at 102.1.
PAID = said(RECEIPT)
KEY = Key(99.9, shown=99.0)
LATER = 110.0


@pytest.mark.parametrize("text", EACH_NOT_BEGUN)
def test_did_not_begin_is_false_when_the_key_that_it_answers_began_it(text: str) -> None:
    assert kinds([ORDER], [DEBIT], PAID, screen(text, KEY.at, 100.4), keys=[KEY]) == ["false statement"]


def test_did_not_begin_is_false_when_another_copy_of_its_message_begins_it_after() -> None:
    assert kinds([ORDER], [DEBIT], PAID, screen(NOT_BEGUN, KEY.at, 99.95), keys=[KEY]) == ["false statement"]


def test_did_not_begin_is_false_when_an_earlier_key_for_the_same_price_began_it() -> None:
    again = Key(104.0, shown=99.0)
    assert kinds([ORDER], [DEBIT], PAID, screen(NOT_BEGUN, again.at, 104.1), keys=[KEY, again]) == ["false statement"]


def test_did_not_begin_is_true_when_a_later_key_begins_it() -> None:
    first = Key(98.0, shown=97.0)
    assert kinds([ORDER], [DEBIT], PAID, screen(NOT_BEGUN, first.at, 98.2), keys=[first, KEY]) == []


def test_did_not_begin_says_nothing_of_a_payment_for_an_earlier_price() -> None:
    later, earlier = Key(104.0, shown=103.9), replace(ORDER, next_price=103.8)
    assert kinds([earlier], [DEBIT], PAID, screen(NOT_BEGUN, later.at, 104.1), keys=[KEY, later]) == []


def test_did_not_begin_is_believed_where_nobody_knows_what_it_is_said_of() -> None:
    unseen = Key(104.0, shown=0.0)
    assert kinds([ORDER], [DEBIT], PAID, screen(NOT_BEGUN, unseen.at, 104.1), keys=[KEY, unseen]) == []
    assert kinds([ORDER], [DEBIT], PAID, screen(NOT_BEGUN, 105.0, 105.1), keys=[KEY]) == []


@pytest.mark.parametrize("text", [BEGUN, WAITING])
def test_that_the_wallet_asks_is_true_while_the_payment_is_open(text: str) -> None:
    assert kinds([ORDER], [DEBIT], PAID, screen(text, 99.9, 100.4)) == []
    # Nobody knows to the tenth when a move was seen.
    assert kinds([ORDER], [DEBIT], PAID, screen(text, 102.5, 102.6)) == []


@pytest.mark.parametrize("text", [BEGUN, WAITING])
def test_that_the_wallet_asks_is_false_of_a_payment_that_is_over(text: str) -> None:
    assert kinds([ORDER], [DEBIT], PAID, screen(text, LATER, LATER + 1)) == ["false statement"]
    assert kinds([UNPAID], [], screen(text, LATER, LATER + 1)) == ["false statement"]


def test_months_being_paid_are_those_of_a_payment_that_is_open_or_went_well() -> None:
    assert kinds([UNPAID], [], screen(UNDER_WAY, 101.0, 101.1)) == []
    assert kinds([ORDER], [DEBIT], PAID, screen(UNDER_WAY, LATER, LATER + 1)) == []


def test_months_being_paid_are_not_those_of_a_payment_that_came_to_nothing() -> None:
    assert kinds([UNPAID], [], screen(UNDER_WAY, LATER, LATER + 1)) == ["false statement"]
    assert kinds([], [], screen(UNDER_WAY, LATER, LATER + 1)) == ["false statement"]
    assert kinds([ORDER], [DEBIT], PAID, screen(UNDER_WAY, 99.4, 99.5)) == ["false statement"]


def test_a_payment_that_is_looked_at_is_one_that_was_begun() -> None:
    assert kinds([ORDER], [DEBIT], PAID, screen(LOOKED_AT, LATER, LATER + 1)) == []
    assert kinds([UNPAID], [], screen(LOOKED_AT, LATER, LATER + 1)) == ["false statement"]
    assert kinds([], [], screen(LOOKED_AT, LATER, LATER + 1)) == ["false statement"]


def test_a_payment_is_being_checked_while_nobody_knows_or_a_person_has_it() -> None:
    unknown = replace(UNPAID, moves=((100.0, "confirmed"), (103.0, "unknown"), (105.0, "declined")))
    assert kinds([unknown], [], screen(CHECKED, 104.0, 104.1)) == []
    assert kinds([unknown], [], screen(CHECKED, LATER, LATER + 1)) == ["false statement"]
    assert kinds([unknown], [], screen(CHECKED, 100.4, 100.5)) == ["false statement"]
    assert kinds([replace(ORDER, under_review=True)], [DEBIT], PAID, screen(CHECKED, LATER, LATER + 1)) == []


def test_a_payment_that_went_its_way_is_not_being_checked() -> None:
    assert kinds([ORDER], [DEBIT], PAID, screen(CHECKED, 101.0, 101.1)) == ["false statement"]
