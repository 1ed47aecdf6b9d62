"""The SMS that the gateway took, each for one phone."""

from dataclasses import dataclass

from simulator.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS sms (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    msisdn TEXT NOT NULL,
    sender TEXT NOT NULL,
    text TEXT NOT NULL,
    sent_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS sms_by_phone ON sms (msisdn, id);
"""


@dataclass(frozen=True)
class Sms:
    """place: in the order they came, of all phones; 0 before it is kept."""

    message_id: str
    msisdn: str
    sender: str
    text: str
    sent_at: str
    place: int = 0


class SmsStore:
    def __init__(self, database: Database) -> None:
        self._database = database
        database.prepare(SCHEMA)

    def keep(self, sms: list[Sms]) -> None:
        """All of them or none."""
        rows = [(each.message_id, each.msisdn, each.sender, each.text, each.sent_at) for each in sms]
        self._database.write("INSERT INTO sms (message_id, msisdn, sender, text, sent_at) VALUES (?, ?, ?, ?, ?)", rows)

    def of(self, msisdn: str) -> list[Sms]:
        """In the order they came."""
        question = "SELECT message_id, msisdn, sender, text, sent_at, id FROM sms WHERE msisdn = ? ORDER BY id"
        return [Sms(*row) for row in self._database.read(question, msisdn)]
