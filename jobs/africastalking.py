"""Africa's Talking's way out for SMS, through its own SDK. Called from jobs only: it may take ten seconds.

Source: the SDK's SMSService and the answers documented for POST /version1/messaging.
"""

from __future__ import annotations

from typing import Any, Final

import requests
from africastalking.Service import AfricasTalkingException
from africastalking.SMS import SMSService
from urllib3.exceptions import NewConnectionError

from jobs.sending import Handed, NotSent

NAME: Final = "africastalking"
# 100 processed, 101 sent, 102 queued. 401-409 are final but for 405, which a top-up cures; 500-502 pass by themselves.
TAKEN: Final = frozenset({100, 101, 102})
PASSING: Final = frozenset({405, 500, 501, 502})
# Invalid number, number of a kind that is not served, on its blacklist, no route, do not disturb. The rest is about our account.
NUMBER_AT_FAULT: Final = frozenset({403, 404, 406, 407, 409})
SECONDS: Final = (3.05, 9.05)


class _Service(SMSService):  # type: ignore[misc]
    """The SDK has no option for its address: it is set where the SDK sets its own."""

    def __init__(self, url: str, username: str, api_key: str) -> None:
        self._url = url.rstrip("/")
        super().__init__(username, api_key)

    def _init_service(self) -> None:
        self._baseUrl = f"{self._url}/version1"
        self._contentUrl = self._baseUrl


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
        except AfricasTalkingException:
            # One exception for every status, without the status.
            raise NotSent("refused by the gateway") from None
        return _read(answer)


def never_connected(error: requests.RequestException) -> bool:
    """A connection that broke may have carried the text; only one that was never made did not."""
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", None), NewConnectionError)


def _read(answer: Any) -> Handed:
    """201 with no recipients is a failure, and a text instead of JSON is no answer."""
    if not isinstance(answer, dict):
        raise NotSent("not an answer", may_have_gone=True)
    recipients = answer.get("SMSMessageData", {}).get("Recipients") or []
    if not recipients:
        raise NotSent("no recipient was taken")
    code = int(recipients[0].get("statusCode", 0))
    if code not in TAKEN:
        raise NotSent(f"status {code}", final=code not in PASSING, number_at_fault=code in NUMBER_AT_FAULT)
    return Handed(str(recipients[0].get("messageId", "")), str(recipients[0].get("cost", "")))
