"""Covered or not, and until when, in one sentence per state; what is paid at the hospital, and what elsewhere."""

from __future__ import annotations

from datetime import date

from backend_client.hospitals import CoverState, HospitalEntitlement
from engine.formats import day
from engine.problems import SENTENCES
from engine.text import _
from flows.names import named


def standing(cover: HospitalEntitlement) -> str:
    """The first two facts: valid today, until when. No full stop: the hospital stands on the next line, and every letter counts."""
    match cover.state:
        case CoverState.TAIL_COVER if cover.valid_until:
            return _("Covered only until %(day)s", day=day(cover.valid_until))
        case CoverState.NOT_YET:
            return _("Not covered yet. Starts %(day)s", day=day(cover.valid_from))
        case CoverState.MUST_CHOOSE_AGAIN:
            return lost_hospital(cover)
        case _:
            return from_dates(cover)


def from_dates(cover: HospitalEntitlement) -> str:
    """What the dates say, also of a state this release has no sentence for."""
    if not cover.valid_today:
        return _("Not covered today. Ask 021 243725")
    if cover.valid_until:
        return _("Covered today, until %(day)s", day=day(cover.valid_until))
    return _("Covered today")


def lost_hospital(cover: HospitalEntitlement) -> str:
    """The hospital's contract is over: the cover goes on, but where is open."""
    name = named(cover.hospital.name)
    text = _("You are covered, but %(hospital)s no longer treats members. Choose another: call 021 243725", hospital=name)
    if cover.contract_ended_on is None:
        return text
    ended = _("Its contract ended %(day)s.", day=day(cover.contract_ended_on))
    return f"{text}\n{ended}"


def no_cover(reason: str, ended_on: date | None) -> str:
    """Why there is no hospital, and what to do about it."""
    if ended_on:
        return _("Your cover ended %(day)s. To come back: call 021 243725", day=day(ended_on))
    match reason:
        case "no_hospital_chosen":
            return _("No hospital chosen yet. To choose one: call 021 243725")
        case "sim_swap_hold":
            return _(SENTENCES[reason])
        case "not_yet_covered":
            return _("Not covered yet: too few months. Ask 021 243725")
        case _:
            return _("Not covered today. Ask 021 243725")


def refund_line(days: int | None) -> str:
    """When one may go, and that NSSO may be asked for the money, which it does not promise."""
    if days:
        return _(
            "Another hospital: only in an emergency. You pay first, then you can ask NSSO for a refund within %(days)s days.", days=days
        )
    return _("Another hospital: only in an emergency. You pay first, then you can ask NSSO for a refund.")


def pays_line(pays: str) -> str:
    """What to expect to pay; a bill that should not be is reported."""
    if pays == "nothing_at_own_hospital":
        return _("You pay nothing there. Asked to pay? Keep the receipt and call 021 243725")
    return _("You may pay a part. Keep the receipt.")
