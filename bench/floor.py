"""The floor: the five screens as the least code a Flask developer would write. No lock, no stored reply, no languages."""

from __future__ import annotations

import json
import os
from typing import Any, Final

import redis
import urllib3
from flask import Flask, request

State = dict[str, Any]
Shown = tuple[str | None, str]

BACKEND: Final = os.environ.get("BACKEND_URL")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug")
WELCOME: Final = "CON Welcome to Akiba\n1. Contributions\n2. Balance\n0. Exit"
KEEP_SECONDS: Final = 180

app = Flask("floor")
# redis-py stops at a hundred connections by default, and there are more threads.
database: Any = redis.Redis.from_url(os.environ["REDIS_URL"], max_connections=1000)
backend = urllib3.PoolManager(maxsize=256)


def contributions(member: str) -> list[dict[str, Any]]:
    """Eight months, from the backend when there is one."""
    if BACKEND:
        rows: list[dict[str, Any]] = json.loads(backend.request("GET", f"{BACKEND}/members/{member}/contributions").data)
        return rows
    return [{"month": f"{month} 2024", "amount": 1000 * number} for number, month in enumerate(MONTHS, 1)]


def listed(state: State, first: int, last_line: str) -> str:
    """Four months under a heading."""
    rows = [f"{row['month']}: KES {row['amount']:,}" for row in state["rows"][first : first + 4]]
    return "\n".join([f"CON Member {state['member']} contributions", *rows, last_line])


def at_root(_state: State, typed: str) -> Shown:
    """After the welcome."""
    return ("member", "CON Enter your member number") if typed == "1" else (None, "END Thank you")


def at_member(state: State, typed: str) -> Shown:
    """After the member number."""
    state["member"] = typed
    state["rows"] = contributions(typed)
    return "first", listed(state, 0, "98. More")


def at_first(state: State, _typed: str) -> Shown:
    """After the first page."""
    return "second", listed(state, 4, "0. Exit")


def at_second(_state: State, _typed: str) -> Shown:
    """After the second page."""
    return None, "END Thank you"


STATES: Final = {"root": at_root, "member": at_member, "first": at_first, "second": at_second}


def begun(number: str) -> tuple[State, Shown]:
    """A new session, at the welcome."""
    return {"phone": number, "lang": "en"}, ("root", WELCOME)


@app.post("/ussd")
def hop() -> tuple[str, int, dict[str, str]]:
    """One message."""
    form = request.form
    key = "s:" + form["sessionId"]
    kept = database.get(key)
    if kept is None:
        state, (name, text) = begun(form["phoneNumber"])
    else:
        state = json.loads(kept)
        name, text = STATES[state["at"]](state, form["text"].rpartition("*")[2])
    if name:
        state["at"] = name
        database.set(key, json.dumps(state), ex=KEEP_SECONDS)
    else:
        database.delete(key)
    return text, 200, {"Content-Type": "text/plain; charset=utf-8"}
