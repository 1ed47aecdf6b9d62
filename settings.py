"""Everything that can be set, read once from the environment; a start with something missing names all of it at once."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environment import Reader, SettingsError

__all__ = ["LOCALES", "Settings", "SettingsError", "read_settings"]

LOCALES = Path(__file__).parent / "locales"
LOCALE_NAMES = ("en", *sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


@dataclass(frozen=True, slots=True)
class Settings:
    """The service's settings; docs/settings.md explains each.

    session_keys: sealing keys by number, newest first. hash_key: turns numbers into the names of conversations.
    sms_gateways: messages a second by gateway, the one wanted first in front. kannel_reports: where Kannel says what became of an SMS.
    """

    redis_url: str
    backend_url: str
    backend_client_id: str
    backend_client_secret: str
    session_keys: Mapping[int, bytes]
    hash_key: bytes
    africastalking_secrets: tuple[str, ...]
    generic_secrets: tuple[str, ...]
    sms_africastalking_secrets: tuple[str, ...]
    sms_kannel_secrets: tuple[str, ...]
    voice_africastalking_secrets: tuple[str, ...]
    spool_folder: Path
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
    sms_gateways: Mapping[str, float]
    sms_segments_an_hour: int
    sms_prefixes: tuple[str, ...]
    kannel_url: str
    kannel_username: str
    kannel_password: str
    kannel_reports: str
    webhook_secrets: tuple[str, ...]
    unknown_share: float

    @property
    def backend_address(self) -> str:
        """The backend's address with the version of its contract."""
        return f"{self.backend_url.rstrip('/')}/v1"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings; raises SettingsError naming every fault."""
    read = Reader(environment)
    ways = read.gateways("SMS_GATEWAYS", "africastalking=20")
    settings = Settings(
        redis_url=read.text("REDIS_URL"),
        backend_url=read.text("BACKEND_URL"),
        backend_client_id=read.text("BACKEND_CLIENT_ID"),
        backend_client_secret=read.text("BACKEND_CLIENT_SECRET"),
        session_keys=read.keys("SESSION_KEYS"),
        hash_key=read.key("HASH_KEY", read.text("HASH_KEY")),
        **_gateway_secrets(read),
        spool_folder=Path(read.text("SPOOL_FOLDER", "var/spool")),
        service_code=read.text("SERVICE_CODE", "*149#"),
        default_locale=read.text("DEFAULT_LOCALE", "lo"),
        hop_seconds=read.seconds("HOP_SECONDS", "2.6"),
        pretend_numbers=environment.get("PRETEND_NUMBERS", "") == "1",
        log_level=read.text("LOG_LEVEL", "INFO"),
        # prometheus_client's own name: where several web processes add up what they count.
        metrics_folder=environment.get("PROMETHEUS_MULTIPROC_DIR", ""),
        **_ways_out(read, ways),
        webhook_secrets=read.secrets("WEBHOOK_SECRET"),
        unknown_share=read.share("PAYMENT_UNKNOWN_SHARE", "0.3"),
    )
    _check_ways(settings, read)
    _refuse(read.faults)
    return settings


def _gateway_secrets(read: Reader) -> dict[str, Any]:
    """What stands in each gateway's path."""
    return {
        "africastalking_secrets": read.secrets("USSD_AFRICASTALKING_SECRETS"),
        "generic_secrets": read.secrets("USSD_GENERIC_SECRETS"),
        "sms_africastalking_secrets": read.secrets("SMS_AFRICASTALKING_SECRETS"),
        "sms_kannel_secrets": read.secrets("SMS_KANNEL_SECRETS"),
        "voice_africastalking_secrets": read.secrets("VOICE_AFRICASTALKING_SECRETS"),
    }


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        raise SettingsError("The service cannot start:\n" + "\n".join(f"  {fault}" for fault in faults))


def _ways_out(read: Reader, ways: Mapping[str, float]) -> dict[str, Any]:
    """How SMS leave; of a gateway that is not used nothing has to be set."""
    africastalking = None if "africastalking" in ways else " "
    kannel = None if "kannel" in ways else " "
    return {
        "sms_gateways": ways,
        "sms_url": read.text("SMS_URL", "https://api.africastalking.com"),
        "sms_username": read.text("SMS_USERNAME", africastalking),
        "sms_api_key": read.text("SMS_API_KEY", africastalking),
        "sms_sender": read.text("SMS_SENDER", "LSSO"),
        "sms_segments_an_hour": read.count("SMS_SEGMENTS_AN_HOUR", "20000"),
        "sms_prefixes": read.prefixes("SMS_PREFIXES", "+856"),
        "kannel_url": read.text("SMS_KANNEL_URL", "http://127.0.0.1:13013/cgi-bin/sendsms"),
        "kannel_username": read.text("SMS_KANNEL_USERNAME", kannel),
        "kannel_password": read.text("SMS_KANNEL_PASSWORD", kannel),
        "kannel_reports": read.text("SMS_KANNEL_REPORTS", kannel),
    }


def _check_ways(settings: Settings, read: Reader) -> None:
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
