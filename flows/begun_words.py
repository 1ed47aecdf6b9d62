"""What is said once payments were confirmed; of one refused that it did not begin, never of the payer's others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from engine.problems import OTHERWISE, SENTENCES
from engine.text import N_, _, _n
from flows.names import named
from flows.pay_words import Quoted
from flows.quoting import PAUSED

AWAY: Final = "backend_unavailable"
# Of one among several: what the others take is not known yet.
WHY_NOT: Final = {
    AWAY: N_("NSSO's system is not answering."),
    "quote_expired": N_("The price is too old."),
    "duplicate_period_in_progress": N_("These months are being paid already."),
    "limit_exceeded": N_("The wallet allows less."),
    PAUSED: N_("Payments pause for a short while."),
}
OTHER_REASON: Final = N_("Ask 021 243725.")


def begun_words(references: Sequence[str], elsewhere: str) -> str:
    """What happens next. elsewhere: the last digits of the phone whose wallet is asked, where it is another."""
    if len(references) > 1:
        # Translators: several payments follow each other; the wallet asks its PIN for each.
        return _("Now the wallet asks its PIN %(count)s times. Receipts by SMS. Do not pay twice.", count=len(references))
    values = {"digits": elsewhere, "reference": references[-1] if references else ""}
    if elsewhere:
        # Translators: the other phone, by its last two digits.
        return _("Now give the wallet's PIN on the phone ...%(digits)s. Receipt by SMS. Do not pay twice. No. %(reference)s", **values)
    return _("Now give your wallet's PIN on this phone. Receipt by SMS. Do not pay twice. No. %(reference)s", reference=values["reference"])


def partly_words(begun: int, left: Sequence[Quoted], code: str) -> str:
    """Which were begun and must not be paid again, and why the next was not."""
    began = _n("Begun: %(count)s payment. Do not pay it again.", "Begun: %(count)s payments. Do not pay them again.", begun)
    name = named(left[0].name) if left else ""
    # Translators: the payment for one of several people; the reason is a sentence.
    why = _("%(name)s: did not begin. %(reason)s", name=name, reason=_(WHY_NOT.get(code, OTHER_REASON)))
    return f"{began}\n{why}"


def refusal(code: str, months: int) -> str:
    """Why the only payment was not begun. months: as many as the wallet takes at once, 0 when not even one."""
    if code == "limit_exceeded" and months:
        return _("This payment did not begin. Your wallet allows %(months)s months at once. Go back and choose fewer.", months=months)
    if code == "limit_exceeded":
        return _("This payment did not begin. Your wallet allows less. Go back and choose another wallet number.")
    return _(SENTENCES.get(code, OTHERWISE))
