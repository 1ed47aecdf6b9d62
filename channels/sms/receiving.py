"""What a gateway is answered: 200 and nothing else when what it brought is kept, 503 when it is to bring it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from prometheus_client import Counter

from channels import records
from channels.front import NOT_FOUND, Answer
from channels.sms.inbound import form

T = TypeVar("T")

received = Counter("sms_received_total", "Messages, reports and opt-outs that SMS gateways brought", ["gateway", "kind", "outcome"])
PLAIN: Final = "text/plain; charset=utf-8"
# Without a word: Kannel would text it to the sender.
TAKEN: Final = Answer("200 OK", PLAIN, b"")
NOT_NOW: Final = Answer("503 Service Unavailable", PLAIN, b"")


# A gateway's name and the fields of its request, to what it is answered.
Callback = Callable[[str, dict[str, str]], Answer]


class Callbacks:
    """A gateway's callbacks, each by the last word of its path."""

    def __init__(self, name: str, secrets: Sequence[str], **callbacks: Callback) -> None:
        self.secrets = secrets
        self._name = name
        self._callbacks = callbacks

    def handle(self, tail: str, body: bytes) -> Answer:
        """tail: what follows the secret in the path. body: a form, or the query of a request without one."""
        callback = self._callbacks.get(tail)
        return callback(self._name, form(body)) if callback else NOT_FOUND


def brings(kind: str, read: Callable[[dict[str, str]], T | None], keep: Callable[[T], None]) -> Callback:
    """A callback that brings one thing: how it is read, and who keeps it."""
    return lambda gateway, fields: take(gateway, kind, read(fields), keep)


def take(gateway: str, kind: str, what: T | None, keep: Callable[[T], None]) -> Answer:
    """Keeps it. What cannot be read is taken all the same: sent again, it would be no better."""
    if what is None:
        received.labels(gateway, kind, "unreadable").inc()
        return TAKEN
    try:
        keep(what)
    except Exception as error:  # noqa: BLE001 - whatever failed, the gateway still has it and brings it again
        records.log.error("sms not kept", gateway=gateway, error=type(error).__name__)
        received.labels(gateway, kind, "not now").inc()
        return NOT_NOW
    received.labels(gateway, kind, "taken").inc()
    return TAKEN
