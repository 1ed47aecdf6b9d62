"""NSSO's offices, province by province."""

from __future__ import annotations

from backend_client.reference import Office
from backend_client.shapes import Name
from engine.call import Call
from engine.flow import Flow, Record, Step
from engine.formats import phone
from engine.screens import Menu, Option
from engine.text import N_, _
from flows import longest
from flows.names import named


class Offices(Record):
    """provinces: the code and name of those with an office. province: the one chosen."""

    provinces: tuple[tuple[str, Name], ...] = ()
    province: str = ""
    items: tuple[Office, ...] = ()


def every_province() -> Offices:
    """Eighteen provinces, and three offices in one of them."""
    province = longest.HOSPITAL.province
    office = Office(id="O01", name=longest.HOSPITAL.name, province_code="P1", province=province, phone="+85621243725")
    return Offices(provinces=tuple((f"P{number}", province) for number in range(18)), province="P1", items=(office,) * 3)


flow = Flow("offices", Offices, title=N_("Offices"), examples=(every_province, Offices))


@flow.action
def look_up(record: Offices, call: Call) -> Step:
    """Which provinces have one."""
    provinces = {office.province_code: office.province for office in call.backend.reference.offices().items}
    record.provinces = tuple(provinces.items())
    return choose_province


@flow.screen
def choose_province(record: Offices) -> Menu:
    """In the institution's own order."""
    if not record.provinces:
        return Menu(_("No office is listed. Call 021 243725."))
    return Menu(
        _("Which province?"),
        *(Option(code, named(name), find, {"province": code}) for code, name in record.provinces),
    )


@flow.action
def find(record: Offices, call: Call) -> Step:
    """The offices of that province."""
    record.items = call.backend.reference.offices(record.province).items
    return show_offices


@flow.screen
def show_offices(record: Offices) -> Menu:
    """Where to go, and the number to ring first."""
    return Menu("\n".join(map(line, record.items)) or _("No office is listed. Call 021 243725."))


def line(office: Office) -> str:
    """Name, district and phone of one office."""
    place = f"{named(office.name)}, {named(office.district)}" if office.district else named(office.name)
    return f"{place}: {phone(office.phone)}" if office.phone else place
