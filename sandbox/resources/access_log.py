"""Who looked at my record: everyone, also I myself, also through my family."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from sandbox.caller import Caller
from sandbox.moments import written
from sandbox.policy.masking import masked_phone
from sandbox.policy.problems import Refusal
from sandbox.records.looks import looks_at
from sandbox.traffic_tables import AccessEntry
from sandbox.web.bodies import PageQuery, query
from sandbox.web.doors import member

blueprint = Blueprint("access_log", __name__)


@blueprint.get("/me/access-log")
@member("access_log", "L1", look="access_log")
def access_log(caller: Caller) -> dict[str, Any]:
    asked = query(PageQuery)
    found = looks_at(caller.sql, caller.known.id, _position(asked.cursor or None), asked.limit + 1)
    page = found[: asked.limit]
    return {
        "as_of": caller.as_of,
        "items": [_look(row) for row in page],
        "next_cursor": str(page[-1].id) if len(found) > len(page) else None,
    }


def _position(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 18):
        raise Refusal("invalid_request", field="cursor")
    return int(cursor)


def _look(row: AccessEntry) -> dict[str, Any]:
    return {
        "at": written(row.at),
        "who": row.who,
        "masked_msisdn": masked_phone(row.msisdn) if row.msisdn else None,
        "channel": row.channel,
        "purpose": row.purpose,
        "what": row.what,
    }
