"""A book with the longest of everything, for the examples of its flow."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from backend_client.benefits import BenefitState
from backend_client.book import (
    Basic,
    Book,
    ContactDetails,
    Employer,
    HealthInsurance,
    HouseholdMember,
    IdDocument,
    Membership,
    SocialInsurance,
    UnemploymentInsurance,
)
from backend_client.shapes import MemberClass, MembershipState, Relation, Sex
from flows import longest

PLACE: Final = longest.HOSPITAL.province
ENDED: Final = Membership(
    member_class=MemberClass.CIVIL_SERVANT,
    scheme="th_33",
    section="33",
    state=MembershipState.SUSPENDED,
    since=longest.DAY,
    until=longest.DAY,
)

full: Final = Book(
    as_of=datetime(2026, 12, 28, tzinfo=UTC),
    basic=Basic(
        name=longest.FULL_NAME,
        member_no="900000027",
        sex=Sex.FEMALE,
        birth_date=longest.DAY,
        nationality="LA",
        id_document=IdDocument(kind="family_book", masked_number="***412"),
    ),
    contact=ContactDetails(masked_msisdns=("***02", "***88"), village=PLACE, district=PLACE, province=PLACE),
    household=(HouseholdMember(name=longest.FULL_NAME, relation=Relation.SPOUSE, birth_date=longest.DAY),) * 6,
    social_insurance=SocialInsurance(memberships=(ENDED,) * 4, months_total=318, first_period="1996-10", last_period="2026-10"),
    health_insurance=HealthInsurance(covered_today=False, valid_from=longest.DAY, valid_until=longest.DAY, hospital=longest.OWN_HOSPITAL),
    unemployment_insurance=UnemploymentInsurance(months_counted=318, state=BenefitState.UNKNOWN),
    employer=Employer(name=longest.EMPLOYER, since=longest.DAY, until=longest.DAY),
)
