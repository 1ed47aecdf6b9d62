"""What people are to be told unasked, for the channel that sends it: what is due, and what became of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from sqlalchemy.orm import Session

from sandbox.backend import backend
from sandbox.moments import written
from sandbox.notification_tables import Notification
from sandbox.notifications import desk
from sandbox.notifications.news import News
from sandbox.records.preferences import language
from sandbox.resources.names import day, money
from sandbox.web.bodies import PageQuery, body, query
from sandbox.web.doors import anyone, channel_creating
from sandbox.web.news_bodies import ReportDispatch

blueprint = Blueprint("notifications", __name__, url_prefix="/notifications")


@blueprint.get("/due")
@anyone
def due(sql: Session) -> dict[str, Any]:
    asked = query(PageQuery)
    owed = sorted(((row, news) for row, news in desk.look(sql, backend()) if desk.state(row) == "owed"), key=lambda told: told[0].id)
    rest = [told for told in owed if told[0].id > (asked.cursor or "")]
    page = rest[: asked.limit]
    return {
        "as_of": _as_of(),
        "items": [_view(sql, row, news) for row, news in page],
        "next_cursor": page[-1][0].id if len(rest) > len(page) else None,
    }


@blueprint.post("/dispatch-results")
@channel_creating(200)
def dispatch_results(sql: Session) -> dict[str, Any]:
    asked = body(ReportDispatch)
    row, news = desk.report(sql, backend(), asked.id, asked.state)
    return {
        "as_of": _as_of(),
        "id": row.id,
        "state": desk.state(row),
        "notification": _view(sql, row, news) if news else None,
        "may_be_sent": row.unreported > 1,
    }


def _view(sql: Session, row: Notification, news: News) -> dict[str, Any]:
    spoken, script = language(sql, news.msisdn, news.reader)
    return {
        "id": row.id,
        "kind": row.kind,
        "msisdn": news.msisdn,
        "language": spoken,
        "script": script,
        "discreet": bool(news.reader and news.reader.discreet),
        "state": desk.state(row),
        "period": news.period,
        "due_on": day(news.due_on),
        "ends_on": day(news.ends_on),
        "amount": money(news.amount, "LAK"),
        "ref": news.ref,
        "family": news.family,
    }


def _as_of() -> str:
    return written(backend().clock.now())
