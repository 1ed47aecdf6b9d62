"""What people can do here: one file per subject, and one line below for each; a flow knows no channel."""

from __future__ import annotations

from typing import Final

from engine.registry import Flows
from flows import (
    access,
    appeal,
    benefits,
    book,
    cases,
    claims,
    contributions,
    family,
    gaps,
    genuine,
    help,  # noqa: A004 - what the menu calls it
    home,
    hospital,
    hospital_by_sms,
    joining,
    language,
    lookup,
    months_by_sms,
    new_pin,
    offices,
    pay,
    pay_by_sms,
    paying,
    payments,
    pin,
    preferences,
    price,
    receipts,
    registration,
    reminders_by_sms,
    savings,
    texting,
    what_if,
)

OTHERS: Final = (
    hospital.flow,
    family.flow,
    lookup.flow,
    contributions.flow,
    gaps.flow,
    savings.flow,
    benefits.flow,
    what_if.flow,
    claims.flow,
    appeal.flow,
    book.flow,
    pay.flow,
    price.flow,
    paying.flow,
    payments.flow,
    receipts.flow,
    preferences.flow,
    language.flow,
    registration.flow,
    new_pin.flow,
    access.flow,
    help.flow,
    offices.flow,
    cases.flow,
    joining.flow,
    genuine.flow,
    texting.flow,
    hospital_by_sms.flow,
    months_by_sms.flow,
    pay_by_sms.flow,
    reminders_by_sms.flow,
)


def all_flows() -> Flows:
    """Every flow of the service, with the root, the proof by PIN, and who asks the backend who is calling."""
    return Flows(home.flow, *OTHERS, step_up=pin.flow, identify=home.identify, texted=texting.texted)
