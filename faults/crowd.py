"""The people of a run: voluntary members put into the sandbox's tables beside its own, and relatives whom it does not know."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A voluntary member of the sandbox: everybody in the crowd is as this one, but for name, numbers and language.
MODEL = "+8562010000008"
SINCE = "2026-11-01"


@dataclass(frozen=True)
class Member:
    """place: from 0 on. number: nine digits. The relative's phone is on nobody's file."""

    place: int
    number: str

    @property
    def msisdn(self) -> str:
        return f"+8562010{100_000 + self.place:06}"

    @property
    def relative(self) -> str:
        return f"+8562010{500_000 + self.place:06}"


def _numbers(taken: set[str]) -> Iterator[str]:
    """Member numbers that nobody in the sandbox has."""
    for place in range(10**6):
        digits = f"90{place:06}"
        number = digits + _check_digit(digits)
        if number not in taken:
            yield number


def _check_digit(digits: str) -> str:
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))]
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def settle_in(database: Path, count: int) -> list[Member]:
    """Writes them beside the running backend, in one transaction."""
    with sqlite3.connect(database, timeout=30) as sql:
        sql.row_factory = sqlite3.Row
        numbers = _numbers({row["member_no"] for row in sql.execute("SELECT member_no FROM person")})
        crowd = [Member(place, number) for place, number in zip(range(count), numbers, strict=False)]
        first = sql.execute("SELECT max(id) FROM person").fetchone()[0] + 1
        binding = dict(sql.execute("SELECT * FROM phone_binding WHERE msisdn = ?", (MODEL,)).fetchone())
        person = dict(sql.execute("SELECT * FROM person WHERE id = ?", (binding["person_id"],)).fetchone())
        paying = dict(sql.execute("SELECT * FROM membership WHERE person_id = ?", (person["id"],)).fetchone())
        _insert(sql, "person", [person | _person(first, member) for member in crowd])
        _insert(sql, "phone_binding", [binding | {"id": None, "msisdn": one.msisdn, "person_id": first + one.place} for one in crowd])
        _insert(sql, "membership", [paying | {"id": None, "person_id": first + one.place, "since": SINCE} for one in crowd])
    sql.close()
    return crowd


def _person(first: int, member: Member) -> dict[str, Any]:
    return {
        "id": first + member.place,
        "member_ref": f"m_crowd{member.place}",
        "member_no": member.number,
        "language": "en",
        "script": None,
        # Reminders are not what is looked at here, and the backend reads everybody's months for them.
        "reminders": False,
    }


def _insert(sql: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    places = ", ".join(f":{name}" for name in names)
    sql.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", rows)  # noqa: S608 - the sandbox's own names
