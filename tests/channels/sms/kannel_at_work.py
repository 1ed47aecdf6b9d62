"""Kannel as Debian has it, bound to an SMS centre and calling the service as docs/running.md says."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import processes
from tests.channels.sms.smsc import Smsc

CONFIGURATION = """
group = core
admin-port = {admin}
admin-password = demo
smsbox-port = {boxes}
box-allow-ip = 127.0.0.1

group = smsc
smsc = smpp
smsc-id = lao
host = 127.0.0.1
port = {smsc}
transceiver-mode = true
interface-version = 34
smsc-username = demo
smsc-password = demo
system-type = demo
reconnect-delay = 1

group = smsbox
smsbox-id = box
bearerbox-host = 127.0.0.1
sendsms-port = {sendsms}
mo-recode = true
http-request-retry = 1000
http-queue-delay = 1

group = smsbox-route
smsbox-id = box
smsc-id = lao

group = sms-service
keyword = default
catch-all = true
concatenation = true
max-messages = 0
get-url = "{service}/sms/kannel/demo/inbox?from=%p&to=%P&text=%b&id=%I&time=%T"
"""


@contextmanager
def running(folder: Path, smsc: Smsc, service_url: str) -> Iterator[None]:
    """Both of its boxes, once the SMS centre has them on the line."""
    ports = {name: processes.free_port() for name in ("admin", "boxes", "sendsms")}
    configuration = folder / "kannel.conf"
    configuration.write_text(CONFIGURATION.format(**ports, smsc=smsc.port, service=service_url))
    with (
        processes.running([program("bearerbox"), str(configuration)], {}, lambda: listens(ports["boxes"])),
        processes.running([program("smsbox"), str(configuration)], {}, lambda: listens(ports["sendsms"])),
    ):
        assert smsc.bound.wait(30), "Kannel did not bind"
        yield


def program(name: str) -> str:
    """Debian keeps it off the path of most."""
    found = shutil.which(name, path="/usr/sbin:/usr/local/sbin:/usr/bin")
    assert found, name
    return found


def listens(port: int) -> bool:
    """Whether somebody does."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
