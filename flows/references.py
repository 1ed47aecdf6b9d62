"""Request and case numbers: ten digits that can be dictated over the phone."""

from __future__ import annotations

import re

from engine.graphemes import clean, fold_digits
from engine.parsers import Invalid
from engine.text import _

_PARTING = re.compile(r"[\s\-./]+")


def reference(text: str) -> str | Invalid:
    """Ten digits, however they are parted."""
    digits = _PARTING.sub("", fold_digits(clean(text[:40])))
    return digits if re.fullmatch(r"[0-9]{10}", digits) else Invalid(_("Type the 10 digits of the number you were given."))
