"""All the parts of `make run`, over a Redis that lets in no more than the users of deploy/redis-users.acl."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from redis import Redis

from deploy import keys, parts, redis_program
from deploy.parts import Part
from deploy.settings import Settings
from deploy.supervisor import Supervisor
from tests.processes import ROOT, free_port

RULES = ROOT / "deploy" / "redis-users.acl"
WEB, JOBS = "lsso-web", "lsso-jobs"
PASSWORD = "as-docs-running-says"


@dataclass(frozen=True)
class Guarded:
    """store: looked into as the user that may do everything. web: what web processes and the command line read."""

    settings: Settings
    store: Redis
    socket: Path
    web: Mapping[str, str]

    def refused(self) -> list[str]:
        """What the store refused to whom, as `ACL LOG` tells it."""
        told: Any = self.store.acl_log()
        return [f"{entry['username']}: {entry['reason']} {entry['object']}" for entry in told]

    def users(self) -> set[str]:
        """Who is connected, but for this test."""
        told: Any = self.store.client_list()
        mine = self.store.client_id()
        return {str(client["user"]) for client in told if int(client["id"]) != mine}


@contextmanager
def guarded(folder: Path) -> Iterator[Guarded]:
    """Ready when yielded, and gone afterwards."""
    service, backend, phone, wallet = (free_port() for _ in range(4))
    settings = Settings(service, backend, phone, wallet, service_threads=32, job_workers=1, data=folder)
    own, socket = keys.read_or_make(folder), redis_program.socket_in(folder)
    supervisor = Supervisor()
    try:
        beneath = [_store(folder, socket), parts.wallet(settings), parts.sandbox(settings, own), parts.simulator(settings, own)]
        assert supervisor.bring_up(beneath)
        web = parts.service(settings, own, socket)
        workers = [kind(settings, own, socket, 1) for kind in (parts.worker, parts.replier)]
        alone = [kind(settings, own, socket) for kind in (parts.bulk_worker, parts.sweep, parts.cron)]
        assert supervisor.bring_up([_as(WEB, web, socket), *(_as(JOBS, part, socket) for part in (*workers, *alone))])
        with Redis(unix_socket_path=str(socket), decode_responses=True) as store:
            yield Guarded(settings, store, socket, _as(WEB, web, socket).environ)
    finally:
        supervisor.stop()


def _store(folder: Path, socket: Path) -> Part:
    """With the rules as an operator sets them up: a password for each, and nothing else changed."""
    rules = folder / "users.acl"
    rules.write_text(RULES.read_text().replace(" off ", f" on >{PASSWORD} "))
    return Part("redis", [*redis_program.command(folder, socket), "--aclfile", str(rules)], health=socket)


def _as(user: str, part: Part, socket: Path) -> Part:
    return replace(part, environ={**part.environ, "REDIS_URL": f"unix://{user}:{PASSWORD}@{socket}"})
