"""Kannel's way out for SMS: sendsms over HTTP. Called from jobs only.

Source: Kannel 1.4.5, user guide, "Using the HTTP interface to sendsms", and measured on a running one.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

import requests

from engine.encoding import is_gsm7
from jobs.africastalking import never_connected
from jobs.sending import Handed, NotSent

NAME: Final = "kannel"
# 1 delivered, 2 failed, 4 buffered, 16 rejected: everything but "accepted", which 202 says already.
REPORTS_WANTED: Final = "23"
SECONDS: Final = (3.05, 9.05)
LONGEST: Final = 600


class KannelSms:
    """Sends one SMS to one number.

    url: of sendsms. reports: where Kannel sends what became of it, `<service>/sms/kannel/<secret>/delivery`; "" for no reports.
    """

    name = NAME

    def __init__(self, url: str, username: str, password: str, sender: str, reports: str = "") -> None:
        self._url = url
        self._known = {"username": username, "password": password, "from": sender}
        self._reports = reports
        self._session = requests.Session()
        # What the machine has set for its own browsing is not for this.
        self._session.trust_env = False

    def send(self, msisdn: str, text: str, reference: str = "") -> Handed:
        """Raises NotSent. Kannel gives no id: its report carries our reference."""
        try:
            answer = self._session.post(self._url, data=self._form(msisdn, text, reference), timeout=SECONDS, allow_redirects=False)
        except requests.ConnectTimeout:
            raise NotSent("no connection") from None
        except requests.RequestException as error:
            raise NotSent(type(error).__name__, may_have_gone=not never_connected(error)) from None
        _check(answer.status_code, answer.text[:LONGEST])
        return Handed()

    def _form(self, msisdn: str, text: str, reference: str) -> dict[str, str]:
        form = {**self._known, "to": msisdn, "text": text, "charset": "UTF-8"}
        if not is_gsm7(text):
            # Both are needed: either alone arrives as garbage.
            form["coding"] = "2"
        if self._reports:
            form |= {"dlr-mask": REPORTS_WANTED, "dlr-url": self._report_url(reference)}
        return form

    def _report_url(self, reference: str) -> str:
        # Kannel fills in what begins with %, so only what is ours may be quoted.
        return f"{self._reports}?{urlencode({'reference': reference})}&status=%d&answer=%A"


def _check(status: int, said: str) -> None:
    """202 alone means that it was taken: 200 is a page of something else."""
    if status == HTTPStatus.ACCEPTED:
        return
    if status == HTTPStatus.BAD_REQUEST:
        # A request it cannot read; the next gateway may, and a person has to look.
        raise NotSent("bad request", final="number" not in said.lower(), number_at_fault=False)
    if status == HTTPStatus.SERVICE_UNAVAILABLE or HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotSent(f"status {status}")
    raise NotSent(f"status {status}", may_have_gone=True)
