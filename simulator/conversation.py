"""The SMS of a pretend phone: those it wrote, those that came through the gateway, and those the sandbox backend sent by itself."""

from datetime import datetime
from typing import Any

from simulator import backend
from simulator.moments import read_moment
from simulator.reports import Report, Reports
from simulator.settings import Settings
from simulator.sizes import is_gsm7, segments
from simulator.sms_store import Sms, SmsStore
from simulator.texting import Texting, Written

Message = dict[str, object]
# By the clock, then as the network saw them: a frozen clock gives many the same time.
Order = tuple[datetime, int, bool]


class Conversations:
    def __init__(self, settings: Settings, store: SmsStore, texting: Texting, reports: Reports) -> None:
        self._settings = settings
        self._store = store
        self._texting = texting
        self._reports = reports

    def inbox(self, msisdn: str) -> tuple[list[Message], bool]:
        """What came, oldest first, and whether the backend could be asked: without it only the gateway's are there."""
        messages, complete = self._received(msisdn)
        return [sized(str(each["from"]), str(each["text"]), str(each["sent_at"])) for _, each in messages if each["arrived"]], complete

    def whole(self, msisdn: str) -> tuple[list[Message], bool]:
        """The same with what the phone wrote, and what was told of each."""
        received, complete = self._received(msisdn)
        mine = [_written(each) for each in self._texting.of(msisdn)]
        return [message for _, message in sorted(received + mine, key=lambda each: each[0])], complete

    def _received(self, msisdn: str) -> tuple[list[tuple[Order, Message]], bool]:
        reports = self._reports.of(msisdn)
        own = [_taken(sms, reports.get(sms.message_id)) for sms in self._store.of(msisdn)]
        try:
            sent = backend.read_list(self._settings, "messages", {"msisdn": msisdn})
        except (backend.NoAnswer, backend.Refusal):
            return own, False
        return sorted([_backends(place, each) for place, each in enumerate(sent)] + own, key=lambda each: each[0]), True


def sized(sender: str, text: str, sent_at: str) -> Message:
    return {
        "from": sender,
        "text": text,
        "encoding": "GSM-7" if is_gsm7(text) else "UCS-2",
        "segments": segments(text),
        "sent_at": sent_at,
    }


def _written(sms: Written) -> tuple[Order, Message]:
    more = {"id": sms.message_id, "mine": True, "state": sms.state}
    return (read_moment(sms.sent_at), sms.after_sms, True), sized(sms.msisdn, sms.text, sms.sent_at) | more


def _taken(sms: Sms, report: Report | None) -> tuple[Order, Message]:
    told = {"switch": report.switch, "state": report.state} if report else None
    more = {"id": sms.message_id, "mine": False, "report": told, "arrived": report.arrived if report else True}
    return (read_moment(sms.sent_at), sms.place, False), sized(sms.sender, sms.text, sms.sent_at) | more


def _backends(place: int, message: dict[str, Any]) -> tuple[Order, Message]:
    """It has no report: the backend has a gateway of its own."""
    sender, text, sent_at = (str(message.get(name, "")) for name in ("from", "text", "sent_at"))
    more = {"id": f"backend-{place}", "mine": False, "report": None, "arrived": True}
    return (read_moment(sent_at), -1, False), sized(sender, text, sent_at) | more
