"""The SMS that pretend phones write to the short code, brought to the service as Africa's Talking brings them."""

import secrets
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from simulator.courier import Courier, Parcel
from simulator.database import Database
from simulator.moments import NetworkClock, written
from simulator.session import NETWORK_CODE
from simulator.settings import Settings

# waiting: not taken by the service yet, tried again; given_up: never taken.
State = Literal["sent", "waiting", "given_up"]

SCHEMA = """
CREATE TABLE IF NOT EXISTS written (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    msisdn TEXT NOT NULL,
    text TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    state TEXT NOT NULL,
    after_sms INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS written_by_phone ON written (msisdn, id);
"""
KEEP = """
INSERT INTO written (message_id, msisdn, text, sent_at, state, after_sms)
VALUES (?, ?, ?, ?, 'waiting', (SELECT coalesce(max(id), 0) FROM sms))
"""
COLUMNS = "message_id, msisdn, text, sent_at, state, after_sms"


@dataclass(frozen=True)
class Written:
    """after_sms: the place of the last SMS that had come before it, so that both stand in the order things happened."""

    message_id: str
    msisdn: str
    text: str
    sent_at: str
    state: State
    after_sms: int


class Texting:
    def __init__(self, settings: Settings, database: Database, clock: NetworkClock, courier: Courier) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self._courier = courier
        database.prepare(SCHEMA)

    def send(self, msisdn: str, text: str) -> Written:
        """As it stands after the first try."""
        message_id = f"ATXid_{secrets.token_hex(16)}"
        self._database.write(KEEP, [(message_id, msisdn, text, written(self._clock.now()))])
        self._courier.carry_now(self._parcel(self._find(message_id)))
        return self._find(message_id)

    def of(self, msisdn: str) -> list[Written]:
        """In the order they were written."""
        return self._read("msisdn = ? ORDER BY id", msisdn)

    def resume(self) -> None:
        """After a restart: what the service had not taken is tried again."""
        for sms in self._read("state = ? ORDER BY id", "waiting"):
            self._courier.carry(self._parcel(sms))

    def _find(self, message_id: str) -> Written:
        (found,) = self._read("message_id = ?", message_id)
        return found

    def _read(self, condition: str, value: str) -> list[Written]:
        question = f"SELECT {COLUMNS} FROM written WHERE {condition}"  # noqa: S608 - the conditions stand above
        return [Written(*row) for row in self._database.read(question, value)]

    def _parcel(self, sms: Written) -> Parcel:
        return Parcel(f"{self._settings.sms_url}/inbox", self._form(sms), lambda taken: self._settle(sms.message_id, taken))

    def _form(self, sms: Written) -> bytes:
        fields = {
            "date": sms.sent_at,
            "from": sms.msisdn,
            "id": sms.message_id,
            "linkId": sms.message_id.removeprefix("ATXid_"),
            "text": sms.text,
            "to": self._settings.short_code,
            "networkCode": NETWORK_CODE,
        }
        return urlencode(fields).encode("ascii")

    def _settle(self, message_id: str, taken: bool) -> None:
        state: State = "sent" if taken else "given_up"
        self._database.write("UPDATE written SET state = ? WHERE message_id = ?", [(state, message_id)])
