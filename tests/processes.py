"""Real servers for tests: each on a port or socket of its own, gone when the test is."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from deploy import redis_program, sessions
from deploy.ports import free_port as free_port  # noqa: PLC0414 - tests ask here
from simulator.smsc.server import Smsc

ROOT = Path(__file__).resolve().parent.parent
PYTHON = (sys.executable, "-m")
READY_WITHIN = 30.0


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def wait_until(happens: Callable[[], bool], within: float = READY_WITHIN, what: str = "what was waited for") -> None:
    deadline = time.monotonic() + within
    while not happens():
        assert time.monotonic() < deadline, f"{what} did not happen within {within:g} s"
        time.sleep(0.02)


@contextmanager
def running(
    command: Sequence[str], environ: Mapping[str, str], ready: Callable[[], bool], said: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """The process once it is ready; at the end it and all it started are ended, killed if need be. said: where its output goes."""
    with said.open("w+b") if said else tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environ}, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
        try:
            wait_until(lambda: ready() or process.poll() is not None, what=f"{command[:4]} being ready")
            if process.poll() is not None:
                output.seek(0)
                raise AssertionError(f"{list(command)} ended with {process.returncode}:\n{output.read().decode(errors='replace')[-4000:]}")
            yield process
        finally:
            sessions.end({process.pid}, patience=2)
            process.wait()


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The URL of a private store, with the options `make run` gives it."""
    path = redis_program.socket_in(folder)
    with running(redis_program.command(folder, path), {}, lambda: _answers_ping(path)):
        yield f"unix://{path}"


def _answers_ping(path: Path) -> bool:
    """The socket is there before anybody listens on it, and while the store still reads what it had kept."""
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(64).startswith(b"+PONG")
    except OSError:
        return False


@contextmanager
def sandbox(folder: Path, **more: str) -> Iterator[str]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environ = {"BACKEND_PORT": str(port), "SANDBOX_DATABASE_URL": f"sqlite:///{folder / 'sandbox.sqlite3'}", **more}
    with running([sys.executable, "-m", "sandbox"], environ, lambda: answers(f"{url}/v1/health")):
        yield url


@contextmanager
def wallet(folder: Path, **more: str) -> Iterator[str]:
    """The pretend wallet over a ledger of its own."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environ = {"WALLET_PORT": str(port), "WALLET_DATABASE": str(folder / "wallet.sqlite3"), **more}
    with running([sys.executable, "-m", "wallet"], environ, lambda: answers(f"{url}/health")):
        yield url


SERVICE = {
    # The sandbox's own defaults.
    "BACKEND_CLIENT_ID": "ussd",
    "BACKEND_CLIENT_SECRET": "sandbox",
    "SESSION_KEYS": "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "HASH_KEY": "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=",
    "USSD_AFRICASTALKING_SECRETS": "demo",
    "USSD_GENERIC_SECRETS": "demo",
    "VOICE_AFRICASTALKING_SECRETS": "demo",
    "SERVICE_CODE": "*149#",
    "PRETEND_NUMBERS": "1",
    "SMS_USERNAME": "sandbox",
    "SMS_API_KEY": "key",
    "SMS_URL": "http://127.0.0.1:9",
    "WEBHOOK_SECRET": "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
}


@contextmanager
def smpp_gateway(redis_url: str, backend_url: str, smsc: Smsc, said: Path | None = None, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """The process that binds to an SMSC, once it is bound."""
    ours = {"SMPP_HOST": "127.0.0.1", "SMPP_PORT": str(smsc.port), "SMPP_SYSTEM_ID": "lsso", "SMPP_PASSWORD": "secret"}
    environ = {**SERVICE, "REDIS_URL": redis_url, "BACKEND_URL": backend_url, **ours, **more}
    with running([*PYTHON, "smpp_gateway"], environ, lambda: any(bind.is_bound for bind in smsc.binds), said) as process:
        yield process


@contextmanager
def service(redis_url: str, backend_url: str, port: int = 0, **more: str) -> Iterator[str]:
    """The service as it runs in production: its own web server, its own process."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "32", "--no-access-log", "wsgi:app"]
    with running(command, {**SERVICE, "REDIS_URL": redis_url, "BACKEND_URL": backend_url, **more}, lambda: answers(f"{url}/health/live")):
        yield url
