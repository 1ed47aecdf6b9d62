"""Classes and states of membership in words."""

from __future__ import annotations

from typing import Final

from backend_client.shapes import MemberClass, MembershipState
from engine.text import N_, _

CLASSES: Final = {
    MemberClass.CIVIL_SERVANT: N_("Civil servant"),
    MemberClass.EMPLOYEE: N_("Employee"),
    # Translators: who insures himself without an employer.
    MemberClass.VOLUNTARY: N_("Voluntary"),
    MemberClass.DEPENDANT: N_("Family member"),
    MemberClass.PENSIONER: N_("Pensioner"),
    MemberClass.EMPLOYER: N_("Employer"),
}
STATES: Final = {
    # Translators: the state of a membership.
    MembershipState.ACTIVE: N_("active"),
    # Translators: joined, and not yet covered.
    MembershipState.PENDING: N_("not started yet"),
    # Translators: no longer paying for now.
    MembershipState.SUSPENDED: N_("payments stopped"),
    MembershipState.ENDED: N_("ended"),
}
# Translators: any other kind of membership.
OTHER_CLASS: Final = N_("Other")
OTHER_STATE: Final = N_("ask NSSO")


def class_name(member_class: MemberClass) -> str:
    """One class, as a heading."""
    return _(CLASSES.get(member_class, OTHER_CLASS))


def state_name(state: MembershipState) -> str:
    """The state of a membership, after its class."""
    return _(STATES.get(state, OTHER_STATE))
