"""`flask sms stopped` and `flask sms resume`: numbers that get nothing, by a name that tells nobody whose they are."""

from __future__ import annotations

import re
from typing import Final

import click
from flask.cli import with_appcontext

from engine.parsers import Invalid, phone
from jobs.numbers import IN_A_ROW
from jobs.outbox import Outbox
from operation.parts import moment, parts

NAME: Final = re.compile(r"[0-9a-f]{32}").fullmatch


@click.command()
@with_appcontext
def stopped() -> None:
    """List the numbers that get no SMS, since when, and why.

    Each stands under its name, a keyed hash: which number it is can be read in its case at the backend, by who may. Stopped: the last
    five SMS did not arrive; nothing is sent there but what is asked for by dialling or ringing from it. Opted out: the gateway says
    that she wants nothing unasked; answers and receipts are sent.
    """
    numbers = parts().outbox.numbers
    lines = [
        (number.since, number.name, f"stopped: the last {IN_A_ROW} did not arrive", f"case {number.case or 'not opened yet'}")
        for number in numbers.stopped()
    ]
    lines += [(since, name, "opted out at the gateway", "no case") for name, since in numbers.opted_out()]
    for since, name, why, case in sorted(lines):
        # A time of 0: sealed with a key that is gone.
        click.echo(f"{name}  since {moment(since) if since else 'unknown'}  {why}, {case}")
    click.echo(f"{len(lines)} number{'' if len(lines) == 1 else 's'}")


@click.command()
@click.argument("name")
@with_appcontext
def resume(name: str) -> None:
    """Let SMS go again to the number NAME, as `flask sms stopped` lists it; the number itself will do too.

    A gateway that refuses an opted-out number goes on doing so, and reminders that are switched off stay off: she sends START.

    Exit status 1 when that number is neither stopped nor opted out.
    """
    outbox = parts().outbox
    found = _named(outbox, name)
    if not outbox.numbers.free(found):
        raise click.ClickException("No number of that name is stopped or opted out.")
    click.echo(f"{found} may be sent to again")


def _named(outbox: Outbox, name: str) -> str:
    if NAME(name):
        return name
    msisdn = phone(name)
    return "" if isinstance(msisdn, Invalid) else outbox.store.name_of(msisdn)
