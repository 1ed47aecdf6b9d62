"""The rules of the house, each a function that names what breaks it."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.house.tree import MADE, Source

MOST_LINES = {"flows": 150, "tests": 300}
MOST_LINES_ELSEWHERE = 200
MOST_IN_FUNCTION = 30
HOLLOW_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"})
READS_ENVIRONMENT = (
    "settings.py",
    "channels/smpp/settings.py",
    "sandbox/settings.py",
    "wallet/settings.py",
    "simulator/settings.py",
    "deploy/",
    "tests/",
    "bench/",
)
# The institution's own, from its notice: they are shown to callers.
OFFICIAL = frozenset({"77982994", "76092556", "59641659"})

# The brackets keep these patterns from finding themselves.
LEAK = re.compile(
    r'/(?:work|farm|root)/|[i]ndex-url|"[r]esolved": *"http|://[^ ]*/(?:simple|packages)/|[p]ypi\.org|[p]ythonhosted|[n]pmjs|/[t]mp/'
)
TALK = re.compile(
    r"\b(?:[C]EO|[s]teering repo|[s]ubagent|AI [a]ssistant|[l]anguage model|[c]oding agent|this [s]ession|[i]ssue #?[0-9]+)\b",
    re.IGNORECASE,
)
ENVIRONMENT = re.compile(r"\bos\.(?:environ|getenv)\b|\bgetenv\(|from os import .*environ")
NUMBER = re.compile(r"(?<![\w.])(?:\+?856|00856|0)[ -]?20[ -]?(\d{4})[ -]?(\d{4})(?!\w)")
DOUBLE = re.compile(r"unittest[.]mock|from unittest import .*[m]ock|monkeypatch[.](?:setattr|setitem)|\b[m]ocker\b")
UNFINISHED = re.compile(r"\b(?:[T]ODO|[F]IXME|[N]otImplementedError)\b")


def too_long(source: Source) -> Iterator[str]:
    most = MOST_LINES.get(source.top, MOST_LINES_ELSEWHERE)
    count = len(source.text.splitlines())
    if count > most:
        yield f"{source.name}: {count} lines, {most} at most"


def function_sizes(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield node.end_lineno - node.lineno + 1, f"{source.name}:{node.lineno} {node.name}"


def too_long_functions(source: Source) -> Iterator[str]:
    for size, where in function_sizes(source):
        if size > MOST_IN_FUNCTION:
            yield f"{where}: {size} lines, {MOST_IN_FUNCTION} at most"


def without_docstring(source: Source) -> Iterator[str]:
    if not source.text.strip():
        return
    said = ast.get_docstring(source.tree())
    first = (said or "").partition("\n\n")[0]
    if not first:
        yield f"{source.name}: no docstring says what it is for"
    elif "\n" in first or not first.endswith((".", "?", "!", "`", ":")):
        yield f"{source.name}: the docstring does not begin with one sentence on one line"


def hollow_names(source: Source) -> Iterator[str]:
    for part in PurePosixPath(source.name).with_suffix("").parts:
        if part.removeprefix("test_") in HOLLOW_NAMES:
            yield f"{source.name}: {part!r} names nothing; use a word of the trade"


def leaks(source: Source) -> Iterator[str]:
    yield from _found(LEAK, source, "a path of a machine or the address of a package registry")


def talk(source: Source) -> Iterator[str]:
    if source.name != "CHANGELOG.md":
        yield from _found(TALK, source, "not the project's own business")


def reads_environment(source: Source) -> Iterator[str]:
    if not source.name.startswith(READS_ENVIRONMENT):
        yield from _found(ENVIRONMENT, source, "settings are read in settings.py and handed in")


def reachable_numbers(source: Source) -> Iterator[str]:
    """Numbers that a real person could have."""
    if source.name.startswith(MADE):
        return
    for where, line in source.lines():
        for found in NUMBER.finditer(line):
            if not found[1].startswith("10") and found[1] + found[2] not in OFFICIAL:
                yield f"{where}: {found[0]} may belong to somebody; pretend numbers are +856 20 10xx xxxx"


def doubles(source: Source) -> Iterator[str]:
    yield from _found(DOUBLE, source, "no stand-in for our own code: use the real thing")


def unfinished(source: Source) -> Iterator[str]:
    yield from _found(UNFINISHED, source, "finish it or leave it out")


def _found(pattern: re.Pattern[str], source: Source, reason: str) -> Iterator[str]:
    for where, line in source.lines():
        if found := pattern.search(line):
            yield f"{where}: {found[0]!r}: {reason}"
