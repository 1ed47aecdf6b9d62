"""Carries a conversation between an SMSC and the desk: each deliver_sm is acknowledged at once, and answered by a submit_sm."""

from __future__ import annotations

import time
from functools import partial

from channels import records
from channels.desk import Desk
from channels.inbound import Reply
from channels.smpp import figures
from channels.smpp.client import Client
from channels.smpp.lanes import Lanes
from channels.smpp.line import Line
from channels.smpp.memory import Memory
from channels.smpp.pdu import Malformed, Message, Pdu, Status, read_message, written
from channels.smpp.settings import SmppSettings
from channels.smpp.turns import Turn, Turns
from channels.ussd import smpp
from channels.ussd.smpp import NAME, Heard, Kind

# For what is under way when the process is told to end.
DRAIN_SECONDS = 2.0


class SmppGateway:
    """One line to an SMSC over one desk. service_code: what people dial. memory: shared with other such processes."""

    def __init__(self, settings: SmppSettings, desk: Desk, service_code: str, memory: Memory) -> None:
        self._settings = settings
        self._dialect = settings.dialect
        self._desk = desk
        self._service_code = service_code
        self._client = Client(settings, self._hear)
        self._lanes = Lanes(settings.threads)
        self._turns = Turns()
        self._memory = memory
        self._closing = False

    def run(self) -> None:
        """Until `end` is called."""
        self._client.run()

    def end(self) -> None:
        """Answers what was asked before, then takes leave."""
        self._closing = True
        all_done = self._lanes.close(DRAIN_SECONDS)
        self._client.end()
        records.log.info("smpp ended", gateway=NAME, status="all answered" if all_done else "some not answered")

    def _hear(self, line: Line, pdu: Pdu) -> int:
        """The status of the acknowledgement."""
        try:
            message = read_message(pdu.body)
        except Malformed:
            records.log.warning("smpp message not readable", gateway=NAME)
            return Status.NOT_READABLE
        heard = smpp.hear(message, self._dialect)
        match heard.kind:
            case Kind.OTHER:
                records.log.info("smpp message passed over", gateway=NAME, status=f"{heard.operation:#x}")
                return Status.OK
            case Kind.ABORT:
                return self._abort(heard)
            case Kind.START | Kind.ANSWER:
                return self._take(message, heard, (line.number, pdu.sequence))

    def _abort(self, heard: Heard) -> int:
        self._turns.abort(heard)
        self._lanes.put(heard.conversation, partial(self._memory.forget, heard.conversation))
        records.dials.labels(NAME, "Incomplete").inc()
        records.log.info("dial ended", gateway=NAME, status="Incomplete")
        return Status.OK

    def _take(self, message: Message, heard: Heard, place: tuple[int, int]) -> int:
        if self._closing:
            return Status.TRY_LATER
        turn = self._turns.take(heard, place)
        if turn is None:
            records.repeats.inc()
            return Status.OK
        if self._lanes.put(heard.conversation, partial(self._answer, message, heard, turn)):
            return Status.OK
        turn.reached = False
        return Status.QUEUE_FULL

    def _answer(self, message: Message, heard: Heard, turn: Turn) -> None:
        started = time.monotonic()
        outcome = "failed"
        found = self._memory.begin(heard.conversation, turn)
        if not found:
            turn.reached = True
            records.repeats.inc()
            return
        turn.message = found
        try:
            reply = self._desk.answer(heard.inbound(turn.message, self._service_code), self._dialect.budget)
            records.hops.labels(NAME, "CON" if reply.more else "END").inc()
            outcome = self._submit(message, heard, reply, turn, started + self._settings.reply_seconds)
        except Exception as error:  # noqa: BLE001 - the desk catches its own; here nothing may end the lane
            records.unexpected(error, NAME)
        finally:
            turn.reached = outcome == "taken"
            self._memory.end(heard.conversation, turn)
        figures.submissions.labels(outcome).inc()
        records.seconds.labels(NAME).observe(time.monotonic() - started)
        if outcome != "taken":
            records.log.warning("smpp reply not delivered", gateway=NAME, reason=outcome)

    def _submit(self, message: Message, heard: Heard, reply: Reply, turn: Turn, until: float) -> str:
        """A reply is moot once its session has ended, or when the caller has answered it: then it had reached her."""
        body = written(smpp.reply_to(message, reply, self._dialect))
        return self._client.submit(body, until, lambda: turn.aborted or self._lanes.has_more(heard.conversation))
