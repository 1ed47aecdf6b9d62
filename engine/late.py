"""A read that takes longer than a dialled message may: promised on the screen, to be done again later and told by SMS."""

from __future__ import annotations

from typing import Final

import msgspec

from backend_client.errors import Unavailable
from engine.call import Call
from engine.flow import Flow, Record, Step
from engine.screens import Menu
from engine.session import Session
from engine.text import _


class Wanted(msgspec.Struct):
    """The step to do again, and the conversation as it stood before it: enough to come to the same screen."""

    flow: str
    step: str
    session: Session


encode: Final = msgspec.msgpack.Encoder().encode
decode: Final = msgspec.msgpack.Decoder(Wanted).decode


class Promise(Record):
    """Nothing is kept: the answer does not come here."""


flow = Flow("late", Promise, examples=(Promise,))


@flow.screen
def show_promise(record: Promise) -> Menu:  # noqa: ARG001 - as every screen
    """Where the answer will be."""
    return Menu(_("Taking long. The answer comes by SMS."))


def may_come_late(step: Step, call: Call, failure: Unavailable) -> bool:
    """Whether all that went wrong is that a read took too long, and there is somebody to tell its answer to."""
    return step.late is not None and failure.late_read and call.answers_late
