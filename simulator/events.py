"""The callback at the end of a session, field by field as Africa's Talking sends it."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from simulator.session import NETWORK_CODE, Session


def end_event(session: Session, status: str, message: str, duration_ms: int) -> bytes:
    """status: Success, Incomplete or Failed."""
    return urlencode(
        {
            "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S"),
            "sessionId": session.id,
            "serviceCode": session.service_code,
            "networkCode": NETWORK_CODE,
            "phoneNumber": session.msisdn,
            "status": status,
            "cost": "LAK 0.0000",
            "durationInMillis": duration_ms,
            "hopsCount": session.hops,
            "input": session.text,
            "lastAppResponse": session.last.reply if session.last else "",
            "errorMessage": message,
        }
    ).encode("ascii")
