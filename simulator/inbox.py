"""The SMS a pretend phone received, read from the sandbox backend that sent them."""

import json
from typing import Any
from urllib.parse import urlencode

from simulator.carrier import CarrierError, exchange
from simulator.settings import Settings
from simulator.sizes import is_gsm7, segments

DEADLINE_S = 2.0


def read_inbox(settings: Settings, msisdn: str) -> list[dict[str, object]] | None:
    """Oldest first; None when the backend does not answer, or answers something else."""
    url = f"{settings.backend_url}/v1/sandbox/messages?{urlencode({'msisdn': msisdn})}"
    try:
        reply = exchange("GET", url, deadline_s=DEADLINE_S)
        messages: Any = json.loads(reply.body) if reply.status == 200 else None
    except (CarrierError, ValueError):
        return None
    if not isinstance(messages, list):
        return None
    return [_message(message) for message in messages if isinstance(message, dict)]


def _message(message: dict[str, Any]) -> dict[str, object]:
    text = str(message.get("text", ""))
    return {
        "from": str(message.get("from", "")),
        "text": text,
        "encoding": "GSM-7" if is_gsm7(text) else "UCS-2",
        "segments": segments(text),
        "sent_at": str(message.get("sent_at", "")),
    }
