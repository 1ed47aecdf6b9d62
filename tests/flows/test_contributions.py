"""How many months are paid, by window, by year, by month."""

from collections.abc import Callable

from tests.phone import Phone

PhoneOf = Callable[[str], Phone]


def test_months_are_shown_behind_the_pin(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("2").sees("PIN").does_not_see("31").sends("4071")
    phone.sees("31 months paid, the last: Oct 2026.", "Of the last 12 months 12 are paid.", "As of 22 Nov 2026")
    phone.sends("5").sees("Of the last 24 months 24 are paid.", "Of the last 36 months 31 are paid.")


def test_a_year_in_which_every_month_is_alike_is_one_line(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("2").sends("4071").sends("1").sees("2026: 10", "2025: 12", "2024: 9")
    phone.sends("2").sees("2025", "Jan-Dec: paid", "each").does_not_see("9 More")


def test_missing_months_stand_between_the_paid_ones(english_phone_of: PhoneOf) -> None:
    text = english_phone_of("P04").sends("2").sends("4071").sends("1").sends("2").reads_all()
    assert "Jan-Oct: paid" in text
    assert "Nov-Dec: " in text


def test_two_jobs_in_a_month_count_once(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P29").sends("2").sends("4071").sees("22 months paid")
    assert "(2 jobs)" in phone.sends("1").sends("1").reads_all()


def test_a_voluntary_member_reads_what_is_due_and_how_far_behind(english_phone_of: PhoneOf) -> None:
    text = english_phone_of("P09").sends("2").sends("4071").reads_all()
    assert "Sep 2026, 144,000 kip: overdue since 15 Oct 2026." in text
    assert "2 months behind" in text


def test_paid_is_not_posted(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P40").sends("2").sends("4071")
    assert "Money received, month not yet posted: Nov 2026." in phone.reads_all()


def test_months_are_told_by_class_for_who_changed_it(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P30").sends("2").sends("4071")
    phone.reads_all()
    phone.sends("3").sees("Voluntary: 40 months", "Civil servant: 102 months")


def test_an_account_for_old_age_is_read_where_the_scheme_keeps_one(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P44").sends("2").sends("4071")
    phone.reads_all()
    phone.sends("4").sees("48,600 baht")
