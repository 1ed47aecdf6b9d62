"""The seven groups of the book in words, each as the lines of one page (S44, S51-S57)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from backend_client.book import (
    Basic,
    ContactDetails,
    Employer,
    HealthInsurance,
    HouseholdMember,
    Membership,
    SocialInsurance,
    UnemploymentInsurance,
)
from backend_client.shapes import Sex
from engine.formats import day, month
from engine.text import N_, _, _n
from flows.benefit_words import in_a_word
from flows.class_words import class_name, state_name
from flows.family import RELATIONS
from flows.names import named
from flows.places import hospital_lines

SEXES: Final = {Sex.FEMALE: N_("Female"), Sex.MALE: N_("Male")}
PAPERS: Final = {
    # Translators: kinds of identity papers, before their masked number.
    "id_card": N_("ID card %(number)s"),
    "family_book": N_("Family book %(number)s"),
    "passport": N_("Passport %(number)s"),
}
NATIONALITIES: Final = {"LA": N_("Lao")}
OTHER_PAPERS: Final = N_("Other papers %(number)s")


def basic_lines(basic: Basic) -> Iterator[str]:
    """Group 1: who."""
    yield named(basic.name)
    yield _("Member number: %(number)s", number=basic.member_no)
    if basic.sex in SEXES:
        yield _(SEXES[basic.sex])
    yield _("Born %(day)s", day=day(basic.birth_date))
    # Translators: "Lao", or another country as two letters, as in passports.
    yield _("Nationality: %(country)s", country=_(NATIONALITIES.get(basic.nationality, basic.nationality)))
    if basic.id_document:
        yield _(PAPERS.get(basic.id_document.kind, OTHER_PAPERS), number=basic.id_document.masked_number)


def contact_lines(contact: ContactDetails) -> Iterator[str]:
    """Group 2: where and on which numbers; digits that anybody could read stay hidden."""
    yield _("Phone: %(numbers)s", numbers=", ".join(contact.masked_msisdns) or "-")
    parts = (contact.village, contact.district, contact.province)
    yield ", ".join(named(part) for part in parts if part) or _("No address on record.")


def household_lines(household: Sequence[HouseholdMember]) -> Iterator[str]:
    """Group 3: the family."""
    for one in household:
        yield _("%(name)s (%(relation)s), born %(day)s", name=named(one.name), relation=_(RELATIONS[one.relation]), day=day(one.birth_date))
    if not household:
        yield _("No family on record.")


def social_lines(social: SocialInsurance) -> Iterator[str]:
    """Group 4: memberships and months."""
    for membership in social.memberships:
        yield membership_line(membership)
    if social.months_total is not None:
        yield _n("You have %(count)s month paid", "You have %(count)s months paid", social.months_total)
    if social.first_period and social.last_period:
        yield f"{month(social.first_period)} - {month(social.last_period)}"


def membership_line(membership: Membership) -> str:
    """A class, its state, and from when to when."""
    name = class_name(membership.member_class)
    if membership.section:
        # Translators: a section of a law, such as section 33.
        name = _("%(kind)s, section %(section)s", kind=name, section=membership.section)
    until = day(membership.until) if membership.until else ""
    return f"{name}: {state_name(membership.state)}, {day(membership.since)} - {until}".rstrip()


def health_lines(health: HealthInsurance) -> Iterator[str]:
    """Group 5: cover and hospital."""
    yield _("Covered today.") if health.covered_today else _("Not covered today.")
    if health.valid_from:
        yield _("From %(day)s", day=day(health.valid_from))
    if health.valid_until:
        yield _("Until %(day)s", day=day(health.valid_until))
    yield hospital_lines(health.hospital)


def unemployment_lines(unemployment: UnemploymentInsurance) -> Iterator[str]:
    """Group 6: months that count, and how it stands."""
    yield _n("In all %(count)s month counts.", "In all %(count)s months count.", unemployment.months_counted)
    # Translators: followed by "likely", "not yet" or "NSSO decides".
    yield _("Benefit: %(standing)s", standing=in_a_word(unemployment.state, None, None, "none"))


def employer_lines(employer: Employer) -> Iterator[str]:
    """Group 7: where one works."""
    yield named(employer.name)
    yield _("From %(day)s", day=day(employer.since))
    if employer.until:
        yield _("Until %(day)s", day=day(employer.until))
