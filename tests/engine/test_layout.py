"""Screens become pages that fit, read well and lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.encoding import Budget, fits
from engine.layout import Controls, index_of, number_of, pages
from engine.text import use_locale
from tests.engine.catalogues import entry, languages

AFRICAS_TALKING = Budget(160, 70)
BOTH = Controls(back=True, home=True)
BACK = Controls(back=True)
NONE = Controls()
LAO_CONTROLS = entry("0 Back", "0 ກັບ") + entry("9 More", "9 ຕໍ່") + entry("00 Menu", "00 ເມນູ")


@pytest.fixture(autouse=True)
def english(tmp_path: Path) -> Iterator[None]:
    with languages(tmp_path, lo=LAO_CONTROLS):
        use_locale("en")
        yield


def test_a_short_screen_is_one_page() -> None:
    assert pages("31 months paid", ["Year by year", "A month is missing"], BOTH, AFRICAS_TALKING) == (
        "31 months paid\n1 Year by year\n2 A month is missing\n0 Back\n00 Menu",
    )


def test_the_last_word_has_no_controls() -> None:
    assert pages("Thank you.", [], NONE, AFRICAS_TALKING) == ("Thank you.",)


def test_a_complaint_stands_above_the_question() -> None:
    assert pages("How many months?", [], BACK, AFRICAS_TALKING, "Type 1 to 12.") == ("Type 1 to 12.\nHow many months?\n0 Back",)


def test_an_option_without_a_label_keeps_its_number_free() -> None:
    assert pages("Menu", ["Hospital", "", "Claims"], NONE, AFRICAS_TALKING) == ("Menu\n1 Hospital\n3 Claims",)


def test_options_skip_the_numbers_of_the_controls() -> None:
    assert [number_of(index) for index in range(12)] == ["1", "2", "3", "4", "5", "6", "7", "8", "10", "11", "12", "13"]


@pytest.mark.parametrize("count", [0, 1, 8, 9, 20, 100])
def test_what_is_typed_finds_the_option_that_showed_it(count: int) -> None:
    assert [index_of(number_of(index), count) for index in range(count)] == list(range(count))
    assert index_of(number_of(count), count) is None


@pytest.mark.parametrize("typed", ["0", "00", "9", "01", "", "x", "1 ", "-1", "²", "9999999999999", "1*2"])
def test_what_was_not_shown_chooses_nothing(typed: str) -> None:
    assert index_of(typed, 100) is None


def test_a_choice_in_lao_digits_is_the_same_choice() -> None:
    assert index_of("໑໐", 12) == index_of("10", 12) == 8


def test_options_keep_their_numbers_on_the_next_page() -> None:
    first, second = pages("Choose a province", [f"Province number {index}" for index in range(10)], BOTH, AFRICAS_TALKING)
    assert first.splitlines()[-4:] == ["6 Province number 5", "0 Back", "9 More", "00 Menu"]
    assert second.splitlines()[:3] == ["7 Province number 6", "8 Province number 7", "10 Province number 8"]
    assert second.splitlines()[3:] == ["11 Province number 9", "0 Back", "00 Menu"]


def test_the_second_page_goes_back_to_the_first_even_where_the_first_has_no_way_back() -> None:
    first, second = pages("Menu", [f"Subject number {index}" for index in range(10)], NONE, AFRICAS_TALKING)
    assert "0 Back" not in first.splitlines()
    assert second.splitlines()[-1] == "0 Back"


def test_the_way_home_never_costs_a_page() -> None:
    # 160 septets exactly with "0 Back"; "00 Menu" would need eight more.
    full = "a" * (160 - len("\n0 Back"))
    assert pages(full, [], BOTH, AFRICAS_TALKING) == (f"{full}\n0 Back",)
    shorter = full[: -len("\n00 Menu")]
    assert pages(shorter, [], BOTH, AFRICAS_TALKING) == (f"{shorter}\n0 Back\n00 Menu",)


def test_a_page_in_latin_letters_keeps_its_larger_budget_beside_a_lao_one() -> None:
    labels = ["Vientiane Capital", "Luang Prabang", "Savannakhet", "Champasak", "Xieng Khouang", "ສະຫວັນນະເຂດ"]
    first, second = pages("Where do you live?", labels, BACK, Budget(120, 50))
    assert first.splitlines()[-3:] == ["5 Xieng Khouang", "0 Back", "9 More"]
    assert second == "6 ສະຫວັນນະເຂດ\n0 Back"


def test_lines_are_cut_before_words() -> None:
    hospital = "Sethathirath Hospital, " + "y" * 60
    first, second = pages("x" * 90 + f"\n{hospital}\nLast", [], NONE, AFRICAS_TALKING)
    assert first == "x" * 90 + "\n9 More"
    assert second == f"{hospital}\nLast\n0 Back"


def test_a_heading_is_not_left_alone() -> None:
    label = "A choice that takes so many words that it does not fit below its heading " + "word " * 14
    assert fits(f"1 {label}\n0 Back", AFRICAS_TALKING)
    first, second = pages("Choose one", [label.strip()], BACK, AFRICAS_TALKING)
    assert first.startswith("Choose one\n1 A choice")
    assert second == "word\n0 Back" or second.startswith("word word")


def test_lao_is_cut_between_words() -> None:
    use_locale("lo")
    text = "ສອບຖາມຂໍ້ມູນເພີ່ມເຕີມພະແນກຂໍ້ມູນຂ່າວສານແລະເທັກໂນໂລຢີພະແນກທະບຽນແລະເງິນສົມທົບ"
    first, second = pages(text, [], BACK, AFRICAS_TALKING)
    assert first.splitlines()[-2:] == ["0 ກັບ", "9 ຕໍ່"]
    assert second.splitlines()[0] in {"ທະບຽນແລະເງິນສົມທົບ", "ພະແນກທະບຽນແລະເງິນສົມທົບ", "ແລະເງິນສົມທົບ"}


def test_a_tone_is_not_parted_from_its_vowel_where_the_dictionary_would() -> None:
    use_locale("lo")
    label = "ກ0000000000000000ກ່າເລ່ຳ000000000000ເກ່າກ00000000"
    drawn = pages("", [label], NONE, Budget(120, 50))
    assert len(drawn) == 2
    assert not any(line.startswith("ຳ") for page in drawn for line in page.splitlines())


@pytest.mark.parametrize("cluster", ["👩‍👩‍👧", "e\u0301"])
def test_a_word_longer_than_a_page_is_cut_between_clusters(cluster: str) -> None:
    drawn = pages(cluster * 100, [], NONE, AFRICAS_TALKING)
    assert sum(page.count(cluster) for page in drawn) == 100
    for page in drawn:
        assert fits(page, AFRICAS_TALKING)
        assert not page.splitlines()[0].replace(cluster, "")


def test_a_line_longer_than_a_page_begins_where_there_is_room() -> None:
    first, *_rest = pages("x" * 90 + "\n" + "word " * 60, [], NONE, AFRICAS_TALKING)
    assert first.startswith("x" * 90 + "\nword word")


@pytest.mark.parametrize("text", ["{" * 51, "{" * 51 + "\n \n"])
def test_more_is_never_promised_when_nothing_follows(text: str) -> None:
    # Two septets a brace: too long in GSM-7, yet "9 ຕໍ່" turns the page to UCS-2, where a brace is one unit.
    use_locale("lo")
    drawn = pages(text, [], NONE, Budget(100, 70))
    assert "9 ຕໍ່" not in drawn[-1]
    assert all(page.startswith("{") for page in drawn)


def test_a_cluster_longer_than_a_page_is_cut_all_the_same() -> None:
    drawn = pages("a" + "\u0301" * 200, [], NONE, AFRICAS_TALKING)
    assert all(fits(page, AFRICAS_TALKING) for page in drawn)
    assert sum(page.count("\u0301") for page in drawn) == 200


def test_blank_lines_do_not_begin_or_end_a_page() -> None:
    drawn = pages("\n\n\n".join(["a" * 100] * 3) + "\n" * 300, [], NONE, AFRICAS_TALKING)
    assert drawn == ("a" * 100 + "\n9 More", "a" * 100 + "\n0 Back\n9 More", "a" * 100 + "\n0 Back")


def test_a_budget_that_cannot_hold_a_screen_is_named() -> None:
    with pytest.raises(ValueError, match="budget"):
        pages("a" * 100, [], BACK, Budget(10, 5))


@pytest.mark.parametrize("held", ["020 77982994", "021 243725", "+44 7700 900123", "Oct 2026", "28 Dec 2026"])
@pytest.mark.parametrize("before", ["word " * 20, "ໂຮງໝໍ " * 5, "x" * 40 + " ", "ຄອບຄົວ " * 8])
@pytest.mark.parametrize("locale", ["en", "lo"])
def test_a_phone_number_and_a_date_stay_in_one_piece(held: str, before: str, locale: str) -> None:
    use_locale(locale)
    for filled in range(40):
        drawn = pages("y" * filled + " " + before + held + " " + before, [], BACK, AFRICAS_TALKING)
        assert held in "\0".join(drawn)


@pytest.mark.parametrize("before", ["a" * 40, "a" * 60, "a" * 100])
def test_an_option_that_fits_whole_on_the_next_page_is_not_cut(before: str) -> None:
    label = "A choice of many words " + "word " * 18
    _first, second = pages(before, [label.strip()], BACK, AFRICAS_TALKING)
    assert second.startswith(f"1 {label.strip()}")
