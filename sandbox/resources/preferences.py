"""Language and script for every number; privacy and reminders for a member."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from sandbox.caller import Caller, admit
from sandbox.records.preferences import keep_language, language
from sandbox.web.bodies import SetPreferences, body, changes
from sandbox.web.doors import calling

blueprint = Blueprint("preferences", __name__)

DEFAULTS = {"reminders": True, "discreet": False, "public_lookup": True, "sms_amounts": False}
# Stopping a message takes no PIN; what others may see of a member does.
LEVELS = {"reminders": "L1", "discreet": "L2", "public_lookup": "L2", "sms_amounts": "L2"}


@blueprint.get("/me/preferences")
@calling
def read(caller: Caller) -> dict[str, Any]:
    return _view(caller)


@blueprint.put("/me/preferences")
@calling
def change(caller: Caller) -> dict[str, Any]:
    asked = changes(body(SetPreferences))
    for name in LEVELS.keys() & asked.keys():
        admit(caller, "preferences", LEVELS[name])
        setattr(caller.known, name, asked[name])
    spoken: dict[str, str] = {name: asked[name] for name in ("language", "script") if name in asked}
    if spoken:
        keep_language(caller.sql, caller.session.msisdn, caller.person, spoken)
    return _view(caller)


def _view(caller: Caller) -> dict[str, Any]:
    spoken, script = language(caller.sql, caller.session.msisdn, caller.person)
    own = {name: getattr(caller.person, name) for name in DEFAULTS} if caller.person else DEFAULTS
    return {"as_of": caller.as_of, "language": spoken, "script": script, **own}
