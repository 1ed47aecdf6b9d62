"""What is said before and after a payment is begun; never that it is made, never that nothing was taken unless that is certain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from backend_client.payment_shapes import PaymentQuote, Periods
from backend_client.payments import SELF
from backend_client.shapes import Money, Name
from engine.formats import money, month
from engine.text import N_, _, _n
from flows.amounts import amount
from flows.names import named

BY_CLASS: Final = {
    "employee": "employer_pays",
    "civil_servant": "state_pays",
    "dependant": "covered_through_family",
    "pensioner": "pensioner",
}
# Why somebody does not pay for himself, by the contract's reasons; each is told that others can be paid for.
REASONS: Final = {
    "employer_pays": N_("Your employer pays for you: nothing to pay yourself."),
    "state_pays": N_("The State pays for you: nothing to pay yourself."),
    "covered_through_family": N_("You are covered through your family: nothing to pay."),
    "pensioner": N_("Pensioners pay nothing."),
}
OTHERWISE: Final = N_("There is nothing to pay for you.")


class Quoted(msgspec.Struct, frozen=True, omit_defaults=True):
    """A price that was asked for. whom: SELF or a member number. name: masked. behind: months overdue, none for somebody else."""

    quote: str
    whom: str
    name: Name
    first: str
    last: str
    count: int
    amount: Money
    behind: int = 0

    @property
    def for_self(self) -> bool:
        """Whether the payer pays for himself."""
        return self.whom == SELF


def quoted(quote: PaymentQuote, whom: str) -> Quoted:
    """What is kept of a quote. Who types his own member number pays for himself."""
    periods, whom = quote.periods, SELF if quote.for_self else whom
    return Quoted(
        quote.quote_id, whom, quote.masked_name, periods.first, periods.last, quote.months, quote.amount, quote.months_behind or 0
    )


def span(periods: Periods | Quoted) -> str:
    """One month, or from the first to the last."""
    return month(periods.first) if periods.first == periods.last else f"{month(periods.first)} - {month(periods.last)}"


def price(quotes: Sequence[Quoted]) -> str:
    """What is paid for whom, and the total when there are several."""
    lines = [_line(one) for one in quotes]
    if len(quotes) > 1:
        lines.append(_("Together: %(amount)s", amount=money(sum(one.amount.whole for one in quotes))))
    return "\n".join(lines)


def _line(one: Quoted) -> str:
    line = paid_for("" if one.for_self else named(one.name), span(one), one.amount)
    if not one.behind:
        return line
    late = _n("You are %(count)s month behind.", "You are %(count)s months behind.", one.behind)
    return f"{line}\n{late}"


def paid_for(name: str, months: str, value: Money) -> str:
    """For whom, for which months and how much; without a name it is for the payer."""
    if name:
        return _("For %(name)s, %(months)s: %(amount)s", name=name, months=months, amount=amount(value))
    return _("For you, %(months)s: %(amount)s", months=months, amount=amount(value))


def reason(code: str) -> str:
    """Why there is nothing to pay."""
    return _(REASONS.get(code, OTHERWISE))
