"""What a dropped conversation stood at, made ready to be gone on with."""

from __future__ import annotations

from typing import Final

from engine.call import Call
from engine.registry import Flows
from engine.session import Session

RESUME_SECONDS: Final = 600


def dropped_task(flows: Flows, call: Call) -> str:
    """The title of the task a dropped session stood at, made ready to be gone on with; "" when there is none."""
    session = call.session
    frames = session.frames
    if session.ended or call.dialled or call.time - session.touched > RESUME_SECONDS or not flows.opens(frames):
        return ""
    while frames and frames[-1].flow in flows.passing:
        frames.pop()
    while frames and not _rewind(flows, session):
        frames.pop()
    return flows.flow(frames[-1].flow).title if len(frames) > 1 else ""


def _rewind(flows: Flows, session: Session) -> bool:
    """Leaves screens that are live only, and sets what is done on going on: the pending action, or the last screen."""
    frame = session.frames[-1]
    while frame.trail and flows.step(frame.flow, frame.trail[-1]).live:
        frame.trail.pop()
    if frame.pending:
        return True
    if frame.trail:
        frame.pending = frame.trail[-1]
        return True
    return False
