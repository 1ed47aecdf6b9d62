"""Reference data: the same for everybody, kept in the process, and the last known when the backend is away."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from backend_client.benefits import BenefitCondition, BenefitPayment, BenefitType
from backend_client.calls import Calls
from backend_client.hospitals import Hospital
from backend_client.shapes import MemberClass, Money, Name, Shape


class HospitalList(Shape, frozen=True, kw_only=True):
    """Hospitals under contract."""

    as_of: datetime
    items: tuple[Hospital, ...]


class Office(Shape, frozen=True, kw_only=True):
    """An office where one can go."""

    id: str
    name: Name
    province_code: str
    province: Name
    district: Name | None = None
    phone: str | None = None


class OfficeList(Shape, frozen=True, kw_only=True):
    """Offices."""

    as_of: datetime
    items: tuple[Office, ...]


class Contact(Shape, frozen=True, kw_only=True):
    """Whom to ring. `code`: data_it_division, registration_contributions_division or hotline."""

    code: str
    name: Name
    phones: tuple[str, ...]


class ContactList(Shape, frozen=True, kw_only=True):
    """In the order to show."""

    as_of: datetime
    items: tuple[Contact, ...]


class AnnouncementText(Shape, frozen=True, kw_only=True):
    """By locale."""

    lo: str
    en: str
    lo_Latn: str | None = None  # noqa: N815  # the contract names the field by its locale


class Announcement(Shape, frozen=True, kw_only=True):
    """What the institution says to all."""

    id: str
    published_on: date
    title: AnnouncementText
    body: AnnouncementText


class AnnouncementList(Shape, frozen=True, kw_only=True):
    """Newest first."""

    as_of: datetime
    items: tuple[Announcement, ...]


class BenefitRule(Shape, frozen=True, kw_only=True):
    """What a benefit asks for and pays, with the source of the rule; `met` and `have` of its conditions are None."""

    type: BenefitType
    profile: str
    classes: tuple[MemberClass, ...]
    rule_id: str
    source: str
    confirmed: bool
    effective_from: date
    effective_to: date | None = None
    conditions: tuple[BenefitCondition, ...]
    event_required: bool
    payment: BenefitPayment | None = None
    claim_within_days: int | None = None


class BenefitRuleList(Shape, frozen=True, kw_only=True):
    """Benefit types of all profiles."""

    as_of: datetime
    items: tuple[BenefitRule, ...]


class ContributionScheme(Shape, frozen=True, kw_only=True):
    """Who pays how much. `due_day`: day of the month after by which a month is paid."""

    code: str
    profile: str
    member_class: MemberClass = msgspec.field(name="class")
    section: str | None = None
    employer_percent: float | None = None
    member_percent: float | None = None
    wage_ceiling: Money | None = None
    lowest_payment: Money | None = None
    highest_payment: Money | None = None
    due_day: int | None = None
    source: str
    effective_from: date
    effective_to: date | None = None


class ContributionSchemeList(Shape, frozen=True, kw_only=True):
    """Schemes of all profiles."""

    as_of: datetime
    items: tuple[ContributionScheme, ...]


class Reference:
    """Reference data. province: a code such as VTE, all provinces when left out."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def hospitals(self, province: str = "") -> HospitalList:
        return self._calls.known(HospitalList, "/reference/hospitals", {"province": province})

    def offices(self, province: str = "") -> OfficeList:
        return self._calls.known(OfficeList, "/reference/offices", {"province": province})

    def contacts(self) -> ContactList:
        return self._calls.known(ContactList, "/reference/contacts")

    def announcements(self) -> AnnouncementList:
        return self._calls.known(AnnouncementList, "/reference/announcements")

    def benefit_types(self) -> BenefitRuleList:
        return self._calls.known(BenefitRuleList, "/reference/benefit-types")

    def contribution_schemes(self) -> ContributionSchemeList:
        return self._calls.known(ContributionSchemeList, "/reference/contribution-schemes")
