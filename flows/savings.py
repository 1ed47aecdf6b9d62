"""What is saved for old age, where the scheme keeps an account (row 9)."""

from __future__ import annotations

from datetime import date

from backend_client.shapes import Money
from engine.call import Call
from engine.flow import Flow, Late, Level, Record, Step
from engine.formats import day
from engine.screens import Menu
from engine.text import N_, _
from flows import longest
from flows.amounts import amount


class Savings(Record):
    """The balance, and the day it was struck."""

    balance: Money = Money(value="0")
    on: date = date(2026, 1, 1)


def large() -> Savings:
    """A long working life."""
    return Savings(balance=longest.MONEY, on=longest.DAY)


flow = Flow("savings", Savings, title=N_("Old-age savings"), examples=(large, Savings))


@flow.action(level=Level.PIN, late=Late.READY)
def look_up(record: Savings, call: Call) -> Step:
    """Asks the backend."""
    account = call.backend.balance.old_age()
    record.balance, record.on = account.balance, account.statement_on
    return show_balance


@flow.screen
def show_balance(record: Savings) -> Menu:
    """How much, as of when."""
    return Menu(_("Saved for old age: %(amount)s on %(day)s.", amount=amount(record.balance), day=day(record.on)))
