"""Every setting of the sandbox, read once; a start with bad settings names all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from standardwebhooks import Webhook

# Known to everybody, so it guards nothing but pretend PINs.
DEVELOPMENT_PEPPER = "pretend-pepper-for-pretend-people"
DEVELOPMENT_WEBHOOK_SECRET = "whsec_cHJldGVuZC1zZWNyZXQtb2YtcHJldGVuZC1ob29rcw=="


EVERY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104 - what a person may have set


class SettingsError(ValueError):
    """Names every setting that cannot be used, one a line."""


class Settings(Struct, frozen=True, kw_only=True):
    """`keep`: go on with the rows of the last run instead of starting afresh.

    `wallet_url`: who is asked for money; without one no payment is begun. `webhook_url`: where the channel takes webhooks;
    none are sent without one. `submit_within_seconds`: how old a confirmed payment may be when the wallet is first asked.
    """

    host: str = "127.0.0.1"
    port: int = 8001
    database_url: str = f"sqlite:///{Path('var/sandbox.sqlite3')}"
    pepper: str = DEVELOPMENT_PEPPER
    client_id: str = "ussd"
    client_secret: str = "sandbox"
    threads: int = 16
    keep: bool = False
    civil_servant_benefits: bool = False
    wallet_url: str = ""
    wallet_timeout_seconds: float = 4.0
    webhook_url: str = ""
    webhook_secret: str = DEVELOPMENT_WEBHOOK_SECRET
    sweep_seconds: float = 15.0
    submit_within_seconds: float = 120.0
    reconcile_seconds: float = 300.0

    @property
    def own_url(self) -> str:
        """Where the wallet finds this backend."""
        host = "127.0.0.1" if self.host in EVERY_ADDRESS else self.host
        return f"http://{host}:{self.port}"


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(text)
    return number


def _switch(text: str) -> bool:
    return {"on": True, "true": True, "1": True, "off": False, "false": False, "0": False, "": False}[text.lower()]


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 86_400:
        raise ValueError(text)
    return seconds


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text


def _webhook_secret(text: str) -> str:
    Webhook(_filled(text))
    return text


def tell_port(port: int) -> None:
    """To the server's process, where the port was left to the system: the wallet has to find it."""
    os.environ["BACKEND_PORT"] = str(port)


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
    "WALLET_URL": ("wallet_url", _filled),
    "WALLET_TIMEOUT_SECONDS": ("wallet_timeout_seconds", _seconds),
    "SANDBOX_WEBHOOK_URL": ("webhook_url", str),
    "SANDBOX_WEBHOOK_SECRET": ("webhook_secret", _webhook_secret),
    "SANDBOX_SWEEP_SECONDS": ("sweep_seconds", _seconds),
    "SANDBOX_SUBMIT_WITHIN_SECONDS": ("submit_within_seconds", _seconds),
    "SANDBOX_RECONCILE_SECONDS": ("reconcile_seconds", _seconds),
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
