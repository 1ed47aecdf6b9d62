"""Amounts of money as the caller reads them; kip, or the currency of another country's profile."""

from __future__ import annotations

from backend_client.shapes import Money
from engine.formats import money, number
from engine.text import _


def amount(value: Money) -> str:
    """A whole amount with its currency."""
    if value.currency == "THB":
        return _("%(amount)s baht", amount=number(value.whole))
    return money(value.whole)
