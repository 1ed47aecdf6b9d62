"""Everything that can be set, read once from the environment; a start with something missing names all of it at once."""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
LOCALE_NAMES = ("en", *sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class SettingsError(ValueError):
    """What is missing or wrong, one line each."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The service's settings; docs/settings.md explains each.

    session_keys: sealing keys by number, newest first. hash_key: turns numbers into the names of conversations.
    """

    redis_url: str
    backend_url: str
    backend_client_id: str
    backend_client_secret: str
    session_keys: Mapping[int, bytes]
    hash_key: bytes
    africastalking_secrets: tuple[str, ...]
    generic_secrets: tuple[str, ...]
    service_code: str
    default_locale: str
    hop_seconds: float
    pretend_numbers: bool
    log_level: str
    metrics_folder: str
    sms_url: str
    sms_username: str
    sms_api_key: str
    sms_sender: str
    webhook_secrets: tuple[str, ...]
    unknown_share: float

    @property
    def backend_address(self) -> str:
        """The backend's address with the version of its contract."""
        return f"{self.backend_url.rstrip('/')}/v1"


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.faults: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        value = self._environment.get(name, default)
        if not value:
            self.faults.append(f"{name} is missing")
        return value or ""

    def has(self, name: str) -> bool:
        return bool(self._environment.get(name))

    def secrets(self, name: str) -> tuple[str, ...]:
        found = tuple(part for part in self._environment.get(name, "").split(",") if part)
        if len(found) > 2:
            self.faults.append(f"{name} holds more than two secrets: the old one and the new one")
        return found

    def seconds(self, name: str, default: str) -> float:
        try:
            return float(self._environment.get(name, default))
        except ValueError:
            self.faults.append(f"{name} is not a number of seconds")
            return 0.0

    def share(self, name: str, default: str) -> float:
        try:
            value = float(self._environment.get(name, default))
        except ValueError:
            value = -1
        if not 0 < value <= 1:
            self.faults.append(f"{name} is not a share above 0 and up to 1")
        return value

    def key(self, name: str, value: str) -> bytes:
        try:
            key = base64.b64decode(value, validate=True)
        except binascii.Error:
            key = b""
        if value and len(key) != 32:
            self.faults.append(f"{name} does not hold 32 bytes in base64")
        return key

    def keys(self, name: str) -> dict[int, bytes]:
        keys = {}
        for part in filter(None, self.text(name).split(",")):
            number, _, value = part.partition(":")
            if not (number.isascii() and number.isdigit() and int(number) < 256 and value):
                self.faults.append(f"{name} is not a list such as 2:<base64>,1:<base64>")
                continue
            keys[int(number)] = self.key(name, value)
        return keys


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings; raises SettingsError naming every fault."""
    read = _Reader(environment)
    settings = Settings(
        redis_url=read.text("REDIS_URL"),
        backend_url=read.text("BACKEND_URL"),
        backend_client_id=read.text("BACKEND_CLIENT_ID"),
        backend_client_secret=read.text("BACKEND_CLIENT_SECRET"),
        session_keys=read.keys("SESSION_KEYS"),
        hash_key=read.key("HASH_KEY", read.text("HASH_KEY")),
        africastalking_secrets=read.secrets("USSD_AFRICASTALKING_SECRETS"),
        generic_secrets=read.secrets("USSD_GENERIC_SECRETS"),
        service_code=read.text("SERVICE_CODE", "*149#"),
        default_locale=read.text("DEFAULT_LOCALE", "lo"),
        hop_seconds=read.seconds("HOP_SECONDS", "2.6"),
        pretend_numbers=environment.get("PRETEND_NUMBERS", "") == "1",
        log_level=read.text("LOG_LEVEL", "INFO"),
        # prometheus_client's own name: where several web processes add up what they count.
        metrics_folder=environment.get("PROMETHEUS_MULTIPROC_DIR", ""),
        sms_url=read.text("SMS_URL", "https://api.africastalking.com"),
        sms_username=read.text("SMS_USERNAME"),
        sms_api_key=read.text("SMS_API_KEY"),
        sms_sender=read.text("SMS_SENDER", "LSSO"),
        webhook_secrets=read.secrets("WEBHOOK_SECRET"),
        unknown_share=read.share("PAYMENT_UNKNOWN_SHARE", "0.3"),
    )
    _check_ways(settings, read)
    if read.faults:
        raise SettingsError("The service cannot start:\n" + "\n".join(f"  {fault}" for fault in read.faults))
    return settings


def _check_ways(settings: Settings, read: _Reader) -> None:
    """Who could not be reached, or could not reach the service. The SMSC's own settings: channels/smpp/settings.py."""
    if not (read.has("SMPP_HOST") or settings.africastalking_secrets or settings.generic_secrets):
        read.faults.append("USSD_AFRICASTALKING_SECRETS, USSD_GENERIC_SECRETS or SMPP_HOST is missing: no gateway could reach the service")
    if not 0.5 <= settings.hop_seconds <= 5:
        read.faults.append("HOP_SECONDS must be from 0.5 to 5: the conversation is locked for 6, and gateways wait no longer")
    if settings.default_locale not in LOCALE_NAMES:
        read.faults.append(f"DEFAULT_LOCALE must be one of {', '.join(LOCALE_NAMES)}")
    if settings.log_level not in LOG_LEVELS:
        read.faults.append(f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}")
    if settings.redis_url and not settings.redis_url.startswith(("redis://", "rediss://", "unix://")):
        read.faults.append("REDIS_URL must begin with redis://, rediss:// or unix://")
    if settings.backend_url and not settings.backend_url.startswith(("http://", "https://")):
        read.faults.append("BACKEND_URL must begin with http:// or https://")
    if not settings.webhook_secrets:
        read.faults.append("WEBHOOK_SECRET is missing: nobody would be told what became of a payment in time")
