"""Delivery reports: what the operator tells the service about an SMS, at once, late, never, or that the phone is off."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlencode

from simulator.courier import Courier, Parcel
from simulator.database import Database
from simulator.session import NETWORK_CODE
from simulator.settings import Settings
from simulator.sms_store import Sms

Switch = Literal["at_once", "late", "never", "failed"]
SWITCHES: tuple[Switch, ...] = get_args(Switch)
# told: the service took the report; withheld: the operator keeps it; given_up: the service never took it.
State = Literal["waiting", "told", "withheld", "given_up"]
LATE_S = 10.0
# The phone is off: one of the reasons that Africa's Talking documents.
FAILURE = "UserIsInactive"

SCHEMA = """
CREATE TABLE IF NOT EXISTS report (
    message_id TEXT PRIMARY KEY,
    msisdn TEXT NOT NULL,
    switch TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS report_by_phone ON report (msisdn);
CREATE TABLE IF NOT EXISTS report_switch (msisdn TEXT PRIMARY KEY, switch TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Report:
    """switch: how the phone was set when the SMS came."""

    message_id: str
    msisdn: str
    switch: Switch
    state: State

    @property
    def arrived(self) -> bool:
        """Whether the SMS reached the phone, whatever the service is told."""
        return self.switch != "failed"


class Reports:
    def __init__(self, settings: Settings, database: Database, courier: Courier, late_s: float = LATE_S) -> None:
        self._settings = settings
        self._database = database
        self._courier = courier
        self._late_s = late_s
        database.prepare(SCHEMA)

    def switch(self, msisdn: str) -> Switch:
        found = self._database.read("SELECT switch FROM report_switch WHERE msisdn = ?", msisdn)
        return found[0][0] if found else "at_once"

    def turn(self, msisdn: str, switch: Switch) -> None:
        """For the SMS to come; what is on its way stays so."""
        self._database.write("INSERT OR REPLACE INTO report_switch (msisdn, switch) VALUES (?, ?)", [(msisdn, switch)])

    def took(self, sms: list[Sms]) -> None:
        """The gateway took these: each is reported as its phone is set."""
        reports = [self._made(each) for each in sms]
        rows = [(report.message_id, report.msisdn, report.switch, report.state) for report in reports]
        self._database.write("INSERT INTO report (message_id, msisdn, switch, state) VALUES (?, ?, ?, ?)", rows)
        for report in reports:
            self._tell(report)

    def of(self, msisdn: str) -> dict[str, Report]:
        """By the gateway's id of the SMS."""
        question = "SELECT message_id, msisdn, switch, state FROM report WHERE msisdn = ?"
        return {row[0]: Report(*row) for row in self._database.read(question, msisdn)}

    def resume(self) -> None:
        """After a restart: what the service was not told yet."""
        for row in self._database.read("SELECT message_id, msisdn, switch, state FROM report WHERE state = 'waiting'"):
            self._tell(Report(*row))

    def _made(self, sms: Sms) -> Report:
        switch = self.switch(sms.msisdn)
        return Report(sms.message_id, sms.msisdn, switch, "withheld" if switch == "never" else "waiting")

    def _tell(self, report: Report) -> None:
        if report.state != "waiting":
            return
        parcel = Parcel(f"{self._settings.sms_url}/delivery", _form(report), self._settling(report.message_id))
        self._courier.carry(parcel, after_s=self._late_s if report.switch == "late" else 0.0)

    def _settling(self, message_id: str) -> Callable[[bool], None]:
        def settle(taken: bool) -> None:
            state: State = "told" if taken else "given_up"
            self._database.write("UPDATE report SET state = ? WHERE message_id = ?", [(state, message_id)])

        return settle


def _form(report: Report) -> bytes:
    fields = {
        "id": report.message_id,
        "status": "Success" if report.arrived else "Failed",
        "phoneNumber": report.msisdn,
        "networkCode": NETWORK_CODE,
        "retryCount": "0",
    }
    if not report.arrived:
        fields["failureReason"] = FAILURE
    return urlencode(fields).encode("ascii")
