"""Killed again and again in the middle of payments, the backend comes back, and each of them ends once and rightly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import AbstractContextManager
from http.client import HTTPException
from pathlib import Path
from random import Random

import pytest

from tests import processes
from tests.sandbox.payments.conftest import QUICK, wallet
from tests.sandbox.payments.till import Payment, Till
from tests.sandbox.speaker import Api, Caller, Said

SEED = 20_261_122
PAYERS = ("P08", "P09", "P14a", "P20", "P21", "P36", "P38", "P40", "P41", "P42")
KILLS = 8
RATES = {"approve": 0.6, "decline": 0.1, "lose_callback": 0.3}


def backend(environ: dict[str, str]) -> AbstractContextManager[subprocess.Popen[bytes]]:
    health = f"http://127.0.0.1:{environ['BACKEND_PORT']}/v1/health"
    return processes.running([sys.executable, "-m", "sandbox"], environ, lambda: processes.answers(health))


def kill(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.long
@pytest.mark.timeout(400)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_payment_is_lost_or_made_twice(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    port, wallet_port = processes.free_port(), processes.free_port()
    url = f"sqlite:///{tmp_path / 'sandbox.sqlite3'}" if database == "sqlite" else request.getfixturevalue("postgres_url")
    wallet_url = f"http://127.0.0.1:{wallet_port}"
    environ = {"BACKEND_PORT": str(port), "SANDBOX_DATABASE_URL": url, "WALLET_URL": wallet_url, **QUICK}
    with wallet(tmp_path, wallet_port):
        with backend(environ) as process:
            till = Till(Api(f"http://127.0.0.1:{port}"), wallet_url, patience=60)
            till.wallet("POST", "/control/rates", {"rates": RATES, "seed": "k", "after_s": 0})
            quotes = prices(till)
            kill(process)
        for number in range(KILLS):
            with backend(environ | {"SANDBOX_KEEP": "1"}) as process:
                confirm_until_killed(till, quotes, Random(SEED + number), process)
        with backend(environ | {"SANDBOX_KEEP": "1"}):
            states = ends(till, quotes)
            charged = Counter(debit["correlationId"] for debit in till.debits())
            books = till.books()
            assert books["closed"], books
    assert len(states) == len(quotes) == len(PAYERS)
    assert set(charged.values()) <= {1}
    assert {order_id for order_id, state in states.items() if state == "posted"} == set(charged)
    assert set(states.values()) <= {"posted", "declined", "expired", "failed"}


def prices(till: Till) -> list[tuple[Caller, Said]]:
    numbers = {one["persona"]: one["member_no"] for one in till.api.call("GET", "/sandbox/personas").body}
    payer = till.api.open("P16")
    return [(payer, till.price(payer, 1, numbers[who])) for who in PAYERS]


def confirm_until_killed(till: Till, quotes: list[tuple[Caller, Said]], chance: Random, process: subprocess.Popen[bytes]) -> None:
    """Some of them, many for a second time; the kill comes at any moment from the first byte on."""
    killer = threading.Timer(chance.uniform(0, 0.4), kill, [process])
    killer.start()
    for caller, quoted in chance.sample(quotes, 5):
        try:
            till.confirm(caller, quoted)
        except (OSError, HTTPException):
            break
    killer.join()


def ends(till: Till, quotes: list[tuple[Caller, Said]]) -> dict[str, str]:
    payments = [Payment(till, caller, till.confirm(caller, quoted).body) for caller, quoted in quotes]
    return {payment.order["id"]: payment.ends()["state"] for payment in payments}
