"""Every setting of the sandbox, read once; a start with bad settings names all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

# Known to everybody, so it guards nothing but pretend PINs.
DEVELOPMENT_PEPPER = "pretend-pepper-for-pretend-people"


class SettingsError(ValueError):
    """Names every setting that cannot be used, one a line."""


class Settings(Struct, frozen=True, kw_only=True):
    """`keep`: go on with the rows of the last run instead of starting afresh."""

    host: str = "127.0.0.1"
    port: int = 8001
    database_url: str = f"sqlite:///{Path('var/sandbox.sqlite3')}"
    pepper: str = DEVELOPMENT_PEPPER
    client_id: str = "ussd"
    client_secret: str = "sandbox"
    threads: int = 16
    keep: bool = False
    civil_servant_benefits: bool = False


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(text)
    return number


def _switch(text: str) -> bool:
    return {"on": True, "true": True, "1": True, "off": False, "false": False, "0": False, "": False}[text.lower()]


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text


READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "BACKEND_HOST": ("host", _filled),
    "BACKEND_PORT": ("port", _port),
    "SANDBOX_DATABASE_URL": ("database_url", _filled),
    "SANDBOX_PEPPER": ("pepper", _filled),
    "SANDBOX_CLIENT_ID": ("client_id", _filled),
    "SANDBOX_CLIENT_SECRET": ("client_secret", _filled),
    "SANDBOX_THREADS": ("threads", int),
    "SANDBOX_KEEP": ("keep", _switch),
    "SANDBOX_CIVIL_SERVANT_BENEFITS": ("civil_servant_benefits", _switch),
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
        except (ValueError, KeyError):
            bad.append(name)
    if bad:
        raise SettingsError("cannot be used:\n" + "\n".join(bad))
    return Settings(**values)
