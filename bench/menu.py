"""The five screens that every program under measurement serves, as an ordinary flow on the service's own path.

Nothing is left out: session lock, stored reply, sealing, translation, paging, counters. Started by `python -m bench`.
"""

from __future__ import annotations

import os
from typing import Any

from flask import Flask

from bench.rows import Row, Rows
from channels.desk import Desk, Manner
from channels.front import Front
from channels.sessions import Sessions
from channels.ussd.africastalking import AfricasTalking
from channels.wire import Wire
from engine.call import Call
from engine.flow import Flow, Outcome, Record
from engine.parsers import whole_number
from engine.registry import Flows
from engine.screens import Ask, End, Menu, Option
from engine.text import _, load_catalogues
from seal import Seal
from settings import LOCALES


class Akiba(Record):
    """The member asked for, and what the backend said."""

    member: int = 0
    rows: tuple[Row, ...] = ()


flow = Flow("akiba", Akiba, title="Akiba")


@flow.screen
def welcome(record: Akiba) -> Menu:
    """The root."""
    return Menu(
        _("Welcome to Akiba"),
        Option("contributions", _("Contributions"), ask_member),
        Option("balance", _("Balance"), goodbye),
        Option("exit", _("Exit"), goodbye),
    )


@flow.screen
def ask_member(record: Akiba) -> Ask:
    """Whose contributions."""
    return Ask(_("Enter your member number"), whole_number(1, 99999), look_up, save="member")


@flow.action
def look_up(record: Akiba, call: Call) -> Outcome:
    """Eight rows from the backend."""
    record.rows = call.backend.rows(record.member)  # type: ignore[attr-defined]
    return show_first


def listed(record: Akiba, rows: tuple[Row, ...]) -> str:
    """A heading and a line a row."""
    lines = "\n".join(f"{row.month}: KES {row.amount:,}" for row in rows)
    return _("Member %(member)s contributions\n%(lines)s", member=record.member, lines=lines)


@flow.screen
def show_first(record: Akiba) -> Menu:
    """The first four."""
    return Menu(listed(record, record.rows[:4]), Option("more", _("More"), show_second))


@flow.screen
def show_second(record: Akiba) -> Menu:
    """The last four."""
    return Menu(listed(record, record.rows[4:]), Option("exit", _("Exit"), goodbye))


@flow.screen
def goodbye(record: Akiba) -> End:
    """The last word."""
    return End(_("Thank you"))


def create_app() -> Flask:
    """The menu behind the same front, desk, store and adapter as the product."""
    load_catalogues(LOCALES)
    wire = Wire(os.environ["REDIS_URL"])
    rows = Rows(os.environ.get("BACKEND_URL"))

    def bind(deadline: float, caller_token: str, key: str) -> Any:
        return rows.bind(deadline)

    sessions = Sessions(wire, Seal({1: bytes(32)}))
    desk = Desk(sessions, Flows(flow), bind, bytes(32), Manner(locale="en", pretend_numbers=True))
    app = Flask("bench")
    app.wsgi_app = Front(app.wsgi_app, {"africastalking": AfricasTalking(desk, ("bench",))})  # type: ignore[method-assign]
    return app


app = create_app()
