"""A hospital as a caller needs it: which one, where, and its phone."""

from __future__ import annotations

from backend_client.hospitals import Hospital, PublicHospital
from engine.formats import phone
from engine.text import _
from flows.names import named


def hospital_lines(hospital: Hospital | PublicHospital | None) -> str:
    """Name and province, then the phone number when there is one."""
    if hospital is None:
        return _("No hospital on record.")
    where = f"{named(hospital.name)}, {named(hospital.province)}"
    return f"{where}\n{phone(hospital.phone)}" if hospital.phone else where


def shown(hospital: Hospital | None) -> PublicHospital | None:
    """What a screen shows of a hospital: the rest is not kept in the session."""
    return PublicHospital(name=hospital.name, province=hospital.province, phone=hospital.phone) if hospital else None
