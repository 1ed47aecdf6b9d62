"""What people are told of their money is true of the order as it stands, whatever notice is owed."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from backend_client.notice_shapes import NoticeKind, PaymentNotice, PaymentNotices
from backend_client.payment_shapes import PaymentOrder, PaymentState, PaymentWallet, Periods
from backend_client.shapes import Money, Name
from engine.codes import code_of, signed
from engine.encoding import segments
from engine.text import LOCALES, load_catalogues, use_locale
from jobs.notice_words import text_of
from settings import LOCALES as FOLDER

NOW = datetime(2026, 11, 22, tzinfo=UTC)
RECEIVED = {PaymentState.PAID, PaymentState.POSTED}
OVER = {PaymentState.DECLINED, PaymentState.EXPIRED, PaymentState.CANCELLED, PaymentState.FAILED}


def order(state: PaymentState, *, may_have_charged: bool = True) -> PaymentOrder:
    return PaymentOrder(
        as_of=NOW, id="po_1", reference="4000000012", state=state, may_have_charged=may_have_charged, under_review=False, for_self=False,
        masked_name=Name(lo="ບຸ*** ສີ***", latin="B*** S***"), periods=Periods(first="2026-11", last="2027-10"), months=12,
        amount=Money(value="4860000"), wallet=PaymentWallet(provider="u_money", masked_msisdn="***08"), created_at=NOW, updated_at=NOW,
        receipt_no="7311604824" if state in RECEIVED else None, events=(),
    )  # fmt: skip


def said(kind: NoticeKind, of: PaymentOrder, *, discreet: bool = False) -> str:
    notice = PaymentNotice(kind=kind, to="payer", msisdn="+8562010000016", discreet=discreet, amounts=True, state="owed")
    return text_of(notice, PaymentNotices(as_of=NOW, order=of, payer_masked_msisdn="***16", items=(notice,)), "*149#")


@pytest.fixture(autouse=True)
def _english() -> None:
    load_catalogues(FOLDER)
    use_locale("en")


@pytest.mark.parametrize(("kind", "state", "charged"), list(product(NoticeKind, PaymentState, (True, False))))
def test_no_notice_says_what_the_order_does_not(kind: NoticeKind, state: PaymentState, charged: bool) -> None:
    text = said(kind, order(state, may_have_charged=charged))
    if "Nothing was taken" in text:
        assert state in OVER
        assert not charged
    if "receipt" in text:
        assert state in RECEIVED
    if "count." in text:
        assert state is PaymentState.POSTED
    if "received" in text:
        assert state is PaymentState.PAID


def test_money_received_is_not_yet_months_that_count() -> None:
    assert said(NoticeKind.RECEIPT, order(PaymentState.PAID)).endswith("The months count soon.")
    assert said(NoticeKind.RECEIPT, order(PaymentState.POSTED)).endswith("The months count.")


def test_the_beneficiary_learns_two_digits_of_the_payer_and_no_amount() -> None:
    text = said(NoticeKind.PAID_FOR_YOU, order(PaymentState.POSTED))
    assert "***16" in text
    assert "kip" not in text
    assert "4,860,000" not in text


def test_a_discreet_notice_names_no_subject() -> None:
    for kind in NoticeKind:
        assert said(kind, order(PaymentState.POSTED), discreet=True) == "LSSO: you have a message. Dial *149#"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_notice_is_short_enough(locale: str) -> None:
    use_locale(locale)
    for kind, state in product(NoticeKind, PaymentState):
        text = signed(said(kind, order(state, may_have_charged=False)), code_of(b"k" * 32, "+8562010000016", NOW.date()))
        assert segments(text) <= (2 if locale == "lo" else 1), text
