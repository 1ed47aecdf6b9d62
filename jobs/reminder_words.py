"""What a reminder says: the one thing, where to see more, and how to stop. Never a cause, a diagnosis or an income."""

from __future__ import annotations

from typing import Final

from backend_client.notifications import Notification, NotificationKind
from engine.formats import day, money, month
from engine.text import _

# What is dialled behind the service's code to see more, as in the main menu; and to turn reminders off.
WAYS: Final[dict[NotificationKind, tuple[str, ...]]] = {
    NotificationKind.CONTRIBUTION_DUE: ("5",),
    NotificationKind.COVERAGE_ENDING: ("1",),
    NotificationKind.CLAIM_UPDATED: ("4",),
    NotificationKind.BENEFIT_REACHED: ("3",),
    NotificationKind.EMPLOYER_MONTH_MISSING: ("2",),
    NotificationKind.HOSPITAL_CHANGE_DECIDED: ("1",),
    NotificationKind.PHONE_REGISTRATION_DECIDED: (),
}
FAMILY: Final = ("1", "1")
OFF: Final = ("7", "5")


def text_of(told: Notification, service_code: str) -> str:
    """The SMS in the current language; "" for a kind or facts that this release has no words for."""
    text = _discreet(service_code) if told.discreet else _plain(told, service_code)
    # Translators: the last words of a reminder: what to dial for no more of them.
    return "\n".join((text, _("No more: %(dial)s", dial=dialled(service_code, *OFF)))) if text else ""


def dialled(service_code: str, *keys: str) -> str:
    """What to dial to come straight to a screen, such as *149*5#."""
    return "*".join((service_code.rstrip("#"), *keys)) + "#"


def _discreet(service_code: str) -> str:
    return _("LSSO: you have a message. Dial %(code)s", code=service_code)


def _plain(told: Notification, service_code: str) -> str:
    keys = FAMILY if told.family else WAYS.get(told.kind, ())
    dial = dialled(service_code, *keys)
    match told.kind:
        case NotificationKind.CONTRIBUTION_DUE:
            return _due(told, dial)
        case NotificationKind.COVERAGE_ENDING:
            return _ending(told, dial)
        case NotificationKind.CLAIM_UPDATED:
            return _("LSSO: there is news of your claim %(reference)s. Dial %(dial)s", reference=told.ref, dial=dial) if told.ref else ""
        case NotificationKind.BENEFIT_REACHED:
            return _("LSSO: you may now get one more benefit. See which: dial %(dial)s", dial=dial)
        case NotificationKind.EMPLOYER_MONTH_MISSING:
            return _missing(told, dial)
        case NotificationKind.HOSPITAL_CHANGE_DECIDED:
            return _("LSSO: your change of hospital is decided. Dial %(dial)s", dial=dial)
        case NotificationKind.PHONE_REGISTRATION_DECIDED:
            # Translators: somebody asked NSSO to record a phone number; the reference is that of the request.
            return _("LSSO: your request %(reference)s is decided. Dial %(dial)s", reference=told.ref, dial=dial) if told.ref else ""
        case _:
            return ""


def _due(told: Notification, dial: str) -> str:
    if not (told.period and told.due_on):
        return ""
    facts = {"month": month(told.period), "day": day(told.due_on), "dial": dial}
    if told.amount:
        return _("LSSO: %(month)s, %(amount)s, is to be paid by %(day)s. Dial %(dial)s", amount=money(told.amount.whole), **facts)
    return _("LSSO: %(month)s is to be paid by %(day)s. Dial %(dial)s", **facts)


def _ending(told: Notification, dial: str) -> str:
    if not told.ends_on:
        return ""
    if told.family:
        return _("LSSO: a family member is covered only until %(day)s. Dial %(dial)s", day=day(told.ends_on), dial=dial)
    return _("LSSO: you are covered only until %(day)s. Dial %(dial)s", day=day(told.ends_on), dial=dial)


def _missing(told: Notification, dial: str) -> str:
    if not told.period:
        return ""
    return _("LSSO: NSSO has not received %(month)s from your employer. Dial %(dial)s", month=month(told.period), dial=dial)
