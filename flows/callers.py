"""Who is calling: asks the backend at each dial, and notes what its answer allows."""

from __future__ import annotations

from typing import Final

from backend_client.callers import CallerSession
from backend_client.callers import Level as Assurance
from backend_client.errors import Refused
from engine.call import Call
from engine.dropped import RESUME_SECONDS
from engine.session import Caller, Level, MemberChoice
from engine.text import locale_of
from flows.names import named

LEVELS: Final = {Assurance.L1: Level.NUMBER, Assurance.L1W: Level.NUMBER, Assurance.L2: Level.PIN, Assurance.L3: Level.PIN}
# Switches of the backend's that no class needs a permission for.
SWITCHES: Final = frozenset({"what_if", "phone_registration", "otp", "announcements", "payments", "hospital_change", "employer"})
# While a changed SIM is held these stay on the menu and are refused with the reason: left off, it would look like a loss.
HELD: Final = frozenset({"contributions", "benefits", "claims", "book", "preferences", "access_log", "pin"})


def identify(call: Call) -> None:
    """Asks the backend who is calling, and clears what another member had under way. Raises Refused, Unavailable."""
    if not call.person:
        raise Refused("number_not_given")
    session = call.session
    before = session.caller
    # Whatever fails from here on, nobody goes on with what another dial had proven.
    session.caller = Caller(language=before.language)
    opened = _taken_up(call, before) or _opened(call, before)
    if not (session.hops and before.language):
        speak_on_file(call, opened)
    note(call, opened)
    if session.caller.selected == before.selected:
        return
    if session.hops and before.token:
        session.caller = Caller(language=before.language)
        raise Refused("unauthorized")
    # Without a token nobody was known before: the dial met a backend that was away, and this is the second try.
    if session.hops:
        return
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


def speak_on_file(call: Call, opened: CallerSession) -> None:
    """The language the backend has for this number or member, where it has one."""
    if opened.language:
        call.caller.language = opened.language
        call.speak(locale_of(opened.language, opened.script))


def _taken_up(call: Call, before: Caller) -> CallerSession | None:
    """The caller session of a dropped task, where a code sent in it is still good; choosing anew forgets the PIN given in it."""
    if call.session.hops or not before.selected or not _dropped(call):
        return None
    call.caller.token = before.token
    try:
        return call.backend.callers.select(before.reference, before.selected)
    except Refused:
        return None


def _opened(call: Call, before: Caller) -> CallerSession:
    """A new caller session; within a conversation for the same one of several members."""
    call.caller.token = ""
    opened = call.backend.callers.open(call.person, call.channel)
    if opened.member or not call.session.hops or all(member.member_ref != before.selected for member in opened.members):
        return opened
    call.caller.token = opened.caller_token
    return call.backend.callers.select(opened.id, before.selected)


def _dropped(call: Call) -> bool:
    """Whether the line dropped in the middle of a task, and so shortly that the same person will be holding the phone."""
    session = call.session
    return len(session.frames) > 1 and not call.dialled and call.time - session.touched <= RESUME_SECONDS


def _features(opened: CallerSession) -> tuple[str, ...]:
    """What the class may do and the backend can do."""
    allowed = frozenset(opened.may) | (HELD if opened.hold else frozenset())
    # A permission whose feature is switched off is gone; one that has no switch stays.
    possible = {name for name in allowed if getattr(opened.features, name, True)}
    return tuple(sorted(possible | SWITCHES.intersection(opened.features.names())))


def allow(call: Call, permission: str) -> None:
    """Raises Refused for a class that may not see it."""
    if permission not in call.caller.features:
        raise Refused("not_in_class")
