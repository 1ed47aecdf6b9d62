"""SMS as Africa's Talking takes them: POST /version1/messaging, answer for answer."""

import secrets
from hmac import compare_digest

from flask import Blueprint, Response, jsonify, request

from simulator.moments import NetworkClock, written
from simulator.numbers import is_msisdn
from simulator.reports import Reports
from simulator.settings import Settings
from simulator.sizes import segments
from simulator.sms_store import Sms, SmsStore

PRICE_OF_A_SEGMENT = 150
FIELDS = ("username", "to", "message")


def messaging_api(settings: Settings, store: SmsStore, clock: NetworkClock, reports: Reports) -> Blueprint:
    api = Blueprint("messaging", __name__)

    @api.post("/version1/messaging")
    def send() -> tuple[Response, int]:
        form = request.form
        for name in FIELDS:
            if not form.get(name, "").strip():
                return _words(f"Request is missing required form field '{name}'", 400)
        if not _is_known(form["username"], request.headers.get("apiKey", ""), settings):
            return _words("The supplied authentication is invalid", 401)
        sender = form.get("from") or settings.sms_sender
        if sender != settings.sms_sender:
            return _report("InvalidSenderId", [])
        return _deliver(form["to"], sender, form["message"])

    def _deliver(to: str, sender: str, text: str) -> tuple[Response, int]:
        numbers = list(dict.fromkeys(number.strip() for number in to.split(",") if number.strip()))
        now = written(clock.now())
        taken = {number: Sms(f"ATPid_{secrets.token_hex(16)}", number, sender, text, now) for number in numbers if is_msisdn(number)}
        store.keep(list(taken.values()))
        reports.took(list(taken.values()))
        cost = PRICE_OF_A_SEGMENT * segments(text)
        summary = f"Sent to {len(taken)}/{len(numbers)} Total Cost: {_money(cost * len(taken))}"
        return _report(summary, [_recipient(number, taken.get(number), cost) for number in numbers])

    return api


def _is_known(username: str, key: str, settings: Settings) -> bool:
    known = compare_digest(username.encode(), settings.sms_username.encode())
    return compare_digest(key.encode(), settings.sms_api_key.encode()) and known


def _recipient(number: str, sms: Sms | None, cost: int) -> dict[str, object]:
    if sms is None:
        return {"statusCode": 403, "number": number, "status": "InvalidPhoneNumber", "cost": "0", "messageId": "None"}
    return {"statusCode": 101, "number": number, "status": "Success", "cost": _money(cost), "messageId": sms.message_id}


def _money(kip: int) -> str:
    return f"LAK {kip}.0000"


def _report(summary: str, recipients: list[dict[str, object]]) -> tuple[Response, int]:
    """201 even when nobody was sent anything, as the real one answers."""
    return jsonify({"SMSMessageData": {"Message": summary, "Recipients": recipients}}), 201


def _words(text: str, status: int) -> tuple[Response, int]:
    return Response(text, mimetype="text/plain"), status
