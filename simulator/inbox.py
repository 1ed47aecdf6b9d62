"""The phone page's messages, asked for and sent from outside: what the phone in a terminal does."""

import json
from typing import Any
from urllib.parse import urlencode

from simulator.backend import DEADLINE_S
from simulator.carrier import JSON, CarrierError, exchange
from simulator.courier import DEADLINE_S as SERVICE_DEADLINE_S
from simulator.settings import Settings


def asked_inbox(settings: Settings, msisdn: str) -> list[dict[str, Any]] | None:
    """Oldest first, as the phone page serves it; None when it does not run."""
    found = _asked("GET", f"{settings.own_url}/api/inbox?{urlencode({'msisdn': msisdn})}", None, DEADLINE_S * 2)
    return found if isinstance(found, list) else None


def sent_sms(settings: Settings, msisdn: str, text: str) -> dict[str, Any] | None:
    """What the phone page says of it; None when it does not run."""
    body = json.dumps({"msisdn": msisdn, "text": text}).encode("ascii")
    found = _asked("POST", f"{settings.own_url}/api/sms", body, SERVICE_DEADLINE_S + DEADLINE_S)
    return found if isinstance(found, dict) else None


def _asked(method: str, url: str, body: bytes | None, deadline_s: float) -> Any:
    try:
        return json.loads(exchange(method, url, body, deadline_s, JSON).body)
    except (CarrierError, ValueError):
        return None
