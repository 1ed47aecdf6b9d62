"""What a script or the page must send: each word is looked at before it goes anywhere."""

import re
from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest

from simulator.numbers import is_msisdn

# It becomes a part of an address.
KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


def word(name: str) -> str:
    """Raises BadRequest."""
    body: Any = request.get_json()
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, str):
        raise BadRequest(f"{name}: a text is needed")
    return value


def key(name: str) -> str:
    """Raises BadRequest."""
    value = word(name)
    if not KEY.fullmatch(value):
        raise BadRequest(f"{name}: letters and digits are needed")
    return value


def msisdn(value: str) -> str:
    """Raises BadRequest."""
    if not is_msisdn(value):
        raise BadRequest("msisdn: a number such as +8562010000002 is needed")
    return value
