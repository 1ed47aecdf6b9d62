"""Puts the parts together: settings, Redis, backend, flows, gateways."""

from __future__ import annotations

from typing import Any

from flask import Flask

from assembly import make_client, make_desk, make_inbox
from backend_client import BackendClient
from backend_client.notifications import NotificationKind
from channels import hooks
from channels.desk import Desk
from channels.front import Front, Gateway
from channels.operations import operations
from channels.payment_figures import PaymentFigures
from channels.records import configure_logging
from channels.sms import africastalking as sms_africastalking
from channels.sms import kannel as sms_kannel
from channels.sms.inbound import DeliveryReport
from channels.sms.inbox import Inbox
from channels.sms.spool import Spool
from channels.ussd import africastalking, generic
from channels.voice import africastalking as voice
from channels.wire import Wire
from engine.text import load_catalogues
from errands import answer_sms, switch_off
from flows import all_flows
from jobs.counts import Counts
from jobs.notices import tell_waiting
from jobs.outbox import Outbox
from jobs.outbox_figures import OutboxFigures
from jobs.outbox_parts import make_outbox
from jobs.queue import BULK, REPLIES, connect, open_queue, wake
from jobs.reminders import remind
from jobs.waiting import Waiting
from missed_call import called_by
from operation import parts as operation
from operation.sms import sms
from settings import LOCALES, Settings, SettingsError, read_settings


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application; raises SettingsError when something is missing."""
    settings = settings or read_settings()
    configure_logging(settings.log_level)
    load_catalogues(LOCALES)
    client = make_client(settings)
    wire = Wire(settings.redis_url)
    desk = make_desk(settings, wire, client, all_flows())
    app = Flask("channels")
    outbox = make_outbox(settings, connect(settings.redis_url))
    figures = payment_figures(settings, client), OutboxFigures(outbox)
    app.register_blueprint(operations(wire, client, settings.metrics_folder, *figures))
    app.register_blueprint(hooks.blueprint(hooks.Hooks(settings.webhook_secrets, wire, wakes(settings))))
    app.register_blueprint(voice.blueprint(missed_calls(settings, wire)))
    inbox = sms_inbox(settings, wire)
    operation.keep(app, operation.Parts(settings, outbox, inbox, Spool(settings.spool_folder)))
    app.cli.add_command(sms)
    by_sms = Front(app.wsgi_app, sms_gateways(settings, inbox, outbox), "/sms/", queried=(sms_kannel.NAME,))
    app.wsgi_app = Front(by_sms, gateways(settings, desk))  # type: ignore[method-assign]
    return app


def payment_figures(settings: Settings, client: BackendClient) -> PaymentFigures:
    """How payments go, by the backend and by what the jobs counted."""
    return PaymentFigures(client, Counts(connect(settings.redis_url)).all)


def wakes(settings: Settings) -> dict[str, hooks.Wake]:
    """What each of the backend's webhooks wakes: a job that is given the id and nothing else."""
    store = connect(settings.redis_url)
    queue, bulk, waiting = open_queue(store), open_queue(store, BULK), Waiting(store)

    def payment(order_id: str) -> None:
        waiting.wake(queue, tell_waiting, order_id)

    def months(order_id: str) -> None:
        waiting.wake_unless_told(queue, tell_waiting, order_id)

    def reminder(name: str) -> None:
        wake(bulk, remind, name)

    reminders = dict.fromkeys([kind.value for kind in NotificationKind if kind is not NotificationKind.OTHER], reminder)
    return {"payment_order.updated": payment, "contribution.posted": months, **reminders}


def missed_calls(settings: Settings, wire: Wire) -> voice.MissedCalls:
    """Calls that ring; without a secret none is admitted."""
    return voice.MissedCalls(
        settings.voice_africastalking_secrets, wire, settings.hash_key, called_by(settings), pretend_numbers=settings.pretend_numbers
    )


def gateways(settings: Settings, desk: Desk) -> dict[str, Gateway]:
    """Every gateway by the name in its path. One without a secret admits nobody."""
    made: dict[str, Any] = {
        africastalking.NAME: africastalking.AfricasTalking(desk, settings.africastalking_secrets),
        generic.NAME: generic.Generic(desk, settings.generic_secrets),
    }
    return made


def sms_inbox(settings: Settings, wire: Wire) -> Inbox:
    """Where SMS are kept until a worker answers. Raises SettingsError when nothing could be kept while Redis is away."""
    try:
        Spool(settings.spool_folder).check()
    except OSError as error:
        raise SettingsError(f"The service cannot start:\n  SPOOL_FOLDER cannot be written ({type(error).__name__})") from None
    queue = open_queue(connect(settings.redis_url), REPLIES)
    return make_inbox(settings, wire, lambda line: wake(queue, answer_sms, line))


def sms_gateways(settings: Settings, inbox: Inbox, outbox: Outbox) -> dict[str, Gateway]:
    """The same for SMS."""

    def report(told: DeliveryReport) -> None:
        outbox.reports.take(told.gateway, told.reference, told.status, told.failure)

    queue = open_queue(connect(settings.redis_url))

    def optout(msisdn: str) -> None:
        name = outbox.store.name_of(msisdn)
        outbox.numbers.opt_out(name, msisdn)
        wake(queue, switch_off, name)

    made: dict[str, Any] = {
        sms_africastalking.NAME: sms_africastalking.AfricasTalking(settings.sms_africastalking_secrets, inbox.receive, report, optout),
        sms_kannel.NAME: sms_kannel.Kannel(settings.sms_kannel_secrets, inbox.receive, report),
    }
    return made
