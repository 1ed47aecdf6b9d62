"""What is counted and logged of a message: never a number, a name, a PIN or a word of it."""

from __future__ import annotations

import logging
import secrets
import traceback

import structlog
from prometheus_client import Counter, Histogram

log = structlog.get_logger("channels")

hops = Counter("ussd_hops_total", "Messages answered", ["gateway", "outcome"])
BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5)
seconds = Histogram("ussd_hop_seconds", "From request to reply", ["gateway"], buckets=BUCKETS)
repeats = Counter("ussd_repeated_hops_total", "Messages that came again and got the stored reply")
store_failures = Counter("session_store_failures_total", "Messages that met no working session store")
unexpected_errors = Counter("unexpected_errors_total", "Mistakes of ours that a caller met", ["gateway"])
dials = Counter("ussd_dials_total", "Dialled sessions as the gateway reports their end", ["gateway", "status"])

backend_calls = Counter("backend_calls_total", "Calls to the backend", ["route", "outcome"])
backend_seconds = Histogram("backend_call_seconds", "From call to decoded answer", ["route"], buckets=BUCKETS)

ALLOWED = frozenset({"event", "level", "timestamp", "gateway", "code", "error", "where", "status", "hops", "milliseconds", "reason"})


def backend_answered(route: str, outcome: str, taken: float) -> None:
    """Counts a call to the backend. `route`: its template, never an address; taken: seconds."""
    backend_calls.labels(route, outcome).inc()
    backend_seconds.labels(route).observe(taken)


def unexpected(error: Exception, gateway: str) -> str:
    """Logs a mistake of ours and returns the code that the caller can read out."""
    code = secrets.token_hex(2).upper()
    frames = traceback.extract_tb(error.__traceback__)
    # The type and the places only: an error's words may quote what the caller typed.
    log.error("unexpected", gateway=gateway, code=code, error=type(error).__name__, where=[f"{f.name}:{f.lineno}" for f in frames[-6:]])
    unexpected_errors.labels(gateway).inc()
    return code


def only_allowed(_logger: object, _method: str, entry: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Drops every key that is not known to be free of personal data."""
    return {key: value for key, value in entry.items() if key in ALLOWED}


def configure_logging(level: str = "INFO") -> None:
    """One JSON line an event on standard output, allowed keys only."""
    logging.basicConfig(level=level, format="%(message)s", force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        cache_logger_on_first_use=True,
    )
