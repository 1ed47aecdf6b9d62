"""Reads an answer: a value of the contract, a refusal, or something the contract does not allow."""

from __future__ import annotations

from threading import Lock
from typing import Any, TypeVar

import msgspec

from backend_client.errors import BackendError, BackendFailed, BadAnswer, Refused
from backend_client.shapes import Shape
from backend_client.transport import Answer

T = TypeVar("T", bound=Shape)

# The wallet is not the backend: it being away is an answer, with a sentence of its own.
REFUSALS_AT_5XX = frozenset({"wallet_unavailable"})


class Problem(Shape, frozen=True, kw_only=True):
    """RFC 9457, as far as a channel needs it."""

    code: str
    params: dict[str, str | int] = msgspec.field(default_factory=dict)
    retry_after_s: int | None = None


_decoders: dict[type[Shape], msgspec.json.Decoder[Any]] = {}
_one_at_a_time = Lock()


def _decoder(shape: type[T]) -> msgspec.json.Decoder[T]:
    made = _decoders.get(shape)
    if made is None:
        # msgspec 0.22 ends the whole process when two threads describe the same type to it at once.
        with _one_at_a_time:
            made = _decoders.setdefault(shape, msgspec.json.Decoder(shape))
    return made


def read(shape: type[T], answer: Answer) -> T:
    """The value. Raises Refused, BackendFailed or BadAnswer."""
    status, content_type, body, _ = answer
    if not 200 <= status < 300:
        raise failure(answer)
    if not content_type.startswith("application/json"):
        raise BadAnswer(f"{status} without JSON")
    return _decoded(shape, body)


def failure(answer: Answer) -> BackendError:
    """What an answer other than 2xx means. Redirects are never followed: the address is a setting, not the backend's choice."""
    status = answer.status
    if status < 400:
        return BadAnswer(f"{status} is neither an answer nor a problem")
    if not answer.content_type.startswith("application/problem+json"):
        return BackendFailed(str(status)) if status >= 500 else BadAnswer(f"{status} without a problem document")
    try:
        problem = _decoded(Problem, answer.body)
    except BadAnswer as unreadable:
        return unreadable
    if status < 500 or status == 501 or problem.code in REFUSALS_AT_5XX:
        return Refused(problem.code, problem.params, problem.retry_after_s)
    return BackendFailed(f"{status} {problem.code}")


def _decoded(shape: type[T], body: bytes) -> T:
    try:
        decoder: msgspec.json.Decoder[T] = _decoder(shape)
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # The message quotes what was sent; the path within it does not.
        where: Any = str(error).partition(" - at ")[2] or "as a whole"
        raise BadAnswer(f"{shape.__name__} does not fit the contract {where}") from None
