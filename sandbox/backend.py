"""The parts every call needs, put together once."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    """`profiles` by country code."""

    settings: Settings
    database: Database
    pins: Pins
    profiles: dict[str, Profile]
    clock: Clock = field(default_factory=Clock)


def backend() -> Backend:
    return cast(Backend, current_app.extensions[EXTENSION])
