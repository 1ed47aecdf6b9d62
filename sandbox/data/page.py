"""The page of pretend people for whoever dials: `python -m sandbox.data.page` prints docs/personas.md."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from sandbox.data.person_rows import persona_row
from sandbox.data.personas import load_personas
from sandbox.data.reference import load_reference

HEAD = """# The pretend people

Everybody here is invented and no number can exist. It is 22 November 2026, nine in the morning in Vientiane.
Dial with a phone of the list: on the phone page, choose the SIM. The PIN is that of the member; one that is locked
or not set is marked. What lies behind each is written in `sandbox/data/personas.yaml`, which this page is made from:
`python -m sandbox.data.page > docs/personas.md`.

| # | name | phone | member number | PIN | class | for |
|---|---|---|---|---|---|---|
"""
HOSPITALS = """
Hospitals, all invented:

| # | name | province | phone |
|---|---|---|---|
"""


def page() -> str:
    return HEAD + "".join(_people()) + HOSPITALS + "".join(_hospitals())


def _people() -> Iterator[str]:
    for name, persona in load_personas().items():
        row = persona_row(name, persona)
        locked = " (locked)" if persona.pin_locked_until else ""
        pin = f"{row['pin']}{locked}" if row["pin"] else "not set" if persona.member else ""
        cells = [name, _both(row), row["msisdn"] or "none", row["member_no"] or "", pin, ", ".join(row["classes"]), row["about"]]
        yield f"| {' | '.join(cells)} |\n"


def _hospitals() -> Iterator[str]:
    reference = load_reference()
    for name, hospital in reference.hospitals.items():
        province = reference.provinces[hospital.province]
        yield f"| {name} | {hospital.name.latin} {hospital.name.lo} | {province.latin} | {hospital.phone} |\n"


def _both(row: dict[str, str | None]) -> str:
    return " ".join(name for name in (row["name_latin"], row["name_lo"]) if name)


if __name__ == "__main__":
    sys.stdout.write(page())
