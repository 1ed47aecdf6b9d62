"""Puts the parts together: settings, Redis, backend, flows, gateways."""

from __future__ import annotations

from typing import Any

from flask import Flask

from backend_client import Backend, BackendClient
from backend_client.limits import Limits
from channels import hooks
from channels.desk import Desk, Manner
from channels.front import Front, Gateway
from channels.operations import operations
from channels.payment_figures import PaymentFigures
from channels.records import backend_answered, configure_logging
from channels.sessions import Sessions
from channels.ussd import africastalking, generic
from channels.wire import Wire
from engine.registry import Flows
from engine.text import load_catalogues
from flows import all_flows
from jobs.counts import Counts
from jobs.notices import tell
from jobs.queue import connect, open_queue, wake
from seal import Seal
from settings import LOCALES, Settings, read_settings


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application; raises SettingsError when something is missing."""
    settings = settings or read_settings()
    configure_logging(settings.log_level)
    load_catalogues(LOCALES)
    client = make_client(settings)
    wire = Wire(settings.redis_url)
    desk = make_desk(settings, wire, client, all_flows())
    app = Flask("channels")
    app.register_blueprint(operations(wire, client, settings.metrics_folder, payment_figures(settings, client)))
    app.register_blueprint(hooks.blueprint(hooks.Hooks(settings.webhook_secrets, wire, wakes(settings))))
    app.wsgi_app = Front(app.wsgi_app, gateways(settings, desk))  # type: ignore[method-assign]
    return app


def make_client(settings: Settings) -> BackendClient:
    """The client of the one backend; every call is counted."""
    limits = Limits(unknown_share=settings.unknown_share)
    return BackendClient(
        settings.backend_address, settings.backend_client_id, settings.backend_client_secret, limits=limits, observe=backend_answered
    )


def payment_figures(settings: Settings, client: BackendClient) -> PaymentFigures:
    """How payments go, by the backend and by what the jobs counted."""
    return PaymentFigures(client, Counts(connect(settings.redis_url)).all)


def wakes(settings: Settings) -> dict[str, hooks.Wake]:
    """What each of the backend's webhooks wakes: a job that is given the id and nothing else."""
    queue = open_queue(connect(settings.redis_url))

    def payment(order_id: str) -> None:
        wake(queue, tell, order_id)

    return {"payment_order.updated": payment, "contribution.posted": payment}


def make_desk(settings: Settings, wire: Wire, client: BackendClient, flows: Flows) -> Desk:
    """The desk over this Redis and this backend."""

    def bind(deadline: float, caller_token: str, key: str) -> Backend:
        return client.bind(caller_token=caller_token, deadline=deadline, key=key)

    manner = Manner(settings.service_code, settings.default_locale, settings.hop_seconds, settings.pretend_numbers)
    return Desk(Sessions(wire, Seal(settings.session_keys)), flows, bind, settings.hash_key, manner)


def gateways(settings: Settings, desk: Desk) -> dict[str, Gateway]:
    """Every gateway by the name in its path. One without a secret admits nobody."""
    made: dict[str, Any] = {
        africastalking.NAME: africastalking.AfricasTalking(desk, settings.africastalking_secrets),
        generic.NAME: generic.Generic(desk, settings.generic_secrets),
    }
    return made
