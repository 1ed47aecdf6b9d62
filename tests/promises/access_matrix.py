"""The access matrix as a table of cells, for whoever asks it over an interface of his own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Outcome = Literal["yes", "own", "masked", "refused", "unknown", "nobody"]
ANSWERED = frozenset({"yes", "own", "masked"})


@dataclass(frozen=True)
class Cell:
    """One caller, one thing. `keys`: the way there by phone. `hides`: what an `own` or `masked` answer must not hold."""

    caller: str
    persona: str
    may: str
    source: str
    path: str
    body: dict[str, str] | None
    level: str
    keys: tuple[str, ...]
    shows: str
    hides: tuple[str, ...]
    outcome: Outcome
    switched: Outcome

    def __str__(self) -> str:
        return f"{self.caller}: {self.may} ({self.source})"

    @property
    def answered(self) -> bool:
        return self.outcome in ANSWERED


@cache
def table() -> dict[str, Any]:
    # The plain loader would read the word yes as true.
    text = Path(__file__).with_name("access_matrix.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - reads strings only
    return loaded


def cells() -> list[Cell]:
    return [_cell(row, caller, outcome) for row in table()["rows"] for caller, outcome in row["cells"].items()]


def _cell(row: dict[str, Any], caller: str, outcome: Outcome) -> Cell:
    has_hospital = table()["rows"][0]["cells"][caller] in ANSWERED
    return Cell(
        caller=caller,
        persona=table()["callers"][caller],
        may=row["may"],
        source=row["source"],
        path=row["path"],
        body=row.get("body"),
        level=row["level"],
        keys=tuple((row["dial"] if has_hospital else row.get("stranger", row["dial"])).split()),
        shows=row["shows"],
        hides=tuple(row.get("hides", ())) if outcome in {"own", "masked"} else (),
        outcome=outcome,
        switched=row.get("switched", {}).get(caller, outcome),
    )
