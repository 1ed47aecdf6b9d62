"""Which hospital treats me: the five facts on the first screen, and what to know before going there."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from backend_client.errors import Refused
from backend_client.hospitals import CoverState, HospitalEntitlement
from engine.call import Call
from engine.flow import Flow, Late, Outcome, Record
from engine.screens import Menu, Option, when
from engine.text import N_, _, _n
from flows import family, longest, lookup
from flows.as_of import as_of, local_day
from flows.cover_words import no_cover, pays_line, refund_line, standing
from flows.documents import listed
from flows.places import hospital_lines

MEMBER = frozenset({"own_hospital", "pin"})
# Refusals that answer the question; with them the hospital of others stays one key away.
ANSWERS = frozenset({"no_entitlement", "coverage_ended", "sim_swap_hold"})


class OwnHospital(Record):
    """cover: the five facts; without it `reason` and `ended_on` say why. sees_family: fits the menu to the class."""

    aliases: ClassVar = {"pays_monthly": ""}

    cover: HospitalEntitlement | None = None
    reason: str = ""
    ended_on: date | None = None
    sees_family: bool = False


def lost_hospital() -> OwnHospital:
    """Covered, and the hospital with the longest name lost its contract."""
    return OwnHospital(cover=longest.LOST_COVER, sees_family=True)


def tail_cover() -> OwnHospital:
    """Covered until a day, at the hospital with the longest name."""
    return OwnHospital(cover=longest.TAIL_COVER, sees_family=True)


def no_hospital() -> OwnHospital:
    """Joined, and no hospital chosen."""
    return OwnHospital(reason="no_hospital_chosen", sees_family=True)


flow = Flow("hospital", OwnHospital, title=N_("Hospital"), examples=(lost_hospital, tail_cover, no_hospital))


@flow.action(late=Late.WORDS)
def look_up(record: OwnHospital, call: Call) -> Outcome:
    """Asks the backend; who has no hospital of his own is asked whose he means."""
    # Every member has a PIN or may set one; with a changed SIM this is all that tells him from anybody else.
    if MEMBER.isdisjoint(call.caller.features):
        return lookup.flow.start
    read_cover(record, call)
    return show_hospital


def read_cover(record: OwnHospital, call: Call) -> None:
    """The five facts, or why there are none."""
    record.sees_family = "family_hospital" in call.caller.features
    record.cover, record.reason, record.ended_on = None, "", None
    try:
        record.cover = call.backend.members.hospital()
    except Refused as refused:
        if refused.code not in ANSWERS:
            raise
        record.reason = str(refused.params.get("reason", refused.code))
        record.ended_on = iso_day(refused.params.get("ended_on"))


@flow.screen
def show_hospital(record: OwnHospital) -> Menu:
    """Valid today, until when, which hospital, who with me, what if elsewhere."""
    cover = record.cover
    return Menu(
        facts(record),
        when(record.sees_family, Option("family", family_label(cover), family.flow.start)),
        # Translators: what to know before going to one's own hospital.
        when(treats(cover), Option("visit", _("Going there"), show_visit)),
        # Translators: being treated at a hospital that is not one's own.
        when(cover, Option("elsewhere", _("Elsewhere: emergency"), show_elsewhere)),
        # Translators: the hospital of another person.
        Option("other", _("Someone else"), lookup.flow.start),
    )


@flow.screen
def show_visit(record: OwnHospital) -> Menu:
    """Before going: valid, what to bring, what to pay, who (row 43); where it is was just read."""
    cover = record.cover
    if cover is None or not treats(cover):
        return Menu(facts(record))
    lines = [standing(cover)]
    if cover.family_count:
        # Translators: follows "Covered today".
        lines.append(
            _n("With you %(count)s family member is covered.", "With you %(count)s family members are covered.", cover.family_count)
        )
    lines += [_("Bring: %(documents)s.", documents=listed(cover.bring)), pays_line(cover.pays)]
    if cover.state is CoverState.TAIL_COVER:
        lines.append(_("Payments for you have stopped. To stay covered: 021 243725"))
    return Menu("\n".join([*lines, as_of(local_day(cover.as_of))]))


@flow.screen
def show_elsewhere(record: OwnHospital) -> Menu:
    """Treated elsewhere: when that is allowed, and how the money comes back."""
    if record.cover is None:
        return Menu(facts(record))
    elsewhere = record.cover.elsewhere
    papers = _("Bring to NSSO: %(documents)s.", documents=listed(elsewhere.documents))
    return Menu("\n".join((refund_line(elsewhere.claim_within_days), papers, _("Questions: 021 243725"))))


def facts(record: OwnHospital) -> str:
    """Covered or not, until when, and where."""
    cover = record.cover
    if cover is None:
        return no_cover(record.reason, record.ended_on)
    text = standing(cover)
    # The phone of a hospital that no longer treats members would send them to the wrong door.
    return text if cover.state is CoverState.MUST_CHOOSE_AGAIN else f"{text}\n{hospital_lines(cover.hospital)}"


def treats(cover: HospitalEntitlement | None) -> bool:
    """Whether one may go to the hospital on record today."""
    return cover is not None and cover.valid_today and cover.state is not CoverState.MUST_CHOOSE_AGAIN


def family_label(cover: HospitalEntitlement | None) -> str:
    """How many are covered with me, as the way to who they are."""
    return _("Family: %(count)s", count=cover.family_count) if cover else _("Family")


def iso_day(value: str | int | None) -> date | None:
    """A date among a problem's params, which are words and numbers only."""
    return date.fromisoformat(value) if isinstance(value, str) else None
