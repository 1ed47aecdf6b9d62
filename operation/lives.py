"""`flask sms life`: what became of one message, without its words and without its number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import click
from flask.cli import with_appcontext

from jobs.life import Happened, Step, What
from jobs.messages import Status
from jobs.outbox import Outbox
from operation.parts import moment, parts

MEANING: Final = {
    Status.QUEUED: "it waits to be sent. If that lasts: do workers run for its queue, and what does `sms_gateway_failing` say?",
    Status.SENDING: "a worker has it in hand.",
    Status.HANDED: "a gateway has it and has not reported its end.",
    Status.DELIVERED: "the phone has it.",
    Status.FAILED: "it did not arrive, and is not sent again.",
    Status.REJECTED: "the network refused it, and it is not sent again.",
    Status.EXPIRED: "the phone was not reached in time, and it is not sent again.",
    Status.UNKNOWN: "nobody can say whether a gateway took it, so it is not sent again.",
    Status.REFUSED: "a rule of ours forbids it.",
    Status.GIVEN_UP: "it was tried in vain for too long.",
}
UNKNOWN: Final = "No message has that reference. Messages are kept for three days."


@click.command()
@click.argument("reference")
@with_appcontext
def life(reference: str) -> None:
    """Tell the life of the message REFERENCE, as long as it is kept: three days.

    REFERENCE is ours, as `sms send` and the jobs on RQ's queues name it, or the gateway's own id. Told is what is kept: when it was
    asked for, what it waited for, which gateway took it, what was reported. Neither its words nor its number.

    Times are those of Vientiane. Exit status 1 when no message has that reference.
    """
    outbox = parts().outbox
    ours = next(filter(None, (outbox.reports.ours(gateway, reference) for gateway in outbox.ways.failing())), "")
    if not ours:
        raise click.ClickException(UNKNOWN)
    for line in told(outbox, ours):
        click.echo(line)


def told(outbox: Outbox, reference: str) -> Iterator[str]:
    """Line by line."""
    facts = outbox.store.facts(reference)
    yield f"Message {reference}: {facts['kind']}, priority {facts['priority']}, segments {facts['segments']}"
    for happened in outbox.store.life_of(reference):
        yield f"  {moment(happened.first)}  {said(happened)}"
    yield now(facts)


def now(facts: Mapping[str, str]) -> str:
    """Where it stands."""
    status = Status(facts["status"])
    reason = facts.get("failure") or facts.get("reported", "")
    because = f" ({reason})" if reason not in {"", status} else ""
    return f"Now {status.replace('_', ' ')}{because}: {MEANING[status]}"


def said(happened: Happened) -> str:
    """One line of it."""
    again = f" ({happened.times} times until {moment(happened.last)})" if happened.times > 1 else ""
    return _happened(happened.what) + again


def _happened(what: What) -> str:
    where = f" at {what.gateway}" if what.gateway else ""
    match what.name:
        case Step.ASKED:
            return "asked for, and queued"
        case Step.WAITS:
            return f"waits{where}: {what.detail}"
        case Step.PASSED_ON:
            return f"{what.gateway} takes nothing from us now ({what.detail}); the next gateway is asked"
        case Step.LEFT:
            return "its worker died with it in hand; another takes it up"
        case Step.REPORTED:
            return f"{what.gateway} reports: {what.detail}"
        case Status.HANDED:
            under = f" as {what.identifier}" if what.identifier else ""
            cost = f", cost {what.cost}" if what.cost else ""
            return f"handed to {what.gateway}{under}{cost}"
        case _:
            return f"{what.name.replace('_', ' ')}{where}: {what.detail}"
