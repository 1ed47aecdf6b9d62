"""What is said and read around the PIN: words that depend on what went wrong before, codes, and the check of a second typing."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from engine.call import VIENTIANE
from engine.graphemes import clean, fold_digits
from engine.parsers import Invalid, pin
from engine.text import _, _n

# Typed instead of a PIN, which is longer.
OTHERWISE: Final = "1"
# 97 finds every single wrong digit and every two swapped ones. Whoever could read the conversation would learn of a
# four-digit PIN only that it is one of a hundred; a salted hash of so few digits gives the whole PIN away.
CHECK: Final = 97


def asking(left: int) -> str:
    """For the PIN."""
    question = _("Your PIN? If you forgot it, type 1.")
    if left < 0:
        return question
    return "\n".join((_n("Wrong PIN. %(count)s try left.", "Wrong PIN. %(count)s tries left.", left), question))


def dialling(code: str) -> str:
    """Where a PIN may be typed, to who writes by SMS."""
    return _("This needs your PIN, which must not go by SMS. Dial %(code)s", code=code)


def locked(until: str) -> str:
    """After too many wrong ones."""
    # Translators: %(time)s is a time of day such as 09:30.
    return _("Too many wrong PINs. Try again after %(time)s.", time=until) if until else _("Too many wrong PINs. Try again later.")


def offering(remark: str, *, has_pin: bool) -> str:
    """Before a code is sent."""
    if remark == "expired":
        return _("That code no longer works. We can send a new one by SMS.")
    if has_pin:
        return _("For a new PIN we send a code by SMS to this phone.")
    return _("You have no PIN yet. To set one we send a code by SMS to this phone.")


def code(left: int) -> str:
    """For the code; most handsets show its SMS only after hanging up."""
    if left < 0:
        return _("The 6 digits of the SMS? You can hang up, read it and dial again.")
    return "\n".join((_n("Wrong code. %(count)s try left.", "Wrong code. %(count)s tries left.", left), _("The 6 digits of the SMS?")))


def choosing(remark: str) -> str:
    """For a new PIN."""
    question = _("Choose a PIN: 4 to 6 digits.")
    if remark == "weak":
        return "\n".join((_("That one is too easy to guess."), question))
    return "\n".join((_("The two were not the same."), question)) if remark == "different" else question


def six_digits(text: str) -> str | Invalid:
    """A one-time code."""
    digits = re.sub(r"[\s-]", "", fold_digits(clean(text)))
    return digits if re.fullmatch(r"[0-9]{6}", digits) else Invalid(_("The code is the 6 digits of the SMS."))


def pin_or_otherwise(text: str) -> str | Invalid:
    """A PIN, or the one digit that asks for another way."""
    return OTHERWISE if fold_digits(text.strip()) == OTHERWISE else pin(text)


def check_of(digits: str) -> int:
    """What is kept between the two typings of a new PIN; the leading 1 makes zeros in front count."""
    return int(f"1{digits}") % CHECK


def clock(moment: str) -> str:
    """The hour and minute in Vientiane."""
    return datetime.fromisoformat(moment).astimezone(VIENTIANE).strftime("%H:%M") if moment else ""
