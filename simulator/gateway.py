"""The operator's side of USSD as Africa's Talking speaks it: cumulative text, ten seconds, and an event at the end."""

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl

from simulator.carrier import CarrierError, DeadlinePassed, Reply, exchange
from simulator.events import end_event
from simulator.session import Hop, Problem, Session, State, dialled
from simulator.settings import Settings
from simulator.sizes import size

DEADLINE_S = 10.0
SESSIONS_KEPT = 500


class UnknownCode(Exception):
    """The dialled code belongs to no service the operator knows."""


class UnknownSession(Exception):
    """No such session, or it is over."""


class Gateway:
    def __init__(self, settings: Settings, deadline_s: float = DEADLINE_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._deadline_s = deadline_s
        self._clock = clock
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()
        self._telling: list[threading.Thread] = []

    def dial(self, msisdn: str, code: str) -> Hop:
        """Raises UnknownCode when the code is not the service's."""
        history = dialled(code, self._settings.service_code)
        if history is None:
            raise UnknownCode(code)
        session = Session(msisdn, self._settings.service_code, self._clock(), history)
        with self._lock:
            self._sessions[session.id] = session
            while len(self._sessions) > SESSIONS_KEPT:
                self._sessions.popitem(last=False)
        return self._send(session)

    def answer(self, session_id: str, text: str) -> Hop:
        session = self._find(session_id)
        if not session.open:
            raise UnknownSession(session_id)
        session.history.append(text)
        return self._send(session)

    def again(self, session_id: str) -> Hop:
        """Sends the last request once more, the same bytes; also after the end, as a gateway that lost the reply would."""
        session = self._find(session_id)
        before = session.last
        reply, took_ms, problem = self._exchange(session.last_body)
        hop = replace(self._hop(session, reply, took_ms, problem), repeated=True)
        return replace(hop, identical=before is not None and (hop.status, hop.reply) == (before.status, before.reply))

    def hang_up(self, session_id: str) -> None:
        """The caller pressed the red key: the service is told that the session ended incomplete."""
        session = self._find(session_id)
        if session.open:
            self._end(session, "Incomplete", "The user ended the session")

    def drop(self, session_id: str) -> None:
        """The line broke: the session is gone and nobody is told."""
        self._find(session_id).open = False

    def close(self) -> None:
        """Waits for the events that are still on their way."""
        for thread in self._telling:
            thread.join(self._deadline_s)

    def _find(self, session_id: str) -> Session:
        with self._lock:
            session = self._sessions.get(session_id)
        if session is None:
            raise UnknownSession(session_id)
        return session

    def _send(self, session: Session) -> Hop:
        session.last_body = session.body()
        session.hops += 1
        hop = self._hop(session, *self._exchange(session.last_body))
        session.last = hop
        # Hung up or dropped while the answer was on its way: the end was already told, or never will be.
        if session.open and hop.state != "continue":
            status = "Success" if hop.state == "ended" else "Failed"
            self._end(session, status, hop.problem.detail if hop.problem else "")
        return hop

    def _exchange(self, body: bytes) -> tuple[Reply | None, float, Problem | None]:
        started = self._clock()
        reply, problem = None, None
        try:
            reply = exchange("POST", self._settings.session_url, body, self._deadline_s)
        except DeadlinePassed as late:
            problem = Problem("deadline", str(late))
        except CarrierError as error:
            problem = Problem("unreachable", str(error))
        return reply, round((self._clock() - started) * 1000, 1), problem

    def _hop(self, session: Session, reply: Reply | None, took_ms: float, problem: Problem | None) -> Hop:
        body = reply.body.decode("utf-8", "replace") if reply else ""
        state: State = "failed"
        screen = ""
        if reply:
            state, screen, problem = read_reply(reply.status, body)
        request = dict(parse_qsl(session.last_body.decode("ascii"), keep_blank_values=True))
        shown = size(screen) if state != "failed" else None
        return Hop(session.id, session.hops, state, screen, request, reply.status if reply else 0, body, shown, took_ms, problem=problem)

    def _end(self, session: Session, status: str, message: str) -> None:
        session.open = False
        event = end_event(session, status, message, round((self._clock() - session.started) * 1000))
        thread = threading.Thread(target=self._tell, args=(event,), daemon=True)
        self._telling = [teller for teller in self._telling if teller.is_alive()] + [thread]
        thread.start()

    def _tell(self, event: bytes) -> None:
        try:
            exchange("POST", self._settings.events_url, event, self._deadline_s)
        except CarrierError:
            return  # an operator does not repeat events; the service must live without them


def read_reply(status: int, body: str) -> tuple[State, str, Problem | None]:
    """What the operator makes of an answer: anything but CON or END, at once and with a space, ends the session."""
    if status >= 400:
        return "failed", "", Problem("refused", f"HTTP {status}")
    if not body:
        return "failed", "", Problem("empty", "the answer has no body")
    match body[:4]:
        case "CON ":
            return "continue", body[4:], None
        case "END ":
            return "ended", body[4:], None
        case _:
            return "failed", "", Problem("malformed", f"the answer begins with {json.dumps(body[:12])}, not with CON or END")
