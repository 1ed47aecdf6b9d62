"""A screen as SMS: one where it can be, three at most, cut where a reader would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.codes import LENGTH, LETTERS, signed
from engine.encoding import CODE_LINE, SMS, fits, is_gsm7, segments, size
from engine.graphemes import LEADING_VOWELS
from engine.screens import End, Menu, Option
from engine.sms import texts
from tests.engine.orchard import Orchard, orchard_flows

STEP = orchard_flows(Orchard()).root.start


def menu(text: str, *labels: str) -> Menu:
    return Menu(text, *(Option(str(number), label, STEP) for number, label in enumerate(labels)))


def test_what_fits_in_one_is_one() -> None:
    assert texts(End("a" * 160)) == ("a" * 160,)
    assert texts(End("ກ" * 70)) == ("ກ" * 70,)
    assert segments("a" * 161) == 2


def test_three_hold_459_letters_or_201_of_lao_with_their_code_and_no_more() -> None:
    assert fits("a" * 454, SMS)
    assert not fits("a" * 455, SMS)
    assert segments("a" * 454 + CODE_LINE) == segments("ກ" * 196 + CODE_LINE) == 3
    assert fits("ກ" * 196, SMS)
    assert not fits("ກ" * 197, SMS)


def test_room_is_kept_for_the_code_as_it_is_written() -> None:
    assert len(CODE_LINE) == len(signed("", "K" * LENGTH))
    assert is_gsm7(CODE_LINE + LETTERS)


def test_a_letter_of_two_that_would_stand_across_two_parts_counts() -> None:
    # 153 septets a part: the 153rd is the first half of the euro sign.
    text = ("a" * 152 + "€") * 3
    assert size(text).used <= SMS.septets + len(CODE_LINE) + 3
    assert fits("a" * 152 + "€" + "a" * 299, SMS) is (segments("a" * 152 + "€" + "a" * 299 + CODE_LINE) <= 3)
    assert not fits("a" * 152 + "€" + "a" * 150 + "€" + "a" * 153, SMS)


def test_a_long_text_is_cut_behind_a_sentence() -> None:
    sentence = "The months that were paid by your employer count from the day they are posted. "
    first, *rest = texts(End((sentence * 12).strip()))
    assert first.removesuffix("\n9 More").endswith("posted.")
    assert rest
    assert "".join(page.removesuffix("\n9 More").removesuffix("\n0 Back").replace("\n0 Back", "") for page in rest).count("posted.") > 1


def test_without_a_sentence_it_is_cut_behind_a_word_and_without_a_word_behind_a_cluster() -> None:
    first = texts(End("word " * 200))[0].removesuffix("\n9 More")
    assert set(first.split()) == {"word"}
    first = texts(End("ເມືອງ" * 60))[0].partition("\n")[0]
    assert first[-1] not in LEADING_VOWELS


def test_the_way_to_answer_is_told_where_it_costs_nothing() -> None:
    assert texts(menu("Which?", "One", "Two"))[0] == "Which?\nAnswer with a number:\n1 One\n2 Two"
    long = "a" * 149
    assert texts(menu(long, "One"))[0] == f"{long}\n1 One"


def test_a_mark_on_a_latin_name_does_not_halve_the_room() -> None:
    assert texts(End("Nguyễn Đức’s “2” – 5 ₭…")) == ('Nguyen Duc\'s "2" - 5 kip...',)
    assert texts(End("é ñ ü")) == ("é ñ ü",)
    assert texts(End("ໂຮງໝໍ “Ễ”")) == ("ໂຮງໝໍ “Ễ”",)
    assert texts(menu("Who?", "Trần"))[0].endswith("1 Tran")


def test_back_and_menu_are_not_written() -> None:
    assert "0 Back" not in texts(menu("Which?", "One"))[0]
    assert "00" not in texts(menu("Which?", "One"))[0]


@given(
    st.text(alphabet=st.sampled_from("abc €ກຂເແໄ້ຳ.\n🙂"), max_size=900),
    st.lists(st.text(alphabet="abcກເ ", min_size=1, max_size=40), max_size=12),
)
def test_every_page_is_three_sms_at_most_and_latin_stays_latin(text: str, labels: list[str]) -> None:
    pages = texts(menu(text, *labels))
    assert all(segments(page + CODE_LINE) <= 3 for page in pages)
    if is_gsm7(text + "".join(labels)):
        assert all(is_gsm7(page) for page in pages)
