"""Puts an outbox together from the settings: for the workers, and for the web process that is told what became of messages."""

from __future__ import annotations

from collections.abc import Callable

from redis import Redis

from jobs.africastalking import NAME as AFRICASTALKING
from jobs.africastalking import AfricasTalkingSms
from jobs.circuit import Ways
from jobs.coded import Coded
from jobs.counts import Counts
from jobs.kannel import NAME as KANNEL
from jobs.kannel import KannelSms
from jobs.message_store import MessageStore
from jobs.messages import Priority
from jobs.numbers import Numbers
from jobs.outbox import Outbox
from jobs.pace import Pace
from jobs.queue import BULK, LATER, REPLIES, open_queue, wake
from jobs.reports import Reports
from jobs.sending import Way
from jobs.spending import Spending
from jobs.standing import Standing
from seal import Seal
from settings import Settings

QUEUE_OF = {Priority.REPLY: REPLIES, Priority.BULK: BULK}
# By their names, for they need the machine, which needs the outbox.
DELIVER, REPORT_STOPPED = "jobs.delivery.deliver", "jobs.delivery.report_stopped"
# The sweep leaves a queue alone that has more to do than this: what is due is most likely on it.
ENOUGH = 100


def make_outbox(settings: Settings, redis: Redis) -> Outbox:
    """The outbox over this store."""
    seal = Seal(settings.session_keys)
    store = MessageStore(redis, seal, settings.hash_key)
    numbers, counts = Numbers(redis, seal), Counts(redis)
    spending = Spending(redis, settings.sms_segments_an_hour, settings.sms_prefixes, pretend_numbers=settings.pretend_numbers)
    return Outbox(
        store=store,
        ways=Ways(redis, make_ways(settings)),
        pace=Pace(redis, settings.sms_gateways),
        spending=spending,
        numbers=numbers,
        counts=counts,
        reports=Reports(store, seal, numbers, counts, lambda number: wake(open_queue(redis, LATER), REPORT_STOPPED, number)),
        standing=Standing(store, counts),
        wake=lambda priority, reference: wake(open_queue(redis, QUEUE_OF[priority]), DELIVER, reference),
        sign=Coded(settings.hash_key),
    )


def make_ways(settings: Settings) -> list[Way]:
    """The gateways that are set, in their order."""
    made: dict[str, Callable[[], Way]] = {
        AFRICASTALKING: lambda: AfricasTalkingSms(settings.sms_url, settings.sms_username, settings.sms_api_key, settings.sms_sender),
        KANNEL: lambda: KannelSms(
            settings.kannel_url, settings.kannel_username, settings.kannel_password, settings.sms_sender, settings.kannel_reports
        ),
    }
    return [made[name]() for name in settings.sms_gateways]


def room(redis: Redis, priority: Priority) -> int:
    """How many hints the sweep may add to the queue of that priority."""
    return ENOUGH - len(open_queue(redis, QUEUE_OF[priority]))
