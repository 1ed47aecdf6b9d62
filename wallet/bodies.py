"""What a request may say: bodies and queries read into typed records, or refused naming the field."""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec
from flask import request

from wallet.errors import Refused, invalid

T = TypeVar("T")


def body(kind: type[T]) -> T:
    try:
        return msgspec.json.decode(request.get_data(), type=kind)
    except msgspec.ValidationError as wrong:
        raise _refusal(wrong) from wrong
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise invalid("body") from wrong


def query(kind: type[T]) -> T:
    try:
        return msgspec.convert(request.args.to_dict(), kind, strict=False)
    except msgspec.ValidationError as wrong:
        raise _refusal(wrong) from wrong


def _refusal(wrong: msgspec.ValidationError) -> Refused:
    """msgspec names a field as `... - at `$.amount``, or a missing one by its name."""
    if missing := re.search(r"required field `(\w+)`", str(wrong)):
        return Refused("validation", "mandatoryValueNotSupplied", missing[1])
    found = re.search(r"\$\.(\w+)", str(wrong))
    return invalid(found[1] if found else "body")
