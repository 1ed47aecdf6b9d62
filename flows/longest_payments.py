"""The longest prices and payments there are, for the examples of what is paid."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from msgspec.structs import replace

from backend_client.payment_shapes import Payment, PaymentState, Periods, Receipt
from backend_client.payments import SELF
from backend_client.shapes import Money, Name
from flows.longest import MASKED_NAME, REFERENCE
from flows.pay_words import Quoted
from flows.payment_words import listed
from flows.wallets import Wallet

NOW: Final = datetime(2026, 12, 28, tzinfo=UTC)
PERIODS: Final = Periods(first="2026-12", last="2027-11")
AMOUNT: Final = Money(value="4860000")
QUOTED: Final = Quoted("pq_1", "905498010", MASKED_NAME, PERIODS.first, PERIODS.last, 12, AMOUNT)
QUOTED_SELF: Final = replace(QUOTED, whom=SELF, behind=3)
WALLET: Final = Wallet("u_money", Name(lo="ຢູ-ມັນນີ", latin="U-Money"), "+8562010998888")
PAYMENT: Final = Payment(
    order_id="po_0",
    reference=REFERENCE,
    state=PaymentState.UNKNOWN,
    may_have_charged=True,
    role="payer",
    for_self=False,
    masked_name=MASKED_NAME,
    payer_masked_msisdn="***16",
    periods=PERIODS,
    months=12,
    amount=AMOUNT,
    created_at=NOW,
    receipt_no=REFERENCE,
)
PAYMENTS: Final = tuple(listed(replace(PAYMENT, order_id=f"po_{n}")) for n in range(7))
NOT_PAID: Final = listed(replace(PAYMENT, state=PaymentState.DECLINED, may_have_charged=False, receipt_no=None))
BY_ANOTHER: Final = listed(replace(PAYMENT, state=PaymentState.POSTED, role="beneficiary", for_self=False))
RECEIPT: Final = Receipt(as_of=NOW, no=REFERENCE, valid=True, periods=PERIODS, months=12, posted=True)
EARLY_RECEIPT: Final = replace(RECEIPT, posted=False)
BEGUN: Final = (REFERENCE, REFERENCE)
NO_RECEIPT: Final = Receipt(as_of=NOW, no=REFERENCE, valid=False)
