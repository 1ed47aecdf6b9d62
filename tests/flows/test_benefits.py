"""Each benefit: likely, not yet or for NSSO to decide; how far, from when, by which rule; never "you are entitled"."""

from collections.abc import Callable

import pytest

from engine.text import use_locale
from flows.rule_words import source_line
from tests.phone import Phone

PhoneOf = Callable[[str], Phone]


def listed(phone: Phone) -> str:
    return phone.sends("3").sends("4071").reads_all()


def option(text: str, label: str) -> str:
    """The number in front of a label."""
    return next(line.split(" ", 1)[0] for line in text.splitlines() if label in line)


def opened(phone: Phone, label: str) -> Phone:
    return phone.sends(option(listed(phone), label))


def test_a_worker_reads_how_each_benefit_stands(english_phone_of: PhoneOf) -> None:
    text = listed(english_phone_of("P02"))
    assert "NSSO decides on every claim." in text
    assert "Unemployment: likely" in text
    assert "Sickness: likely" in text
    assert "entitled" not in text


def test_birth_counts_down_to_the_month_it_is_ready(english_phone_of: PhoneOf) -> None:
    phone = opened(english_phone_of("P06"), "Birth: 8 of 9 months")
    phone.sees("Birth: not yet, 8 of 9 months.", "Ready Dec 2026 if each month is paid.", "NSSO decides.", "As of 22 Nov 2026")


def test_one_month_more_and_birth_is_likely(english_phone_of: PhoneOf) -> None:
    opened(english_phone_of("P07"), "Birth: likely").sees("Birth: likely (9 of 9 months).", "NSSO decides.")


def test_sickness_after_two_months_is_not_yet(english_phone_of: PhoneOf) -> None:
    opened(english_phone_of("P03"), "Sickness: 2 of 3 months").sees("not yet, 2 of 3 months")


def test_what_only_nsso_can_tell_stands_behind_the_list(english_phone_of: PhoneOf) -> None:
    opened(english_phone_of("P02"), "Other benefits").sees("Only NSSO can tell:", "8 Disability").sends("8").sees(
        "Disability: NSSO decides."
    )


def test_a_deadline_that_has_passed_is_said_with_whom_to_ask(english_phone_of: PhoneOf) -> None:
    phone = opened(english_phone_of("P05"), "Unemployment: NSSO decides")
    phone.sees("The time to claim ended 12 Nov 2026. Ask 021 243725")


def test_the_rule_tells_its_source_and_that_nsso_has_not_confirmed_it(english_phone_of: PhoneOf) -> None:
    phone = opened(english_phone_of("P02"), "Unemployment")
    phone.reads_all()
    text = phone.sends("3").reads_all()
    for part in (
        "12 of the last 24 months: you have 24",
        "Source: earlier NSSO pages",
        "NSSO has not confirmed this rule yet.",
        "NSSO decides.",
    ):
        assert part in text


def test_what_it_pays_is_a_share_never_a_promise(english_phone_of: PhoneOf) -> None:
    phone = opened(english_phone_of("P02"), "Unemployment")
    phone.reads_all()
    phone.sends("2").sees("Pays 60% of", "1,440,000 kip a month", "NSSO decides the amount.")


def test_how_to_appeal_is_told_before_there_is_a_refusal(english_phone_of: PhoneOf) -> None:
    phone = opened(english_phone_of("P02"), "Sickness")
    phone.reads_all()
    phone.sends("4").sees("appeal", "021 243725")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("Law 54/NA 2018; the months asked for are not known", "Law 54/NA 2018"),
        ("NSSO notice 0425 of 4 February 2026, points 1 to 3", "NSSO notice 0425"),
        ("NSSO pages, older than the law of 2018: 9 months", "Source: earlier NSSO pages"),
        ("Thai guide, about 2021 (S89)", "Source: ask 021 243725"),
        ("", "Source: ask 021 243725"),
    ],
)
def test_of_a_source_only_what_reads_alike_in_every_language_is_shown(source: str, line: str) -> None:
    use_locale("en")
    assert source_line(source) == line


def test_a_voluntary_member_reads_what_is_not_in_the_scheme(english_phone_of: PhoneOf) -> None:
    phone = opened(english_phone_of("P08"), "Not in your scheme")
    phone.sees("Unemployment", "021 243725")


def test_a_civil_servant_is_told_that_the_class_has_no_benefits_here(english_phone_of: PhoneOf) -> None:
    english_phone_of("P01").does_not_see("Benefits")
