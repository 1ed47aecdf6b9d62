"""The parts every call needs, put together once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from wallet.ledger import Ledger

EXTENSION = "wallet"


@dataclass(frozen=True)
class Parts:
    ledger: Ledger
    prompt_ms: int


def parts() -> Parts:
    return cast(Parts, current_app.extensions[EXTENSION])
