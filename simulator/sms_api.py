"""Messages and missed calls as JSON over HTTP, for the page and for scripts."""

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from simulator.conversation import Conversations, Message, sized
from simulator.fields import msisdn, word
from simulator.missed_call import ring
from simulator.reports import SWITCHES, Reports, Switch
from simulator.settings import Settings
from simulator.texting import Texting

# Ten joined SMS in Latin letters: what a phone of its day let anybody write.
LONGEST = 1530


def sms_api(settings: Settings, conversations: Conversations, texting: Texting, reports: Reports) -> Blueprint:
    api = Blueprint("sms", __name__, url_prefix="/api")
    _add_messages(api, conversations, texting)
    _add_reports(api, reports)

    @api.post("/ring")
    def missed_call() -> Response:
        return jsonify(ring(settings, msisdn(word("msisdn"))).as_json())

    return api


def _add_messages(api: Blueprint, conversations: Conversations, texting: Texting) -> None:
    @api.get("/inbox")
    def inbox() -> Response:
        return _messages(*conversations.inbox(_asked_msisdn()))

    @api.get("/conversation")
    def conversation() -> Response:
        return _messages(*conversations.whole(_asked_msisdn()))

    @api.post("/sms")
    def send() -> Response:
        sms = texting.send(msisdn(word("msisdn")), _text())
        return jsonify({"id": sms.message_id, "state": sms.state} | sized(sms.msisdn, sms.text, sms.sent_at))


def _add_reports(api: Blueprint, reports: Reports) -> None:
    @api.get("/reports")
    def asked() -> Response:
        return jsonify({"switch": reports.switch(_asked_msisdn())})

    @api.post("/reports")
    def turn() -> Response:
        switch = _switch()
        reports.turn(msisdn(word("msisdn")), switch)
        return jsonify({"switch": switch})


def _asked_msisdn() -> str:
    return msisdn(request.args.get("msisdn", ""))


def _text() -> str:
    text = word("text")
    if not text or len(text) > LONGEST:
        raise BadRequest(f"text: between 1 and {LONGEST} letters are needed")
    return text


def _switch() -> Switch:
    wanted = word("switch")
    for switch in SWITCHES:
        if switch == wanted:
            return switch
    raise BadRequest(f"switch: one of {', '.join(SWITCHES)} is needed")


def _messages(messages: list[Message], complete: bool) -> Response:
    response = jsonify(messages)
    response.headers["Inbox-State"] = "read" if complete else "unreachable"
    return response
