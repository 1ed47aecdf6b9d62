"""The SMS of a pretend phone: those that came through the gateway, and those the sandbox backend sent by itself."""

import json
from typing import Any
from urllib.parse import urlencode

from simulator import backend
from simulator.carrier import CarrierError, exchange
from simulator.moments import read_moment
from simulator.settings import Settings
from simulator.sizes import is_gsm7, segments
from simulator.sms_store import SmsStore


def read_inbox(settings: Settings, store: SmsStore, msisdn: str) -> tuple[list[dict[str, object]], bool]:
    """Oldest first, and whether the backend could be asked: without it only the gateway's are there."""
    own = [_message(sms.sender, sms.text, sms.sent_at) for sms in store.of(msisdn)]
    try:
        sent = backend.read_list(settings, "messages", {"msisdn": msisdn})
    except (backend.NoAnswer, backend.Refusal):
        return own, False
    both = [_message(*_words(each)) for each in sent] + own
    return sorted(both, key=lambda message: read_moment(str(message["sent_at"]))), True


def asked_inbox(settings: Settings, msisdn: str) -> list[dict[str, Any]] | None:
    """The same from outside, as the phone page serves it; None when it does not run."""
    try:
        reply = exchange("GET", f"{settings.own_url}/api/inbox?{urlencode({'msisdn': msisdn})}", deadline_s=backend.DEADLINE_S * 2)
        found: Any = json.loads(reply.body)
    except (CarrierError, ValueError):
        return None
    return found if isinstance(found, list) else None


def _words(message: dict[str, Any]) -> tuple[str, str, str]:
    return str(message.get("from", "")), str(message.get("text", "")), str(message.get("sent_at", ""))


def _message(sender: str, text: str, sent_at: str) -> dict[str, object]:
    return {
        "from": sender,
        "text": text,
        "encoding": "GSM-7" if is_gsm7(text) else "UCS-2",
        "segments": segments(text),
        "sent_at": sent_at,
    }
