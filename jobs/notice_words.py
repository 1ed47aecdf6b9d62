"""What an SMS about a payment says. Every word about money is drawn from the order of now, and from nothing else."""

from __future__ import annotations

from backend_client.notice_shapes import NoticeKind, PaymentNotice, PaymentNotices
from backend_client.payment_shapes import PaymentOrder, PaymentState, Periods
from engine.formats import money, month
from engine.text import _, current_locale

OVER = frozenset({PaymentState.DECLINED, PaymentState.EXPIRED, PaymentState.CANCELLED, PaymentState.FAILED})


def text_of(notice: PaymentNotice, notices: PaymentNotices, service_code: str) -> str:
    """The SMS in the current language; "" when nothing true can be said now, which leaves the notice owed."""
    order = notices.order
    if notice.discreet:
        return _("LSSO: you have a message. Dial %(code)s", code=service_code)
    match notice.kind:
        case NoticeKind.RECEIPT:
            return _receipt(order)
        case NoticeKind.POSTED:
            return _posted(order)
        case NoticeKind.NOT_PAID:
            return _not_paid(order)
        case NoticeKind.REVIEW:
            return _("LSSO: payment %(reference)s is being checked. Do not pay again. We tell you.", reference=order.reference)
        case NoticeKind.PAID_FOR_YOU:
            return _paid_for_you(order, notices.payer_masked_msisdn)
        case _:
            return ""


def _receipt(order: PaymentOrder) -> str:
    if order.state not in {PaymentState.PAID, PaymentState.POSTED} or not order.receipt_no:
        return ""
    values = {"amount": amount(order), "months": months(order.periods), "name": name(order), "receipt": order.receipt_no}
    if order.state is PaymentState.POSTED:
        # Translators: a receipt by SMS; one SMS must hold it.
        return _("LSSO receipt %(receipt)s: %(amount)s for %(name)s, %(months)s. The months count.", **values)
    return _("LSSO receipt %(receipt)s: %(amount)s received for %(name)s, %(months)s. The months count soon.", **values)


def _posted(order: PaymentOrder) -> str:
    if order.state is not PaymentState.POSTED:
        return ""
    return _("LSSO: %(months)s of %(name)s now count.", months=months(order.periods), name=name(order))


def _not_paid(order: PaymentOrder) -> str:
    if order.state not in OVER or order.may_have_charged:
        return ""
    return _("LSSO: payment %(reference)s was not made. Nothing was taken.", reference=order.reference)


def _paid_for_you(order: PaymentOrder, payer: str) -> str:
    if order.state is not PaymentState.POSTED:
        return ""
    return _("LSSO: %(payer)s paid %(months)s for you. The months count.", payer=payer, months=months(order.periods))


def amount(order: PaymentOrder) -> str:
    """In whole kip."""
    return money(order.amount.whole)


def months(periods: Periods) -> str:
    """One month, or from the first to the last."""
    if periods.first == periods.last:
        return month(periods.first)
    return f"{month(periods.first)} - {month(periods.last)}"


def name(order: PaymentOrder) -> str:
    """Masked, in the reader's script."""
    return order.masked_name.written("Laoo" if current_locale() == "lo" else "Latn")
