"""What is said by SMS alone: short, for each 160 letters or 70 of Lao are paid for, and never with an amount nobody asked to be told."""

from __future__ import annotations

from engine.text import _


def more(code: str) -> str:
    """Where the rest is."""
    # Translators: below an answer by SMS; as short as it can be.
    return _("More: dial %(code)s", code=code)


def helping(code: str) -> str:
    """What can be sent. The words are those of channels/sms/keywords.yaml, of the language they are read in."""
    # Translators: words that people send by SMS, in your language, each one of your list in channels/sms/keywords.yaml.
    return _("LSSO by SMS: BAL months paid, HOSPITAL, PAY 3, RECEIPT, CALL ME, STOP. Or a member number. All else: %(code)s", code=code)


def pin_sent(code: str) -> str:
    """To who has sent a PIN."""
    return _("Never send your PIN by SMS! It was not used and not kept. Dial %(code)s and type it there.", code=code)


def switched(*, on: bool) -> str:
    """Reminders are off, or on."""
    if on:
        # Translators: STOP stays as it is: it works in every language.
        return _("LSSO reminds you by SMS again. STOP switches it off.")
    # Translators: START stays as it is: it works in every language.
    return _("LSSO sends you no more reminders. START switches them on again.")


def none_sent() -> str:
    """Nothing to stop: the number is nobody's, or its SIM is new."""
    return _("LSSO sends no reminders to this number.")


def only_own() -> str:
    """Somebody else's number stood beside the word for one's own months."""
    return _("By SMS you see your own months only. For somebody's hospital send the member number alone.")


def wrong_number() -> str:
    """A member number with a slip in it."""
    return _("One digit is wrong. Check the member number and type it again.")


def to_pay(code: str, words: str = "") -> str:
    """The way to pay, below what it is for."""
    # Translators: the code leads straight to the price and the confirmation.
    line = _("To pay dial %(code)s", code=code)
    return f"{words}\n{line}" if words else line


def months_to_pay(months: str) -> str:
    """Which months, without the amount, which stands where it is dialled."""
    return _("For you, %(months)s.", months=months)
