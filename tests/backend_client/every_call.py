"""Every call a client can make, once plainly and once with all it may say."""

from __future__ import annotations

from collections.abc import Callable

from backend_client import Backend

Call = Callable[[Backend], object]

ID, REF, MEMBER, PHONE = "cs_3fJq0Yd8", "4000000012", "900000027", "+8562010000002"

CALLS: dict[str, Call] = {
    "capabilities": lambda b: b.capabilities(),
    "open": lambda b: b.callers.open(PHONE, "ussd"),
    "open from a chat": lambda b: b.callers.open(PHONE, "whatsapp", "opaque"),
    "select": lambda b: b.callers.select(ID, "m_7Qe2r0ZkT1"),
    "step up": lambda b: b.callers.step_up(ID, "4071"),
    "set the PIN": lambda b: b.pins.set("4071"),
    "set the PIN by code": lambda b: b.pins.set("407100", "proof"),
    "ask for a code": lambda b: b.one_time_codes.start(),
    "ask for a code to bind": lambda b: b.one_time_codes.start("bind_chat"),
    "give a code": lambda b: b.one_time_codes.verify(ID, "123456"),
    "register": lambda b: b.registrations.start(MEMBER),
    "register another": lambda b: b.registrations.start(MEMBER, PHONE),
    "read a registration": lambda b: b.registrations.read(REF),
    "block": lambda b: b.registrations.block(),
    "block another": lambda b: b.registrations.block(PHONE, MEMBER),
    "me": lambda b: b.members.me(),
    "book": lambda b: b.members.book(),
    "hospital": lambda b: b.members.hospital(),
    "family": lambda b: b.members.family(),
    "summary": lambda b: b.contributions.summary(),
    "periods": lambda b: b.contributions.periods(),
    "periods of a year": lambda b: b.contributions.periods("2025-01", "2025-12", "next", 12),
    "report a gap": lambda b: b.contributions.report_gap(("2025-11", "2025-12")),
    "benefits": lambda b: b.benefits.all(),
    "a benefit": lambda b: b.benefits.one("birth"),
    "what if": lambda b: b.benefits.one("birth", what_if="skip_this_month"),
    "claims": lambda b: b.claims.all(),
    "a claim": lambda b: b.claims.one(REF),
    "old age": lambda b: b.balance.old_age(),
    "preferences": lambda b: b.preferences.read(),
    "prefer": lambda b: b.preferences.write(
        language="lo", script="Laoo", reminders=True, discreet=False, public_lookup=True, sms_amounts=False
    ),
    "access log": lambda b: b.access_log.read(),
    "access log, a page on": lambda b: b.access_log.read("next", 12),
    "look up": lambda b: b.lookups.find(MEMBER),
    "hospitals": lambda b: b.reference.hospitals(),
    "hospitals of a province": lambda b: b.reference.hospitals("VTE"),
    "offices": lambda b: b.reference.offices(),
    "offices of a province": lambda b: b.reference.offices("VTE"),
    "contacts": lambda b: b.reference.contacts(),
    "announcements": lambda b: b.reference.announcements(),
    "benefit types": lambda b: b.reference.benefit_types(),
    "schemes": lambda b: b.reference.contribution_schemes(),
    "open a case": lambda b: b.cases.open("question"),
    "open a case in full": lambda b: b.cases.open("appeal", "words", language="hmn", about_ref=REF),
    "tell of a number": lambda b: b.numbers.undeliverable(PHONE, 5),
    "read a case": lambda b: b.cases.read(REF),
    "wallets": lambda b: b.payments.wallets(),
    "quote": lambda b: b.payments.quote("self", 3),
    "quote for another": lambda b: b.payments.quote(MEMBER, 1),
    "confirm": lambda b: b.payments.confirm("pq_3fJq0Yd8", "u_money", PHONE),
    "cancel": lambda b: b.payments.cancel("po_3fJq0Yd8"),
    "tell again": lambda b: b.payments.tell_again("po_3fJq0Yd8"),
    "an order": lambda b: b.payments.order("po_3fJq0Yd8"),
    "an order by reference": lambda b: b.payments.by_reference(REF),
    "payments": lambda b: b.payments.mine(),
    "more payments": lambda b: b.payments.mine("next"),
    "a receipt": lambda b: b.payments.receipt(REF),
    "orders due": lambda b: b.payment_desk.due(),
    "notices": lambda b: b.payment_desk.notices("po_3fJq0Yd8"),
    "lend notices": lambda b: b.payment_desk.lend("po_3fJq0Yd8"),
    "report a notice": lambda b: b.payment_desk.report("po_3fJq0Yd8", "receipt", "sent"),
    "notifications due": lambda b: b.notification_desk.due(),
    "more notifications due": lambda b: b.notification_desk.due("next"),
    "report a dispatch": lambda b: b.notification_desk.report("ntf_3fJq0Yd8", "sending"),
    "statistics": lambda b: b.payment_desk.statistics(),
}  # fmt: skip
