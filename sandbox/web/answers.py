"""Answers and refusals as the bytes that go out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import msgspec
from flask import Response

from sandbox.policy.problems import Refusal

JSON = "application/json"
PROBLEM = "application/problem+json"


def answer(body: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(body), status, content_type=JSON)


def problem(refusal: Refusal) -> Response:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "code": refusal.code,
        "params": refusal.params,
        "retry_after_s": refusal.retry_after,
    }
    response = Response(msgspec.json.encode(body), refusal.status, content_type=PROBLEM)
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
