"""Numbers that a caller reads from a message: ten digits that can be dictated over the phone, and the wallets' own."""

from __future__ import annotations

import re

from engine.graphemes import clean, fold_digits
from engine.parsers import Invalid
from engine.text import _

_PARTING = re.compile(r"[\s\-./]+")
# As on the wallets' own messages: letters, digits and dashes.
_WALLETS = re.compile(r"[A-Za-z0-9-]{4,40}")


def reference(text: str) -> str | Invalid:
    """Ten digits, however they are parted."""
    digits = _PARTING.sub("", fold_digits(clean(text[:40])))
    return digits if re.fullmatch(r"[0-9]{10}", digits) else Invalid(_("Type the 10 digits of the number you were given."))


def wallet_reference(text: str) -> str | Invalid:
    """Letters and digits as on the wallet's SMS."""
    folded = fold_digits(clean(text)).replace(" ", "")
    return folded if _WALLETS.fullmatch(folded) else Invalid(_("Type the number as in the wallet's SMS."))
