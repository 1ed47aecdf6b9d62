"""A refusal: a stable code of the contract, its parameters, and the HTTP status it goes out with."""

from __future__ import annotations

STATUS = {
    "invalid_request": 422,
    "invalid_client": 401,
    "unauthorized": 401,
    "forbidden": 403,
    "not_in_class": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "step_up_required": 403,
    "step_up_failed": 403,
    "locked": 423,
    "pin_not_set": 409,
    "weak_pin": 422,
    "sim_swap_hold": 403,
    "otp_expired": 410,
    "number_not_on_file": 403,
    "number_shared": 409,
    "no_entitlement": 404,
    "coverage_ended": 404,
    "duplicate": 409,
    "not_self_payable": 403,
    "nothing_due": 409,
    "membership_ended": 409,
    "too_many_months": 422,
    "quote_expired": 410,
    "duplicate_period_in_progress": 409,
    "wallet_not_supported": 422,
    "wallet_unavailable": 503,
    "limit_exceeded": 422,
    "too_late": 409,
    "idempotency_key_missing": 400,
    "idempotency_conflict": 422,
    "idempotency_in_progress": 409,
    "rate_limited": 429,
    "capability_unavailable": 501,
    "purpose_required": 400,
    "backend_unavailable": 500,
}


class Refusal(Exception):
    """`retry_after`: seconds after which the same request may work."""

    def __init__(self, code: str, *, status: int | None = None, retry_after: int | None = None, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.status = STATUS[code] if status is None else status
        self.retry_after = retry_after
        self.params = params
