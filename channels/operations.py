"""What the people who run the service ask it: is it alive, is it ready, and what has it counted."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, multiprocess
from prometheus_client.registry import Collector

from backend_client.errors import BackendError
from channels.wire import Away, Wire

if TYPE_CHECKING:
    from backend_client import BackendClient
PROBE_SECONDS = 1.0


def operations(wire: Wire, client: BackendClient, metrics_folder: str = "", *figures: Collector) -> Blueprint:
    """/health/live, /health/ready and /metrics."""
    blueprint = Blueprint("operations", __name__)

    @blueprint.get("/health/live")
    def live() -> Response:
        return jsonify(status="ok")

    was_ready = threading.Event()

    @blueprint.get("/health/ready")
    def ready() -> tuple[Response, int]:
        parts = {"sessions": _redis_answers(wire), "backend": _backend_answers(client)}
        if all(parts.values()):
            was_ready.set()
        # Once ready, it stays so: taken out of service, callers would meet a dead line instead of a polite answer.
        return jsonify(status="ok" if all(parts.values()) else "parts are away", parts=parts), 200 if was_ready.is_set() else 503

    @blueprint.get("/metrics")
    def metrics() -> Response:
        registry = REGISTRY
        if metrics_folder:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry, metrics_folder)  # type: ignore[no-untyped-call]
        asked = CollectorRegistry()
        for each in figures:
            asked.register(each)
        return Response(generate_latest(registry) + generate_latest(asked), content_type=CONTENT_TYPE_LATEST)

    return blueprint


def _redis_answers(wire: Wire) -> bool:
    try:
        # A write, for a store that is full still answers a ping.
        return wire.trip((b"SET", b"ready", b"1", b"EX", 60)) == [b"OK"]
    except Away:
        return False


def _backend_answers(client: BackendClient) -> bool:
    try:
        client.bind(deadline=time.monotonic() + PROBE_SECONDS).capabilities()
    except BackendError:
        return False
    return True
