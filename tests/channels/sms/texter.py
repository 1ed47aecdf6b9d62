"""A test that speaks as a phone sending SMS: what it sends goes to the service as the gateway would bring it."""

from __future__ import annotations

import http.client
import itertools
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from engine.encoding import segments
from tests import processes
from tests.channels.sms import pretend_gateway
from tests.channels.sms.pretend_gateway import Gateway

SECRETS = {"SMS_AFRICASTALKING_SECRETS": "demo", "SMS_KANNEL_SECRETS": "demo"}
_ids = itertools.count(1)
MOST_SEGMENTS = 3


class Texter:
    """One SIM. Every answer is checked: within three segments."""

    def __init__(self, service_url: str, gateway: Gateway, msisdn: str) -> None:
        self.msisdn = msisdn
        self.text = ""
        self.took = 0.0
        self._service = service_url
        self._gateway = gateway

    def sends(self, text: str, within: float = 20.0) -> Texter:
        """Sends it, and waits for the answer."""
        before, began = len(self._gateway.to(self.msisdn)), time.monotonic()
        assert post(self._service, inbox(self.msisdn, text)) == 200
        processes.wait_until(lambda: len(self._gateway.to(self.msisdn)) > before, within, f"an answer to {text!r}")
        self.text = self._gateway.to(self.msisdn)[before]
        self.took = self._gateway.sent[-1].at - began
        assert 1 <= segments(self.text) <= MOST_SEGMENTS, self.text
        return self

    def sees(self, *texts: str) -> Texter:
        for text in texts:
            assert text in self.text, f"{text!r} is not in the SMS:\n{self.text}"
        return self

    def does_not_see(self, *texts: str) -> Texter:
        for text in texts:
            assert text not in self.text, f"{text!r} is in the SMS:\n{self.text}"
        return self


def inbox(msisdn: str, text: str, identifier: str = "") -> dict[str, str]:
    """A message as Africa's Talking posts it."""
    number = identifier or f"test-{time.time_ns()}-{next(_ids)}"
    return {"date": "2026-11-22 09:00:00", "from": msisdn, "id": number, "linkId": "", "text": text, "to": "1490", "networkCode": "45702"}


def post(service_url: str, form: dict[str, str], path: str = "/sms/africastalking/demo/inbox") -> int:
    """The status; the body has to be empty."""
    with closing(http.client.HTTPConnection(urlsplit(service_url).netloc, timeout=15)) as connection:
        connection.request("POST", path, urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        assert answer.read() == b"" or answer.status == 404
        return answer.status


class Machine:
    """The service, a worker and the sweep over one store, one backend and a pretend gateway."""

    def __init__(self, service_url: str, gateway: Gateway, environ: dict[str, str]) -> None:
        self.service = service_url
        self.gateway = gateway
        self.environ = environ

    def phone_of(self, who: str) -> Texter:
        """phone_of("P02"): the persona's phone."""
        return Texter(self.service, self.gateway, f"+85620100000{int(who[1:]):02}" if who.startswith("P") else who)

    @contextmanager
    def part(self, *module: str) -> Iterator[None]:
        """Another process of the service, as it runs in production."""
        with processes.running([sys.executable, "-m", *module], self.environ, lambda: True):
            yield


@contextmanager
def machine(redis_url: str, backend_url: str, folder: Path, *, sweeps: bool = False, port: int = 0) -> Iterator[Machine]:
    """Ready when yielded; two workers, as `make run` has."""
    with ExitStack() as stack:
        gateway = stack.enter_context(pretend_gateway.running())
        ours = {"SMS_URL": gateway.url, "SPOOL_FOLDER": str(folder / "spool"), **SECRETS}
        environ = {**processes.SERVICE, "REDIS_URL": redis_url, "BACKEND_URL": backend_url, **ours}
        service_url = stack.enter_context(processes.service(redis_url, backend_url, port, **ours))
        made = Machine(service_url, gateway, environ)
        for module in (("jobs", "replies"), ("jobs", "replies"), *((("jobs.sweep",),) if sweeps else ())):
            stack.enter_context(made.part(*module))
        yield made
