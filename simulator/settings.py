"""Where the pretend operator listens, and which service and backend it talks to."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """database: where the SMS are kept; None keeps them in memory."""

    port: int = 8002
    service_url: str = "http://127.0.0.1:8000"
    backend_url: str = "http://127.0.0.1:8001"
    # As `make run` sets them on both sides.
    gateway_secret: str = "demo"  # noqa: S105
    sms_gateway_secret: str = "demo"  # noqa: S105
    voice_gateway_secret: str = "demo"  # noqa: S105
    service_code: str = "*149#"
    # The account at the pretend SMS gateway, and the name its messages come from.
    sms_username: str = "sandbox"
    sms_api_key: str = "demo"
    sms_sender: str = "LSSO"
    # Where SMS are sent to, and what is rung and hung up.
    short_code: str = "1490"
    call_number: str = "+8562010000149"
    database: Path | None = None

    @property
    def own_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def session_url(self) -> str:
        return f"{self.service_url}/ussd/africastalking/{self.gateway_secret}"

    @property
    def sms_url(self) -> str:
        return f"{self.service_url}/sms/africastalking/{self.sms_gateway_secret}"

    @property
    def voice_url(self) -> str:
        return f"{self.service_url}/voice/africastalking/{self.voice_gateway_secret}"

    @property
    def events_url(self) -> str:
        return f"{self.session_url}/events"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Every setting has a value that fits `make run`; a port that is no number stops the start."""
    default = Settings()
    secret = environ.get("GATEWAY_SECRET") or default.gateway_secret
    return Settings(
        port=_port("SIMULATOR_PORT", environ.get("SIMULATOR_PORT") or str(default.port)),
        service_url=_url(environ, "SERVICE", default.service_url),
        backend_url=_url(environ, "BACKEND", default.backend_url),
        gateway_secret=secret,
        sms_gateway_secret=environ.get("SMS_GATEWAY_SECRET") or secret,
        voice_gateway_secret=environ.get("VOICE_GATEWAY_SECRET") or secret,
        service_code=_code(environ.get("SERVICE_CODE") or default.service_code),
        sms_username=environ.get("SMS_USERNAME") or default.sms_username,
        sms_api_key=environ.get("SMS_API_KEY") or default.sms_api_key,
        sms_sender=environ.get("SMS_SENDER") or default.sms_sender,
        short_code=environ.get("SMS_SHORT_CODE") or default.short_code,
        call_number=environ.get("MISSED_CALL_NUMBER") or default.call_number,
        database=Path(environ["SIMULATOR_DATABASE"]) if environ.get("SIMULATOR_DATABASE") else None,
    )


def _url(environ: Mapping[str, str], part: str, usual: str) -> str:
    """SERVICE_URL where it is set; else this machine's, on the SERVICE_PORT that `make run` was given."""
    port = environ.get(f"{part}_PORT")
    here = f"http://127.0.0.1:{_port(f'{part}_PORT', port)}" if port else usual
    return (environ.get(f"{part}_URL") or here).rstrip("/")


def _port(name: str, value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise SystemExit(f"{name} must be a port number, not {value!r}")
    return int(value)


def _code(value: str) -> str:
    if not (value.startswith("*") and value.endswith("#") and len(value) > 2):
        raise SystemExit(f"SERVICE_CODE must look like *149#, not {value!r}")
    return value
