"""Every setting of the pretend wallet, read once; a start with bad settings names all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

# It asks nobody who they are, so it listens on the machine itself only, and no setting changes that.
HOST = "127.0.0.1"


class SettingsError(ValueError):
    """Names every setting that cannot be used, one a line."""


class Settings(Struct, frozen=True, kw_only=True):
    """`prompt_seconds`: how long a phone shows the question before it goes away by itself."""

    port: int = 8003
    database: Path = Path("var/wallet.sqlite3")
    prompt_seconds: float = 120.0
    threads: int = 32


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def _file(text: str) -> Path:
    if not text.strip():
        raise ValueError(text)
    return Path(text)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 86_400:
        raise ValueError(text)
    return seconds


def _threads(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 256:
        raise ValueError(text)
    return number


READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "WALLET_PORT": ("port", _port),
    "WALLET_DATABASE": ("database", _file),
    "WALLET_PROMPT_SECONDS": ("prompt_seconds", _seconds),
    "WALLET_THREADS": ("threads", _threads),
}


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Raises SettingsError."""
    given = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    bad: list[str] = []
    for name, (field, reader) in READERS.items():
        if name not in given:
            continue
        try:
            values[field] = reader(given[name])
        except ValueError:
            bad.append(name)
    if bad:
        raise SettingsError("cannot be used:\n" + "\n".join(bad))
    return Settings(**values)
