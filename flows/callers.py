"""Who is calling: asks the backend at each dial, and notes what its answer allows."""

from __future__ import annotations

from typing import Final

from backend_client.callers import CallerSession
from backend_client.callers import Level as Assurance
from backend_client.errors import Refused
from engine.call import Call
from engine.runner import RESUME_SECONDS
from engine.session import Caller, Level, MemberChoice
from engine.text import LOCALES
from flows.names import named

LEVELS: Final = {Assurance.L1: Level.NUMBER, Assurance.L1W: Level.NUMBER, Assurance.L2: Level.PIN, Assurance.L3: Level.PIN}
# Switches of the backend's that no class needs a permission for.
SWITCHES: Final = frozenset({"what_if", "phone_registration", "otp", "announcements", "payments", "hospital_change", "employer"})
# What is tried while a changed SIM is held is refused with the reason; left off the menu it would look like a loss.
PERSONAL: Final = frozenset(
    {"own_hospital", "family_hospital", "contributions", "benefits", "claims", "book", "preferences", "access_log", "pin"}
)
# Who speaks a language that is not offered yet reads Latin letters sooner than Lao or English.
NEAREST: Final = {"hmn": "lo_Latn", "kjg": "lo_Latn"}


def identify(call: Call) -> None:
    """Opens a caller session; of several members, takes the one a dropped task belongs to. Raises Refused, Unavailable."""
    session = call.session
    before = session.caller
    # Whatever fails from here on, nobody goes on with what another dial had proven.
    session.caller = Caller(language=before.language)
    opened = call.backend.callers.open(call.person, call.channel)
    if opened.member is None and _goes_on(call) and any(member.member_ref == before.selected for member in opened.members):
        session.caller.token = opened.caller_token
        opened = call.backend.callers.select(opened.id, before.selected)
    _choose_locale(call, opened)
    note(call, opened)
    if session.caller.selected == before.selected:
        return
    if session.hops:
        session.caller = Caller(language=before.language)
        raise Refused("unauthorized")
    session.frames.clear()


def note(call: Call, opened: CallerSession) -> None:
    """Keeps what the menus need of the backend's answer."""
    member = opened.member
    call.session.caller = Caller(
        token=opened.caller_token,
        reference=opened.id,
        level=LEVELS.get(opened.level, Level.NONE),
        classes=tuple(opened.classes),
        name=named(member.masked_name) if member else "",
        members=tuple(MemberChoice(each.member_ref, named(each.masked_name)) for each in opened.members),
        selected=member.member_ref if member else "",
        pin_set=opened.pin_set,
        language=call.caller.language,
        features=_features(opened),
    )


def _goes_on(call: Call) -> bool:
    """Whether the same person still holds the phone: within a conversation, or soon after it dropped in a task."""
    session = call.session
    return bool(session.hops) or (len(session.frames) > 1 and not call.dialled and call.time - session.touched <= RESUME_SECONDS)


def _features(opened: CallerSession) -> tuple[str, ...]:
    """What the class may do and the backend can do."""
    allowed = frozenset(opened.may) | (PERSONAL if opened.hold else frozenset())
    # A permission whose feature is switched off is gone; one that has no switch stays.
    possible = {name for name in allowed if getattr(opened.features, name, True)}
    return tuple(sorted(possible | SWITCHES.intersection(opened.features.names())))


def _choose_locale(call: Call, opened: CallerSession) -> None:
    """The language on file, unless one was chosen in this conversation, which the backend may not have kept."""
    caller = call.caller
    if opened.language and not (call.session.hops and caller.language):
        caller.language = opened.language
        call.speak(locale_of(opened.language, opened.script))
    else:
        call.speak(call.session.locale)


def locale_of(language: str, script: str | None) -> str:
    """The catalogue for a language on file; the nearest one that is offered when there is none."""
    if language == "lo":
        return "lo_Latn" if script == "Latn" else "lo"
    return language if language in LOCALES else NEAREST.get(language, "en")
