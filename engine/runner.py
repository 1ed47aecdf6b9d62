"""answer(): one message in, one screen out."""

from __future__ import annotations

import msgspec

from backend_client.errors import Refused, Unavailable
from engine.call import Call
from engine.dropped import dropped_task
from engine.flow import Enter, Record
from engine.graphemes import clean, fold_digits
from engine.problems import AWAY, Problem, show_problem
from engine.reading import BACK, MORE, read
from engine.registry import Flows
from engine.resuming import Dropped, offer
from engine.screens import Ask, End, Menu, Screen
from engine.session import Session
from engine.text import use_locale
from engine.turn import Turn


class View(msgspec.Struct, frozen=True, gc=False):
    """What a channel draws. `back` and `home` say which ways out exist; `complaint` is a line about the last answer.

    record: what the screen was drawn from.
    """

    screen: Screen
    complaint: str
    back: bool
    home: bool
    record: Record


def begin(flows: Flows, call: Call) -> View:
    """The first message of a dialled session: who is calling, then the offer to go on, or the root flow."""
    session = call.session
    dropped = dropped_task(flows, call)
    turn = Turn(flows, call)
    if problem := _identified(flows, call):
        session.frames.clear()
        turn.go(problem)
        return _view(turn, "")
    if dropped and session.frames:
        turn.go(Enter(offer, Dropped(task=dropped)))
    else:
        session.frames.clear()
        turn.go(flows.root.start)
    return _walk(flows, turn, "")


def enter(flows: Flows, call: Call, target: Enter) -> View:
    """A conversation begun afresh at what was asked for by a word, whatever was under way."""
    # Who shares a number is asked anew who it is: nothing is left of what was under way.
    call.session.frames.clear()
    turn = Turn(flows, call)
    problem = _identified(flows, call)
    if problem:
        # What was asked for is done when trying again leads back to it.
        turn.wait_at(target)
    turn.go(problem or target)
    return _walk(flows, turn, "")


def _identified(flows: Flows, call: Call) -> Enter | None:
    """Asks who is calling; the problem to show when that is not known."""
    session = call.session
    session.ended, session.page, session.hops = False, 0, 0
    problem = None
    try:
        if flows.identify:
            flows.identify(call)
    except (Unavailable, Refused) as failure:
        problem = Enter(show_problem, Problem(code=failure.code if isinstance(failure, Refused) else AWAY))
    use_locale(session.locale)
    return problem


def awaited(flows: Flows, call: Call) -> Screen | None:
    """The screen an answer is awaited for, if any."""
    session = call.session
    if session.ended or not session.frames or not flows.opens(session.frames):
        return None
    use_locale(session.locale)
    return Turn(flows, call).draw()


def answer(flows: Flows, call: Call, text: str) -> View:
    """A further message of the conversation."""
    session = call.session
    use_locale(session.locale)
    session.hops += 1
    session.ended = False
    before = call.before
    if before is None and (not session.frames or not flows.opens(session.frames)):
        session.frames.clear()
        turn = Turn(flows, call)
        turn.go(flows.root.start)
        return _walk(flows, turn, "")
    turn = Turn(flows, call, before.record if before else None)
    typed = text.strip() if text.isascii() else fold_digits(clean(text)).strip()
    if session.pages > 1 and _turn_page(session, typed):
        return _view(turn, session.complaint)
    return _walk(flows, turn, read(flows, turn, before.screen if before else turn.draw(), typed, text))


def _turn_page(session: Session, typed: str) -> bool:
    if typed == MORE and session.page + 1 < session.pages:
        session.page += 1
        return True
    if typed == BACK and session.page > 0:
        session.page -= 1
        return True
    return False


def _walk(flows: Flows, turn: Turn, complaint: str) -> View:
    """Goes on with inputs given in one string: never into a screen that is live only, nor into a secret one.

    Nothing is written on the way: when a session is lost, the gateway's next message holds all that was keyed before.
    """
    waiting, session = turn.call.dialled, turn.call.session
    while waiting and not complaint:
        screen = turn.draw()
        if turn.step.live or isinstance(screen, End) or (isinstance(screen, Ask) and screen.secret):
            break
        session.shown = _shown(screen)
        text = waiting.pop(0)
        turn.call.walking = True
        complaint = read(flows, turn, screen, text.strip(), text)
    turn.call.walking = False
    waiting.clear()
    session.page, session.complaint = 0, complaint
    return _view(turn, complaint)


def _shown(screen: Screen) -> list[str]:
    return [option.key if option.label else "" for option in screen.options] if isinstance(screen, Menu) else []


def _view(turn: Turn, complaint: str) -> View:
    session = turn.call.session
    screen = turn.draw()
    if isinstance(screen, End):
        session.ended, session.shown = True, []
        session.frames.clear()
        return View(screen, complaint, back=False, home=False, record=turn.record)
    session.shown = _shown(screen)
    turn.close()
    back = turn.can_go_back
    return View(screen, complaint, back=back, home=back and len(turn.frames) > 1, record=turn.record)
