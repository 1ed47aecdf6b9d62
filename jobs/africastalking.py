"""Africa's Talking's way out for SMS, through its own SDK. Called from jobs only: it may take ten seconds.

Source: the SDK's SMSService and the answers documented for POST /version1/messaging.
"""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final

import requests
from africastalking.SMS import SMSService
from urllib3.exceptions import NewConnectionError

from jobs.sending import Handed, NotSent

NAME: Final = "africastalking"
# 100 processed, 101 sent, 102 queued. From 400 on it is a no; what is in none of these passes by itself, as 500-502 do.
TAKEN: Final = frozenset({100, 101, 102})
# Invalid number, number of a kind that is not served, on its blacklist, no route, do not disturb.
NUMBER_AT_FAULT: Final = frozenset({403, 404, 406, 407, 409})
# Held for risk, a sender that is not ours, no balance.
ACCOUNT_AT_FAULT: Final = frozenset({401, 402, 405})
SECONDS: Final = (3.05, 9.05)


class _Service(SMSService):  # type: ignore[misc]
    """The SDK has no option for its address: it is set where the SDK sets its own."""

    def __init__(self, url: str, username: str, api_key: str) -> None:
        self._url = url.rstrip("/")
        super().__init__(username, api_key)

    def _init_service(self) -> None:
        self._baseUrl = f"{self._url}/version1"
        self._contentUrl = self._baseUrl

    def _make_request(
        self,
        url: str,
        method: str,
        headers: Any,
        data: Any,
        params: Any,
        callback: None = None,  # noqa: ARG002 - the SDK hands it over
        timeout: tuple[float, float] = SECONDS,
    ) -> Any:
        """The SDK's own says the same of a wrong key and of a breakdown: one exception for every status, without the status."""
        answer = requests.request(method, url, headers=headers, params=params, data=data, timeout=timeout)
        if not HTTPStatus.OK <= answer.status_code < HTTPStatus.MULTIPLE_CHOICES:
            raise _refused(answer.status_code)
        if answer.headers.get("content-type") == "application/json":
            with suppress(ValueError):
                return answer.json()
        return answer.text


class AfricasTalkingSms:
    """Sends one SMS to one number. `sender`: the short code or name it comes from."""

    name = NAME

    def __init__(self, url: str, username: str, api_key: str, sender: str) -> None:
        self._service = _Service(url, username, api_key)
        self._sender = sender

    def send(self, msisdn: str, text: str, _reference: str = "") -> Handed:
        """Raises NotSent; `may_have_gone` when the gateway did not say. Its reports name its own id, not our reference."""
        try:
            answer = self._service.send(text, [msisdn], self._sender, timeout=SECONDS)
        except ValueError:
            raise NotSent("invalid number", final=True, number_at_fault=True) from None
        except requests.ConnectTimeout:
            raise NotSent("no connection") from None
        except requests.RequestException as error:
            raise NotSent(type(error).__name__, may_have_gone=not never_connected(error)) from None
        return _read(answer)


def never_connected(error: requests.RequestException) -> bool:
    """A connection that broke may have carried the text; only one that was never made did not."""
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", None), NewConnectionError)


def _refused(status: int) -> NotSent:
    """What the request itself was answered, before anything was said of the message."""
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return NotSent(f"http {status}", account_at_fault=True)
    return NotSent(f"http {status}", may_have_gone=status != HTTPStatus.SERVICE_UNAVAILABLE)


def _read(answer: Any) -> Handed:
    """201 with no recipients is a failure, and a text instead of JSON is no answer."""
    if not isinstance(answer, dict):
        raise NotSent("not an answer", may_have_gone=True)
    recipients = answer.get("SMSMessageData", {}).get("Recipients") or []
    if not recipients:
        raise NotSent("no recipient was taken", account_at_fault=True)
    code = int(recipients[0].get("statusCode", 0))
    if code in NUMBER_AT_FAULT:
        raise NotSent(f"status {code}", final=True, number_at_fault=True)
    if code not in TAKEN:
        raise NotSent(f"status {code}", may_have_gone=code < HTTPStatus.BAD_REQUEST, account_at_fault=code in ACCOUNT_AT_FAULT)
    return Handed(str(recipients[0].get("messageId", "")), str(recipients[0].get("cost", "")))
