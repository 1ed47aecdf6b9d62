"""Answers a missed call by SMS with how many months are paid, at the assurance of an SMS: what a job needs of all parts."""

from __future__ import annotations

from asking import ask
from channels.voice.africastalking import Called
from engine.sms import texts
from flows import months_by_sms
from jobs import late_words
from jobs.machine import Machine, machine
from jobs.messages import Outgoing, Priority
from jobs.owed import Owed
from jobs.reminder_words import dialled
from settings import Settings


def called_by(settings: Settings) -> Called:
    """What a missed call is handed to."""
    owed = _owed(settings)
    return lambda name, person: owed.promise(answer, name, person.encode())


def answer(name: str) -> None:
    """Sends one balance, once. Raises RedisError and NotYet: then it is run again."""
    parts = machine()
    owed = _owed(parts.settings)
    if blob := owed.read(name):
        person = blob.decode()
        owed.tell(parts, name, Outgoing(person, balance(parts, person), Priority.REPLY, "missed_call", f"missed:{name}", asked=True))


def balance(parts: Machine, person: str) -> str:
    """What `BAL` by SMS is answered. Raises NotYet when the backend is away."""
    flow, screen = ask(parts, person, "balance")
    if flow == months_by_sms.flow.name:
        return texts(screen)[0]
    # A stranger, a class that sees no months, a shared or a held number: the same for all of them.
    return late_words.by_dialling(dialled(parts.settings.service_code, "2"))


def _owed(settings: Settings) -> Owed:
    return Owed(settings, kept="vc", told="vt")
