"""Fills a route's template, so that what a caller typed stays one part of the path and one line of the head."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from backend_client.calls import Words
from backend_client.errors import Refused


def path_of(route: str, parts: Words, query: Words) -> str:
    """The path with its query. Raises Refused for a part that would lead elsewhere."""
    path = route.format_map({name: _part(value) for name, value in parts.items()}) if parts else route
    if query and (chosen := {name: value for name, value in query.items() if value}):
        return f"{path}?{urlencode(chosen)}"
    return path


def _part(value: str) -> str:
    # Nothing, and the dots that climb, would name another resource than the one meant.
    if value in {"", ".", ".."}:
        raise Refused("not_found")
    return quote(value, safe="", errors="replace")


def line_safe(value: str) -> str:
    """A header's value. Raises Refused when it could end the line, and so begin another header."""
    if value.isascii() and value.isprintable():
        return value
    raise Refused("unauthorized")
