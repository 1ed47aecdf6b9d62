"""The access matrix as a table of cells, for whoever asks it over an interface of his own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Outcome = Literal["yes", "refused", "unknown", "nobody"]


@dataclass(frozen=True)
class Cell:
    caller: str
    persona: str
    may: str
    path: str
    body: dict[str, str] | None
    level: str
    outcome: Outcome
    switched: Outcome

    def __str__(self) -> str:
        return f"{self.caller}: {self.may}"


@cache
def table() -> dict[str, Any]:
    # The plain loader would read the word yes as true.
    text = Path(__file__).with_name("access_matrix.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - reads strings only
    return loaded


def cells() -> list[Cell]:
    return [_cell(row, caller, outcome) for row in table()["rows"] for caller, outcome in row["cells"].items()]


def _cell(row: dict[str, Any], caller: str, outcome: Outcome) -> Cell:
    switched = row.get("switched", {}).get(caller, outcome)
    return Cell(caller, table()["callers"][caller], row["may"], row["path"], row.get("body"), row["level"], outcome, switched)
