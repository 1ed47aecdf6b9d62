"""What the institution publishes: hospitals, offices, contacts, announcements."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from msgspec import UNSET
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.backend import backend
from sandbox.moments import written
from sandbox.policy.masking import name, optional_name
from sandbox.reference_tables import Announcement, Contact, Hospital, Office
from sandbox.resources.names import hospital_view, province_name
from sandbox.web.bodies import ProvinceQuery, query
from sandbox.web.doors import anyone

blueprint = Blueprint("reference", __name__, url_prefix="/reference")


def listed(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"as_of": written(backend().clock.now()), "items": items}


@blueprint.get("/hospitals")
@anyone
def hospitals(sql: Session) -> dict[str, Any]:
    today = backend().clock.today()
    views = [hospital_view(row, today) for row in sql.scalars(_in_province(Hospital))]
    return listed([view for view in views if view and view["contracted"]])


@blueprint.get("/offices")
@anyone
def offices(sql: Session) -> dict[str, Any]:
    return listed([_office(row) for row in sql.scalars(_in_province(Office))])


@blueprint.get("/contacts")
@anyone
def contacts(sql: Session) -> dict[str, Any]:
    rows = sql.scalars(select(Contact).order_by(Contact.position))
    return listed([{"code": row.code, "name": name(row.name_lo, row.name_latin), "phones": row.phones} for row in rows])


@blueprint.get("/announcements")
@anyone
def announcements(sql: Session) -> dict[str, Any]:
    today = backend().clock.today()
    rows = sql.scalars(select(Announcement).where(Announcement.published_on <= today).order_by(Announcement.published_on.desc()))
    return listed([_announcement(row) for row in rows])


def _in_province(table: Any) -> Any:
    wanted = select(table).order_by(table.id)
    code = query(ProvinceQuery).province
    if code is UNSET:
        return wanted
    # PostgreSQL takes no NUL in a text, and no province has one.
    return wanted.where(table.province_code == code.replace("\0", ""))


def _office(row: Office) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": name(row.name_lo, row.name_latin),
        "province_code": row.province_code,
        "province": province_name(row.province),
        "district": optional_name(row.district_lo, row.district_latin),
        "phone": row.phone,
    }


def _announcement(row: Announcement) -> dict[str, Any]:
    return {
        "id": row.id,
        "published_on": row.published_on.isoformat(),
        "title": {"lo": row.title_lo, "en": row.title_en, "lo_Latn": row.title_lo_latn},
        "body": {"lo": row.body_lo, "en": row.body_en, "lo_Latn": row.body_lo_latn},
    }
