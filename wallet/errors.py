"""What the wallet refuses, in the words of the GSMA's error object.

WalletError
├── Refused   the request itself: an HTTP answer of the category's status
└── (Reason)  why a payment did not happen, as its errorReference
"""

from __future__ import annotations

from typing import Any

STATUS = {"businessRule": 400, "validation": 400, "authorisation": 401, "identification": 404, "internal": 500, "serviceUnavailable": 503}

# reason: (category, code), from GSMA Mobile Money API 1.2, API Error Codes. It has none for a question nobody answered.
REASONS = {
    "declined": ("authorisation", "requestDeclined"),
    "wrong_pin": ("authorisation", "requestDeclined"),
    "prompt_expired": ("authorisation", "genericError"),
    "insufficient_funds": ("businessRule", "insufficientFunds"),
    "limit_exceeded": ("businessRule", "greaterThanTransactionMaxValue"),
}


class Refused(Exception):
    """`reason`: our own word for it, the one thing GSMA's codes do not tell apart."""

    def __init__(self, category: str, code: str, reason: str, *, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status or STATUS[category]
        self.body = error_object(category, code, reason)


def error_object(category: str, code: str, reason: str) -> dict[str, Any]:
    return {
        "errorCategory": category,
        "errorCode": code,
        "errorDescription": reason.replace("_", " "),
        "errorParameters": [{"key": "reason", "value": reason}],
    }


def of_reason(reason: str) -> dict[str, Any]:
    return error_object(*REASONS[reason], reason)


def refused_for(reason: str) -> Refused:
    return Refused(*REASONS[reason], reason)


def not_found(what: str) -> Refused:
    return Refused("identification", "identifierError", f"unknown_{what}")


def invalid(what: str) -> Refused:
    return Refused("validation", "formatError", what)


def unavailable(status: int = 503) -> Refused:
    return Refused("serviceUnavailable", "genericError", "unavailable", status=status)
