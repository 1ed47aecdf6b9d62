"""The parts of a running machine: what each is started with, and how it says that it is ready."""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deploy import redis_program
from deploy.settings import Settings

CLIENT_ID = "channels"
SMS_USERNAME = "sandbox"
SMS_SENDER = "LSSO"
GATEWAY_SECRETS = (
    "USSD_AFRICASTALKING_SECRETS",
    "USSD_GENERIC_SECRETS",
    "SMS_AFRICASTALKING_SECRETS",
    "SMS_KANNEL_SECRETS",
    "VOICE_AFRICASTALKING_SECRETS",
)
# Where no other is set.
SECRET = "demo"  # noqa: S105
SANDBOX_FILE = "sandbox.sqlite3"
WALLET_FILE = "wallet.sqlite3"
PHONE_FILE = "phone.sqlite3"
# What is pretended starts afresh with each run, all of it together; what comes back from a crash goes on with its file.
PRETENDED = (SANDBOX_FILE, WALLET_FILE, PHONE_FILE)


@dataclass(frozen=True)
class Part:
    """health: a URL that answers 200, a socket's path that exists, or None where running is being ready."""

    name: str
    command: list[str]
    environ: Mapping[str, str] = field(default_factory=dict)
    health: str | Path | None = None


def store(folder: Path, socket: Path) -> Part:
    return Part("redis", redis_program.command(folder, socket), health=socket)


def sandbox(settings: Settings, keys: Mapping[str, str]) -> Part:
    environ = {
        "BACKEND_PORT": str(settings.backend_port),
        "SANDBOX_DATABASE_URL": f"sqlite:///{settings.data / SANDBOX_FILE}",
        "SANDBOX_PEPPER": keys["SANDBOX_PEPPER"],
        "SANDBOX_KEEP": "1",
        "SANDBOX_CLIENT_ID": CLIENT_ID,
        "SANDBOX_CLIENT_SECRET": keys["BACKEND_CLIENT_SECRET"],
        "WALLET_URL": settings.wallet_url,
        "SANDBOX_WEBHOOK_URL": f"{settings.service_url}/hooks/backend",
        "SANDBOX_WEBHOOK_SECRET": keys["WEBHOOK_SECRET"],
    }
    return Part("backend", _python("sandbox"), environ, f"{settings.backend_url}/v1/health")


def wallet(settings: Settings) -> Part:
    environ = {"WALLET_PORT": str(settings.wallet_port), "WALLET_DATABASE": str(settings.data / WALLET_FILE)}
    return Part("wallet", _python("wallet"), environ, f"{settings.wallet_url}/health")


def service(settings: Settings, keys: Mapping[str, str], socket: Path) -> Part:
    sizes = ["--workers", str(settings.service_workers), "--blocking-threads", str(settings.service_threads)]
    listening = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(settings.service_port)]
    # No access log: a gateway's secret is in the path, and the service writes its own lines without it.
    lasting = ["--no-access-log", "--log-level", "error", "--respawn-failed-workers", "--workers-kill-timeout", "2"]
    command = [*_python("granian"), *listening, *sizes, *lasting, "wsgi:app"]
    environ = service_environ(settings, keys, socket)
    if settings.service_workers > 1:
        environ["PROMETHEUS_MULTIPROC_DIR"] = str(_counts(settings.data))
    return Part("service", command, environ, f"{settings.service_url}/health/ready")


def _counts(data: Path) -> Path:
    """Where several web processes add up what they count; empty at each start, for it speaks of processes that are gone."""
    folder = data / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def worker(settings: Settings, keys: Mapping[str, str], socket: Path, number: int) -> Part:
    return Part(f"jobs-{number}", _python("jobs"), service_environ(settings, keys, socket))


def replier(settings: Settings, keys: Mapping[str, str], socket: Path, number: int) -> Part:
    return Part(f"replies-{number}", [*_python("jobs"), "replies"], service_environ(settings, keys, socket))


def bulk_worker(settings: Settings, keys: Mapping[str, str], socket: Path) -> Part:
    return Part("bulk", [*_python("jobs"), "bulk"], service_environ(settings, keys, socket))


def sweep(settings: Settings, keys: Mapping[str, str], socket: Path) -> Part:
    return Part("sweep", _python("jobs.sweep"), service_environ(settings, keys, socket))


def cron(settings: Settings, keys: Mapping[str, str], socket: Path) -> Part:
    return Part("cron", _python("jobs.cron"), service_environ(settings, keys, socket))


def simulator(settings: Settings, keys: Mapping[str, str]) -> Part:
    environ = {
        "SIMULATOR_PORT": str(settings.simulator_port),
        "SERVICE_URL": settings.service_url,
        "BACKEND_URL": settings.backend_url,
        "GATEWAY_SECRET": _secret("USSD_AFRICASTALKING_SECRETS"),
        "SMS_GATEWAY_SECRET": _secret("SMS_AFRICASTALKING_SECRETS"),
        "VOICE_GATEWAY_SECRET": _secret("VOICE_AFRICASTALKING_SECRETS"),
        "SIMULATOR_DATABASE": str(settings.data / PHONE_FILE),
        "SMS_USERNAME": SMS_USERNAME,
        "SMS_API_KEY": keys["SMS_API_KEY"],
        "SMS_SENDER": SMS_SENDER,
    }
    return Part("phone", _python("simulator"), environ, f"{settings.simulator_url}/")


def service_environ(settings: Settings, keys: Mapping[str, str], socket: Path) -> dict[str, str]:
    """What web processes, workers and the command line of the service read."""
    ours = {
        "REDIS_URL": f"unix://{socket}",
        "BACKEND_URL": settings.backend_url,
        "SESSION_KEYS": keys["SESSION_KEYS"],
        "HASH_KEY": keys["HASH_KEY"],
        "BACKEND_CLIENT_ID": CLIENT_ID,
        "BACKEND_CLIENT_SECRET": keys["BACKEND_CLIENT_SECRET"],
        "WEBHOOK_SECRET": keys["WEBHOOK_SECRET"],
        "SMS_URL": settings.simulator_url,
        "SMS_USERNAME": SMS_USERNAME,
        "SMS_API_KEY": keys["SMS_API_KEY"],
        "SMS_SENDER": SMS_SENDER,
        "SPOOL_FOLDER": str(settings.data / "spool"),
    }
    usual = {**dict.fromkeys(GATEWAY_SECRETS, SECRET), "SERVICE_CODE": "*149#", "PRETEND_NUMBERS": "1"}
    # What the person who runs it has set stays; where the other parts listen does not depend on it.
    return {**usual, **{name: os.environ[name] for name in usual if name in os.environ}, **ours}


def _secret(name: str) -> str:
    """The one that the phone page calls with: the newest of those that the service admits."""
    return os.environ.get(name, SECRET).partition(",")[0].strip()


def _python(module: str) -> list[str]:
    return [sys.executable, "-m", module]
