"""Language, script, privacy and reminders."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from backend_client.calls import Calls
from backend_client.shapes import Language, Script, Shape


class PreferenceValues(Shape, frozen=True, kw_only=True):
    """`discreet`: messages that name no subject. `public_lookup`: anyone with the exact number may see the hospital."""

    as_of: datetime
    language: Language | None = None
    script: Script | None = None
    reminders: bool
    discreet: bool
    public_lookup: bool
    sms_amounts: bool


class Change(TypedDict, total=False):
    """What may be changed: language and script at any level, reminders from L1, the others at L2."""

    language: str
    script: str
    reminders: bool
    discreet: bool
    public_lookup: bool
    sms_amounts: bool


class Preferences:
    """The caller's preferences; below L1 those of the number."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read(self) -> PreferenceValues:
        """Defaults where nothing was chosen."""
        return self._calls.read(PreferenceValues, "/me/preferences")

    def write(self, **change: Unpack[Change]) -> PreferenceValues:
        """Changes what is named and leaves the others. Raises Refused: step_up_required."""
        return self._calls.put(PreferenceValues, "/me/preferences", change)
