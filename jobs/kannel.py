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


class KannelSms:
    """Sends one SMS to one number.

    url: of sendsms. reports: where Kannel sends what became of it, `<service>/sms/kannel/<secret>/delivery`; "" for no reports.
    """

    name = NAME

    def __init__(self, url: str, username: str, password: str, sender: str, reports: str = "") -> None:
        self._url = url
        # A form is not read by Kannel, and in a query number and text would stand in every log on the way: headers and a body it is.
        self._known = {"X-Kannel-Username": username, "X-Kannel-Password": password, "X-Kannel-From": sender}
        self._reports = reports
        self._session = requests.Session()
        # What the machine has set for its own browsing is not for this.
        self._session.trust_env = False

    def send(self, msisdn: str, text: str, reference: str = "") -> Handed:
        """Raises NotSent. Kannel gives no id: its report carries our reference."""
        headers = self._headers(msisdn, text, reference)
        try:
            answer = self._session.post(self._url, data=text.encode(), headers=headers, timeout=SECONDS, allow_redirects=False)
        except requests.ConnectTimeout:
            raise NotSent("no connection") from None
        except requests.RequestException as error:
            raise NotSent(type(error).__name__, may_have_gone=not never_connected(error)) from None
        _check(answer.status_code)
        return Handed()

    def _headers(self, msisdn: str, text: str, reference: str) -> dict[str, str]:
        headers = {**self._known, "X-Kannel-To": msisdn, "Content-Type": "text/plain; charset=UTF-8"}
        if not is_gsm7(text):
            # Both are needed, this and the charset: either alone arrives as garbage.
            headers["X-Kannel-Coding"] = "2"
        if self._reports:
            headers |= {"X-Kannel-DLR-Mask": REPORTS_WANTED, "X-Kannel-DLR-Url": self._report_url(reference)}
        return headers

    def _report_url(self, reference: str) -> str:
        # Kannel fills in what begins with %, so only what is ours may be quoted.
        return f"{self._reports}?{urlencode({'reference': reference})}&status=%d&answer=%A"


def _check(status: int) -> None:
    """202 alone means that it was taken: 200 is a page of something else."""
    if status == HTTPStatus.ACCEPTED:
        return
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        # It does not know us, or cannot read us: about our account, never about the message.
        raise NotSent(f"status {status}", account_at_fault=True)
    # 503: its queue is full.
    raise NotSent(f"status {status}", may_have_gone=status != HTTPStatus.SERVICE_UNAVAILABLE)
