"""The desk for SMS: a word begins a conversation afresh, and what answers the last question goes on with it, for a day."""

from __future__ import annotations

from typing import Final

from channels.desk import Desk
from channels.inbound import Inbound
from channels.sms import keywords
from channels.sms.inbound import InboundSms
from channels.sms.keywords import Asked
from engine import runner
from engine.call import Call
from engine.encoding import SMS
from engine.layout import index_of
from engine.parsers import Invalid
from engine.reading import BACK, HOME_KEY, MORE
from engine.screens import Ask, Menu, Screen

KEEP_SECONDS: Final = 24 * 3600
# An SMS belongs to no dialled session: all of a number's are one conversation.
DIAL: Final = "sms"
WAYS: Final = frozenset({BACK, MORE, HOME_KEY})
HELP: Final = "help"


class SmsDesk(Desk):
    """Answers messages that came by SMS, in a conversation of their own."""

    channel = "sms"

    def reply(self, message: InboundSms) -> str:
        """The text to send back. The same message again gets the same text."""
        inbound = Inbound(message.gateway, DIAL, message.sender, message.text, cumulative=False, message=f"{message.gateway}:{message.id}")
        return self.answer(inbound, SMS).text

    def _view(self, call: Call, inbound: Inbound, text: str | None) -> runner.View:
        spoken = call.session.locale if call.session.touched else ""
        meant = understood(inbound.text if text is None else text, runner.awaited(self._flows, call), call.session.pages)
        if isinstance(meant, str):
            return runner.answer(self._flows, call, meant)
        locale = meant.locale or spoken
        if locale:
            # Also for what is said when the backend cannot say who it is.
            call.session.locale = locale
        assert self._flows.texted is not None
        return runner.enter(self._flows, call, self._flows.texted(meant.intent, meant.numbers, locale))


def understood(text: str, awaited: Screen | None, pages: int) -> Asked | str:
    """What is asked for, or the text itself where it answers what was asked. awaited: the screen an answer is awaited for."""
    typed = keywords.number(text)
    if awaited is not None and _is_way(typed, pages):
        return typed
    asked = keywords.read(text)
    if isinstance(awaited, Menu) and index_of(typed, len(awaited.options)) is not None:
        return typed
    if isinstance(awaited, Ask) and _answers(awaited, text, asked):
        return text
    return asked if asked.intent != keywords.UNKNOWN.intent else asked._replace(intent=HELP)


def _is_way(typed: str, pages: int) -> bool:
    """Back and the menu always; more where there is more."""
    return typed in WAYS and (typed != MORE or pages > 1)


def _answers(ask: Ask, text: str, asked: Asked) -> bool:
    """A question's answer, unless the whole text is a word that asks for something else; what is neither is asked for again."""
    if asked.exact and asked.intent not in {"lookup", "wrong_number"}:
        return False
    return not isinstance(ask.parser(text), Invalid) or asked.intent in {keywords.UNKNOWN.intent, "wrong_number"}
