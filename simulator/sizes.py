"""How much room a text takes on the air: GSM-7 septets or UCS-2 units, and how many SMS it fills."""

from collections.abc import Iterable
from dataclasses import dataclass

GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each of these is sent as an escape and a letter. Source: 3GPP TS 23.038, 6.2.1.1.
GSM7_ESCAPED = frozenset("\f^{}\\[~]|€")

USSD_SEPTETS = 160
USSD_UNITS = 70


@dataclass(frozen=True)
class Size:
    """encoding: GSM-7 or UCS-2; used and budget: septets of the one, UTF-16 units of the other."""

    encoding: str
    used: int
    budget: int

    @property
    def fits(self) -> bool:
        return self.used <= self.budget


def size(text: str) -> Size:
    """What the text takes of one USSD screen."""
    if is_gsm7(text):
        return Size("GSM-7", sum(_septets(text)), USSD_SEPTETS)
    return Size("UCS-2", sum(_units(text)), USSD_UNITS)


def is_gsm7(text: str) -> bool:
    return all(letter in GSM7 or letter in GSM7_ESCAPED for letter in text)


def segments(text: str) -> int:
    """How many SMS the text is sent as."""
    if is_gsm7(text):
        return _filled(list(_septets(text)), single=160, joined=153)
    return _filled(list(_units(text)), single=70, joined=67)


def _septets(text: str) -> Iterable[int]:
    return (2 if letter in GSM7_ESCAPED else 1 for letter in text)


def _units(text: str) -> Iterable[int]:
    return (2 if ord(letter) > 0xFFFF else 1 for letter in text)


def _filled(costs: list[int], single: int, joined: int) -> int:
    if sum(costs) <= single:
        return 1
    count, room = 1, joined
    for cost in costs:
        # An escape and its letter, or the two halves of a surrogate pair, are never parted.
        if cost > room:
            count, room = count + 1, joined
        room -= cost
    return count
