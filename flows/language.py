"""Language and script: asked once, remembered, changed any time."""

from __future__ import annotations

from contextlib import suppress
from typing import Final, NamedTuple

from backend_client.errors import Refused, Unavailable
from engine.call import Call
from engine.flow import HOME, Flow, Outcome, Record
from engine.screens import Menu, Option
from engine.text import LOCALES, N_, _
from flows.callers import identify


class Written(NamedTuple):
    """A language and its script, as the backend names them (ISO 639, ISO 15924)."""

    language: str
    script: str


# In the order to show; the numbers are dialled from posters (*149*7*1*2#), so new ones go to the end.
OFFERED: Final = {"lo": Written("lo", "Laoo"), "lo_Latn": Written("lo", "Latn"), "en": Written("en", "Latn")}


class Spoken(Record):
    """locale: the one chosen."""

    locale: str = ""


flow = Flow("language", Spoken, title=N_("Language"), examples=(Spoken,))


@flow.screen
def choose(record: Spoken) -> Menu:
    """Each language in its own script."""
    return languages(_("Which language?"))


@flow.action
def remember(record: Spoken, call: Call) -> Outcome:
    """Speaks it from here on, and has it kept for this number."""
    keep(call, record.locale)
    return HOME


def keep(call: Call, locale: str) -> None:
    """Speaks it, and has the backend remember it."""
    written = OFFERED[locale]
    call.speak(locale)
    call.caller.language = written.language
    # The conversation goes on in this language also when the backend cannot keep it just now.
    with suppress(Refused, Unavailable):
        call.backend_again.preferences.write(language=written.language, script=written.script)
    if call.caller.members:
        # Names were taken down in the script spoken before.
        identify(call)


def languages(text: str) -> Menu:
    """The choice, under a text of the flow that asks."""
    return Menu(text, *(Option(locale, LOCALES[locale].name, flow.enter(Spoken(locale=locale), remember)) for locale in OFFERED))
