"""What a worker asks in somebody's name, as if a word had come by SMS: for a missed call, and for an opt-out that a gateway tells of."""

from __future__ import annotations

import time
from functools import partial
from typing import Final

import msgspec

from backend_client import Backend, BackendClient
from engine import runner
from engine.call import Call
from engine.problems import TRY_AGAIN, Problem
from engine.problems import flow as problem
from engine.screens import Screen
from engine.session import Session
from flows import all_flows
from jobs.handing import NotYet
from jobs.machine import Machine

BACKEND_SECONDS: Final = 20.0


def ask(parts: Machine, person: str, intent: str) -> tuple[str, Screen]:
    """The flow that answers, and its screen, in the language on file. Raises NotYet when the backend is away."""
    flows = all_flows()
    assert flows.texted is not None
    session = Session(locale=parts.settings.default_locale)
    call = Call(session, partial(bind, parts.client, time.monotonic() + BACKEND_SECONDS), person=person, channel="sms", time=time.time())
    call.service_code = parts.settings.service_code
    view = runner.enter(flows, call, flows.texted(intent, (), ""))
    shown = session.frames[-1]
    if shown.flow == problem.name and msgspec.msgpack.decode(shown.record, type=Problem).code in TRY_AGAIN:
        raise NotYet
    return shown.flow, view.screen


def bind(client: BackendClient, deadline: float, caller_token: str, key: str) -> Backend:
    """The backend as that caller has it, until the deadline."""
    return client.bind(caller_token=caller_token, deadline=deadline, key=key)
