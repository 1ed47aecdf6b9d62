"""What somebody asked for and the institution has decided: claims, hospitals, numbers to be recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from sandbox.notifications.news import Desk, News
from sandbox.records import people
from sandbox.tables import Claim, Person
from sandbox.traffic_tables import HospitalChange, PhoneRequest

# Whoever has not heard by then has seen it elsewhere.
FRESH = timedelta(days=3)


def moved(desk: Desk, person: Person, msisdn: str) -> Iterator[News]:
    """Claims that moved in the last days: their number and nothing else."""
    for claim in desk.sql.scalars(select(Claim).where(Claim.person_id == person.id)):
        day = claim.changed_on or claim.paid_on or claim.decided_on
        if day is not None and timedelta() <= desk.today - day <= FRESH:
            yield News("claim.updated", f"{claim.ref}:{claim.state}", msisdn, person, ref=claim.ref)


def changed(desk: Desk, person: Person, msisdn: str) -> Iterator[News]:
    """A change of hospital that was decided; how, and which hospital, is read by dialling."""
    wanted = HospitalChange.person_id == person.id, HospitalChange.decided_at > desk.now - FRESH
    for change in desk.sql.scalars(select(HospitalChange).where(*wanted)):
        yield News("hospital_change.decided", f"{change.ref}:{change.state}", msisdn, person, ref=change.ref)


def decided(desk: Desk) -> Iterator[News]:
    """Numbers that were recorded or not, told to the number that asked: it may be nobody's."""
    wanted = PhoneRequest.kind == "register", PhoneRequest.state.in_(("approved", "declined")), PhoneRequest.updated_at > desk.now - FRESH
    for request in desk.sql.scalars(select(PhoneRequest).where(*wanted)):
        bound = [person for _, person in people.bound_to(desk.sql, request.asked_from)]
        reader = next((person for person in bound if person.member_no == request.claimed_no), None)
        # Asking is agreeing to the answer, unless the member said that no SMS is wanted. A held SIM is told nothing.
        if all(desk.number(person) for person in bound):
            yield News("phone_registration.decided", request.ref, request.asked_from, reader, ref=request.ref)
