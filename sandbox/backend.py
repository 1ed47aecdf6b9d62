"""The parts every call needs, put together once."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import cast

from flask import current_app

from sandbox.clock import Clock
from sandbox.database import Database
from sandbox.policy.pins import Pins
from sandbox.rules.profile import Profile
from sandbox.settings import Settings

EXTENSION = "sandbox"


@dataclass(frozen=True)
class Backend:
    """`profiles` by country code. `stirred`: a payment may be due earlier than the sweeper thinks. `news`: something may be to be told."""

    settings: Settings
    database: Database
    pins: Pins
    profiles: dict[str, Profile]
    clock: Clock = field(default_factory=Clock)
    stirred: Event = field(default_factory=Event)
    news: Event = field(default_factory=Event)


def backend() -> Backend:
    return cast(Backend, current_app.extensions[EXTENSION])
