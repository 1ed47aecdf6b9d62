"""Reads a data file into its structs; what is wrong is said with the file and the entry."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec

Kind = TypeVar("Kind")
HERE = Path(__file__).parent


class DataError(ValueError):
    """A data file that cannot be used: names the file and the entry."""


def read_yaml(path: Path) -> dict[str, Any]:
    try:
        raw = msgspec.yaml.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError) as problem:
        raise DataError(f"{path.name}: {problem}") from problem
    if not isinstance(raw, dict):
        raise DataError(f"{path.name}: is not a list of named entries")
    return raw


def entry(where: str, raw: object, kind: type[Kind]) -> Kind:
    try:
        return msgspec.convert(raw, kind, builtin_types=(date, datetime))
    except ValueError as problem:
        raise DataError(f"{where}: {problem}") from problem


def entries(path: Path, part: str, raw: dict[str, Any], kind: type[Kind]) -> dict[str, Kind]:
    """One part of a file: each entry by its name, in the order of the file."""
    found = raw.get(part)
    if not isinstance(found, dict):
        raise DataError(f"{path.name}: {part} is missing")
    return {name: entry(f"{path.name}: {part} {name}", item, kind) for name, item in found.items()}
