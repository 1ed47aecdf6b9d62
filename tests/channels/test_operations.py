"""What the people who run the service are told of its health."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from redis import Redis

from backend_client import BackendClient
from channels.operations import operations
from channels.wire import Wire
from tests import processes
from tests.channels.service import made


def client_of(redis_url: str, backend_url: str) -> Flask:
    app = Flask("operations")
    made.append(Wire(redis_url))
    app.register_blueprint(operations(made[-1], BackendClient(f"{backend_url}/v1", "ussd", "sandbox")))
    return app


def test_ready_once_both_have_answered_and_from_then_on(tmp_path: Path, one_sandbox: str) -> None:
    with processes.redis_server(tmp_path) as url, Redis.from_url(url) as store:
        http = client_of(url, one_sandbox).test_client()
        store.config_set("maxmemory-policy", "noeviction")
        store.config_set("maxmemory", 1)
        assert http.get("/health/ready").status_code == 503
        store.config_set("maxmemory", 0)
        assert http.get("/health/ready").status_code == 200
        store.config_set("maxmemory", 1)
        answer = http.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json == {"status": "parts are away", "parts": {"sessions": False, "backend": True}}


def test_never_ready_without_a_backend(redis_server: str) -> None:
    http = client_of(redis_server, f"http://127.0.0.1:{processes.free_port()}").test_client()
    assert http.get("/health/ready").status_code == 503
    assert http.get("/health/live").status_code == 200


def test_metrics_are_prometheus_text(redis_server: str, one_sandbox: str) -> None:
    answer = client_of(redis_server, one_sandbox).test_client().get("/metrics")
    assert answer.status_code == 200
    assert "ussd_hops_total" in answer.text
