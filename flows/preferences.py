"""Settings: language, number, PIN, privacy, reminders, and who looked at my record."""

from __future__ import annotations

from typing import cast

from backend_client.preferences import Change, PreferenceValues
from engine.call import Call
from engine.flow import Flow, Level, Outcome, Record, Step
from engine.screens import Menu, Option, when
from engine.text import N_, _
from flows import access, language, new_pin, registration


class Settings(Record):
    """The entries that fit the caller, and the switches as they stand. switch: the one pressed."""

    entries: tuple[str, ...] = ()
    switch: str = ""
    reminders: bool = False
    public_lookup: bool = False
    discreet: bool = False
    sms_amounts: bool = False


def all_on() -> Settings:
    """A member with everything switched on."""
    entries = ("phone_registration", "pin", "preferences", "access_log")
    return Settings(entries=entries, reminders=True, public_lookup=True, discreet=True, sms_amounts=True)


flow = Flow("preferences", Settings, title=N_("Settings"), examples=(all_on, Settings))


@flow.action
def open_settings(record: Settings, call: Call) -> Step:
    """Looks what this caller can set."""
    features = call.caller.features
    # Of somebody who is no member the backend keeps the language only: there is nothing to switch.
    record.entries = features if "pin" in features else tuple(name for name in features if name != "preferences")
    return show_settings


@flow.screen
def show_settings(record: Settings) -> Menu:
    """The numbers are the same for everybody."""
    entries = record.entries
    return Menu(
        _("Settings"),
        Option("language", _("Language"), language.flow.start),
        when("phone_registration" in entries, Option("number", _("My phone number"), registration.flow.start)),
        when("pin" in entries, Option("pin", _("PIN"), open_pin)),
        when("preferences" in entries, Option("privacy", _("Privacy"), open_privacy)),
        when("preferences" in entries, Option("reminders", _("Reminders"), open_reminders)),
        when("access_log" in entries, Option("access", _("Who looked at my data"), access.flow.start)),
    )


@flow.action(level=Level.NUMBER)
def open_pin(record: Settings, call: Call) -> Outcome:
    """Who has none yet gets one."""
    return show_pin if call.caller.pin_set else new_pin.renew


@flow.screen
def show_pin(record: Settings) -> Menu:
    """Another PIN, with the old one or without it."""
    return Menu(_("PIN"), Option("change", _("Change PIN"), change_pin), Option("renew", _("Forgot PIN: get a code"), new_pin.renew))


@flow.action(level=Level.PIN)
def change_pin(record: Settings, call: Call) -> Outcome:
    """Asks for the old one on the way, then for the new one."""
    return new_pin.flow.enter(new_pin.NewPin(has_pin=True), new_pin.ask_new)


@flow.action(level=Level.NUMBER)
def open_privacy(record: Settings, call: Call) -> Step:
    """Reads the switches."""
    take(record, call.backend.preferences.read())
    return show_privacy


@flow.screen
def show_privacy(record: Settings) -> Menu:
    """Three switches; choosing one turns it over."""
    # Translators: whether anyone who knows my member number may see which hospital I belong to; then on or off.
    others = _("Others see my hospital: %(state)s", state=state(record.public_lookup))
    # Translators: SMS that do not say what they are about, for those who share a phone; then on or off.
    discreet = _("Discreet SMS: %(state)s", state=state(record.discreet))
    # Translators: whether an SMS may name sums of money; then on or off.
    amounts = _("Amounts in SMS: %(state)s", state=state(record.sms_amounts))
    return Menu(
        _("Privacy. Choose one to change it."),
        Option("public_lookup", others, turn, {"switch": "public_lookup"}),
        Option("discreet", discreet, turn, {"switch": "discreet"}),
        Option("sms_amounts", amounts, turn, {"switch": "sms_amounts"}),
    )


@flow.action(level=Level.PIN)
def turn(record: Settings, call: Call) -> Step:
    """Turns over the switch as it was shown, so that a repeated message changes nothing more."""
    # The name is one of the switches above: a TypedDict takes no names from variables.
    change = cast(Change, {record.switch: not getattr(record, record.switch)})
    take(record, call.backend.preferences.write(**change))
    return show_privacy


@flow.action(level=Level.NUMBER)
def open_reminders(record: Settings, call: Call) -> Step:
    """Reads the switch."""
    take(record, call.backend.preferences.read())
    return show_reminders


@flow.screen
def show_reminders(record: Settings) -> Menu:
    """What reminders are, and whether they come."""
    return Menu(
        _("SMS reminders before a payment is due and before cover ends: %(state)s", state=state(record.reminders)),
        Option("turn", _("Turn off") if record.reminders else _("Turn on"), turn_reminders),
    )


@flow.action(level=Level.NUMBER)
def turn_reminders(record: Settings, call: Call) -> Step:
    """Stops or starts them."""
    take(record, call.backend.preferences.write(reminders=not record.reminders))
    return show_reminders


def take(record: Settings, values: PreferenceValues) -> None:
    """The switches as the backend has them now."""
    record.reminders, record.public_lookup = values.reminders, values.public_lookup
    record.discreet, record.sms_amounts = values.discreet, values.sms_amounts


def state(on: bool) -> str:
    """On or off."""
    # Translators: a setting that is switched on.
    return _("on") if on else _("off")
