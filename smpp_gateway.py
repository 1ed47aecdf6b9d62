"""Binds to an operator's SMSC and answers what is dialled there: `python -m smpp_gateway`."""

from __future__ import annotations

import signal
import sys
import threading

from prometheus_client import start_http_server

from assembly import make_client, make_desk
from channels.records import configure_logging
from channels.smpp.gateway import SmppGateway
from channels.smpp.memory import Memory
from channels.smpp.settings import SmppSettings, read_smpp
from channels.wire import Wire
from engine.text import load_catalogues
from flows import all_flows
from settings import LOCALES, Settings, SettingsError, read_settings


def make_gateway(settings: Settings, smpp: SmppSettings) -> SmppGateway:
    """The gateway over a desk of its own, with the sessions that the web processes share."""
    configure_logging(settings.log_level)
    load_catalogues(LOCALES)
    wire = Wire(settings.redis_url)
    desk = make_desk(settings, wire, make_client(settings), all_flows())
    return SmppGateway(smpp, desk, settings.service_code, Memory(wire, settings.hash_key))


def main() -> None:
    """Until told to end by TERM or INT; does not start with a setting missing."""
    try:
        settings, smpp = read_settings(), read_smpp()
    except SettingsError as error:
        sys.exit(str(error))
    gateway = make_gateway(settings, smpp)
    if smpp.metrics_port:
        start_http_server(smpp.metrics_port, "127.0.0.1")
    for sign in (signal.SIGTERM, signal.SIGINT):
        # In a thread: the handler runs in the one that reads the answers being waited for.
        signal.signal(sign, lambda *_: threading.Thread(target=gateway.end).start())
    gateway.run()


if __name__ == "__main__":
    main()
