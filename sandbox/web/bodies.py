"""What a request may say: bodies and queries read into typed records, or refused naming the field."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from flask import request
from msgspec import UNSET, Meta, Struct, UnsetType, structs

from sandbox.policy.problems import Refusal

T = TypeVar("T")

# \Z and not $: a number with a line break after it is not the number.
Msisdn = Annotated[str, Meta(pattern=r"^\+[1-9][0-9]{6,14}\Z")]
MemberNo = Annotated[str, Meta(pattern=r"^[0-9]{9}\Z")]
Reference = Annotated[str, Meta(pattern=r"^[0-9]{10}\Z")]
Period = Annotated[str, Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])\Z")]
Pin = Annotated[str, Meta(pattern=r"^[0-9]{4,6}\Z")]
Language = Literal["lo", "en", "hmn", "kjg", "th", "vi"]


class OpenCallerSession(Struct):
    msisdn: Msisdn
    channel: Literal["ussd", "sms", "whatsapp", "messenger", "telegram", "line", "hotline", "web"]
    chat_id: Annotated[str, Meta(max_length=100)] | None = None


class SelectMember(Struct):
    member_ref: Annotated[str, Meta(min_length=4, max_length=40)]


class StepUp(Struct):
    pin: Pin


class CreateOtpChallenge(Struct):
    purpose: Literal["set_pin", "bind_chat"]


class VerifyOtpChallenge(Struct):
    code: Annotated[str, Meta(pattern=r"^[0-9]{6}\Z")]
    agrees: bool = False


class SetPin(Struct):
    new_pin: Pin
    otp_token: Annotated[str, Meta(max_length=200)] | None = None


class RegisterPhone(Struct):
    member_no: MemberNo
    msisdn: Msisdn | None = None


class BlockPhone(Struct):
    msisdn: Msisdn | None = None
    member_no: MemberNo | None = None


class ReportGaps(Struct):
    periods: Annotated[list[Period], Meta(min_length=1, max_length=36)]


class SetPreferences(Struct):
    language: Language | UnsetType = UNSET
    script: Literal["Laoo", "Latn", "Thai"] | UnsetType = UNSET
    reminders: bool | UnsetType = UNSET
    discreet: bool | UnsetType = UNSET
    public_lookup: bool | UnsetType = UNSET
    sms_amounts: bool | UnsetType = UNSET


class LookUpEntitlement(Struct):
    member_no: MemberNo


class OpenCase(Struct):
    kind: Literal["question", "complaint", "praise", "join", "call_back", "appeal", "wrong_data", "hospital"]
    text: Annotated[str, Meta(max_length=1000)] | None = None
    language: Language | None = None
    about_ref: Reference | None = None


class ReportUndeliverable(Struct):
    msisdn: Msisdn
    failures: Annotated[int, Meta(ge=1)]


class Beneficiary(Struct):
    member_no: MemberNo


class QuotePayment(Struct):
    beneficiary: Literal["self"] | Beneficiary
    months: Annotated[int, Meta(ge=1, le=10_000)]


class PayingWallet(Struct):
    provider: Annotated[str, Meta(pattern=r"^[a-z_]{2,20}\Z")]
    msisdn: Msisdn


class ConfirmPayment(Struct):
    quote_id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{8,64}\Z")]
    wallet: PayingWallet


class ReportNotice(Struct):
    state: Literal["sending", "sent", "failed", "undeliverable"]


class ReferenceQuery(Struct):
    reference: Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{4,40}\Z")]


class OrdersQuery(Struct):
    msisdn: Msisdn | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=120)] = 12


class SetClock(Struct):
    now: datetime | UnsetType = UNSET
    advance_s: Annotated[int, Meta(ge=0, le=315_360_000)] | UnsetType = UNSET
    frozen: bool | UnsetType = UNSET


# UNSET and not None for what may be left out of a query: there the word "null" is a word.
class PageQuery(Struct):
    cursor: Annotated[str, Meta(min_length=1, max_length=100)] | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=120)] = 12


class MonthsQuery(PageQuery, rename={"since": "from", "until": "to"}):
    since: Period | UnsetType = UNSET
    until: Period | UnsetType = UNSET


class WhatIfQuery(Struct):
    what_if: Literal["pay_each_month", "skip_this_month", "skip_three_months", "laid_off", "resigned"] | UnsetType = UNSET


class ProvinceQuery(Struct):
    province: Annotated[str, Meta(max_length=20)] | UnsetType = UNSET


class MessagesQuery(Struct):
    msisdn: Msisdn


# msgspec 0.22 ends the whole process when two threads describe the same type to it at once: all are described here.
for _shape in [kind for kind in vars().values() if isinstance(kind, type) and issubclass(kind, Struct)]:
    msgspec.json.Decoder(_shape)


def body(kind: type[T]) -> T:
    """400 when it is not JSON, 422 naming the field when it is not of the shape."""
    try:
        return msgspec.json.decode(request.get_data(), type=kind)
    except msgspec.ValidationError as wrong:
        raise Refusal("invalid_request", field=_field(wrong)) from wrong
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise Refusal("invalid_request", status=400, field="body") from wrong


def query(kind: type[T]) -> T:
    # A parameter given twice is not a question with an answer.
    given: dict[str, Any] = {name: values[0] if len(values) == 1 else values for name, values in request.args.lists()}
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as wrong:
        raise Refusal("invalid_request", field=_field(wrong)) from wrong


def checked(text: str, kind: Any, field: str) -> str:
    """A part of the path that has a shape."""
    try:
        return str(msgspec.convert(text, kind))
    except msgspec.ValidationError as wrong:
        raise Refusal("invalid_request", field=field) from wrong


def changes(asked: Struct) -> dict[str, Any]:
    """What a request names of what it may change; nothing at all is not a request."""
    named = {name: value for name, value in structs.asdict(asked).items() if value is not UNSET}
    if not named:
        raise Refusal("invalid_request", field="body")
    return named


def _field(wrong: msgspec.ValidationError) -> str:
    """The top property at fault: msgspec writes `... - at `$.periods[...]``, or names a missing one."""
    found = re.search(r"\$\.(\w+)", str(wrong)) or re.search(r"required field `(\w+)`", str(wrong))
    return found[1] if found else "body"
