"""What the commands work with, as the application has it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from flask import Flask, current_app

from channels.sms.inbox import Inbox
from channels.sms.spool import Spool
from engine.call import VIENTIANE
from jobs.outbox import Outbox
from settings import Settings

NAME: Final = "operation"


class Parts(NamedTuple):
    """The same outbox, inbox and spool that the gateways' requests go to."""

    settings: Settings
    outbox: Outbox
    inbox: Inbox
    spool: Spool


def keep(app: Flask, parts: Parts) -> None:
    """Gives the application's commands what they need."""
    app.extensions[NAME] = parts


def parts() -> Parts:
    """Of the application whose command is run."""
    found: Parts = current_app.extensions[NAME]
    return found


def moment(seconds: float) -> str:
    """A time in Vientiane, where who reads it is."""
    return datetime.fromtimestamp(seconds, VIENTIANE).strftime("%Y-%m-%d %H:%M:%S")
