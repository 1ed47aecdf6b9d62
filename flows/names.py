"""Proper names as the caller reads them: Lao script in Lao, Latin letters in every other language."""

from __future__ import annotations

from backend_client.shapes import Name
from engine.text import current_locale


def named(name: Name) -> str:
    """The name in the caller's script where it is known, otherwise in the other."""
    return name.written("Laoo" if current_locale() == "lo" else "Latn")
