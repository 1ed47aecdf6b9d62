"""The caller of one request: the session, who is on its number, and whose record is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sandbox.backend import Backend
from sandbox.moments import day_in_laos, written
from sandbox.policy import levels
from sandbox.policy.matrix import OPEN_ON_SHARED_NUMBER, permissions
from sandbox.policy.problems import Refusal
from sandbox.records import people
from sandbox.records.tokens import digest
from sandbox.tables import Person, PhoneBinding
from sandbox.traffic_tables import CallerSession

# A new SIM in the slot of an old number: long enough for the owner to notice his own phone is dead.
SIM_HOLD = timedelta(hours=72)
_SESSION = select(CallerSession).where(CallerSession.token_hash == bindparam("token_hash"), CallerSession.expires_at > bindparam("now"))


@dataclass
class Caller:
    """`members` is empty where nothing is proven; `person` is the selected one. `hold_until` after a change of SIM."""

    sql: Session
    backend: Backend
    session: CallerSession
    purpose: str
    now: datetime
    members: list[Person]
    person: Person | None
    hold_until: datetime | None
    employer_contact: bool

    @property
    def today(self) -> date:
        return day_in_laos(self.now)

    @property
    def as_of(self) -> str:
        return written(self.now)

    @property
    def shared(self) -> bool:
        return len(self.members) > 1

    @property
    def known(self) -> Person:
        """The selected member; the gate has made sure there is one."""
        if self.person is None:
            raise Refusal("not_found")
        return self.person

    @property
    def level(self) -> str:
        return self.session.level if self.members or self.employer_contact else "L0"

    def has(self, level: str) -> bool:
        return levels.is_enough(self.level, level)

    def classes(self) -> list[str]:
        own = people.classes(self.sql, self.person) if self.person else []
        found = [*own, *(["employer"] if self.employer_contact else [])]
        return found or ["none"]

    def may(self) -> frozenset[str]:
        return permissions(self.classes(), civil_servant_benefits=self.backend.settings.civil_servant_benefits)


def load(sql: Session, backend: Backend, token: str, purpose: str) -> Caller:
    now = backend.clock.now()
    session = sql.scalar(_SESSION, {"token_hash": digest(token), "now": now})
    if session is None:
        raise Refusal("unauthorized")
    return of_session(sql, backend, session, purpose)


def of_session(sql: Session, backend: Backend, session: CallerSession, purpose: str) -> Caller:
    """What the number proves is read anew each time: a block or a changed SIM holds from the next request on."""
    now = backend.clock.now()
    bound = people.bound_to(sql, session.msisdn) if session.channel_level != "L0" else []
    hold_until = hold_of(bound, now)
    members = [] if hold_until else [person for _, person in bound]
    if session.person_id is None and len(members) == 1:
        session.person_id = members[0].id
    selected = next((person for person in members if person.id == session.person_id), None)
    contact = session.channel_level != "L0" and people.is_employer_contact(sql, session.msisdn)
    return Caller(sql, backend, session, purpose, now, members, selected, hold_until, contact)


def hold_of(bound: list[tuple[PhoneBinding, Person]], now: datetime) -> datetime | None:
    """Until when a changed SIM keeps the number closed."""
    changes = [binding.sim_changed_at + SIM_HOLD for binding, _ in bound if binding.sim_changed_at]
    return max((until for until in changes if until > now), default=None)


def admit(caller: Caller, permission: str, level: str) -> None:
    """Refusals in the order the contract gives: the session, the class, the level."""
    if caller.hold_until:
        raise held(caller.hold_until, caller.now)
    if not caller.members:
        raise Refusal("not_in_class", permission=permission) if caller.employer_contact else Refusal("number_not_on_file")
    if caller.person is None:
        raise _without_member(caller)
    if permission not in caller.may() and permission != "identity":
        raise Refusal("not_in_class", permission=permission)
    needed = "L2" if caller.shared and permission not in OPEN_ON_SHARED_NUMBER else level
    if not caller.has(needed):
        raise Refusal("step_up_required", level=needed)


def _without_member(caller: Caller) -> Refusal:
    # A selected member who is no longer there (blocked, restricted since) is not found; otherwise one is to be chosen.
    return Refusal("number_shared") if caller.session.person_id is None else Refusal("not_found")


def held(until: datetime, now: datetime) -> Refusal:
    return Refusal("sim_swap_hold", until=written(until), retry_after=max(1, int((until - now).total_seconds())))
