"""`flask sms send`: one test SMS, the way every other goes."""

from __future__ import annotations

import secrets
import time
from typing import Final

import click
from flask.cli import with_appcontext

from engine.parsers import Invalid, phone
from engine.text import LOCALES, use_locale
from jobs.messages import OWED, Outgoing, Priority, Status
from jobs.outbox import Outbox
from jobs.trial_words import trial
from operation.lives import now
from operation.parts import Parts, parts

LOOK_EVERY_SECONDS: Final = 0.1
IN_VAIN: Final = frozenset({Status.FAILED, Status.REJECTED, Status.EXPIRED, Status.REFUSED, Status.GIVEN_UP})


@click.command()
@click.argument("number")
@click.option("--language", type=click.Choice(list(LOCALES)), help="What it is said in; DEFAULT_LOCALE without it.")
@click.option("--wait", type=click.FloatRange(0, 600), default=15, show_default=True, help="Seconds to wait for what becomes of it.")
@with_appcontext
def send(number: str, language: str | None, wait: float) -> None:
    """Send one test SMS to NUMBER.

    It goes the way of every answer: through the outbox and a worker for replies, by the same gateways, at their pace, within what
    may be spent. What it says is fixed. NUMBER may be written as +856..., 020... or with spaces.

    Exit status 1 when the number is refused or the SMS was not taken; 0 when a gateway has it, or it still waits.
    """
    own = parts()
    msisdn = phone(number)
    if isinstance(msisdn, Invalid):
        raise click.ClickException("That is no phone number. Write it with its country, such as +8562077982994.")
    if reason := own.outbox.refusal(msisdn, own.outbox.store.name_of(msisdn), Priority.REPLY):
        raise click.ClickException(_refused(own, msisdn, reason))
    use_locale(language or own.settings.default_locale)
    reference = own.outbox.post(Outgoing(msisdn, trial(), Priority.REPLY, "test", f"test:{secrets.token_hex(8)}"))
    click.echo(f"Reference {reference}. Follow it with: flask --app wsgi sms life {reference}")
    status = _became(own.outbox, reference, wait)
    click.echo(now(own.outbox.store.facts(reference)))
    if status in IN_VAIN:
        raise click.exceptions.Exit(1)


def _became(outbox: Outbox, reference: str, seconds: float) -> Status | None:
    """Where it stands once it is over or handed, or when the time is."""
    until = time.monotonic() + seconds
    while (status := outbox.store.status(reference)) in OWED and time.monotonic() < until:
        time.sleep(LOOK_EVERY_SECONDS)
    return status


def _refused(own: Parts, msisdn: str, reason: str) -> str:
    """Which rule, and what can be done about it."""
    if reason == "stopped":
        name = own.outbox.store.name_of(msisdn)
        return f"Refused: the last SMS did not reach that number, and it is stopped. Free it with: flask --app wsgi sms resume {name}"
    if msisdn.startswith(own.settings.sms_prefixes):
        return "Refused: +856 20 10xx xxxx is nobody's number (PRETEND_NUMBERS)."
    return f"Refused: SMS go only to numbers that begin with {' or '.join(own.settings.sms_prefixes)} (SMS_PREFIXES)."
