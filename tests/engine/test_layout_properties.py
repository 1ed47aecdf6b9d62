"""Whatever is shown, in whatever language and budget: every page fits and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.encoding import SMS, Budget, fits
from engine.graphemes import LEADING_VOWELS, clusters
from engine.layout import Controls, number_of, pages
from engine.text import _, use_locale
from tests.engine.catalogues import languages
from tests.engine.test_layout import LAO_CONTROLS

syllables = st.builds(
    lambda before, base, marks, after: before + base + marks + after,
    st.sampled_from(["", "", "ເ", "ແ", "ໂ", "ໃ", "ໄ"]),
    st.sampled_from(list("ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮໜໝ")),
    st.sampled_from(["", "່", "້", "ິ", "ີ", "ຶ", "ື", "ຸ", "ູ", "ົ", "ັ", "ີ່", "ູ້", "ຼົ້"]),
    st.sampled_from(["", "າ", "ະ", "ຳ", "ນ", "ງ", "ຽ", " ", "\n"]),
)
words = syllables | st.text("abcXYZ019€{", max_size=12) | st.sampled_from([" ", "\n", ". ", "-", "👍", "👩‍👩‍👧", "🇱🇦", "é"])
spoken = st.lists(words, max_size=120).map("".join)
anything = st.text(max_size=400)
budgets = st.builds(Budget, st.integers(120, 182), st.integers(50, 80), st.just(0)) | st.just(SMS)
controls = st.builds(Controls, st.booleans(), st.booleans())


@pytest.fixture(autouse=True, scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("locales")
    with languages(folder, lo=LAO_CONTROLS):
        yield folder


def bare(page: str, first: bool, last: bool, ways: Controls) -> str:
    """The page without its control lines, each of which must be there."""
    body = f"\n{page}"
    if ways.home:
        body = body.removesuffix("\n" + _("00 Menu"))
    for shown, line in ((not last, _("9 More")), (ways.back or not first, _("0 Back"))):
        assert not shown or body.endswith(f"\n{line}")
        body = body.removesuffix(f"\n{line}") if shown else body
    return body[1:]


def bodies(drawn: tuple[str, ...], ways: Controls) -> list[str]:
    return [bare(page, index == 0, index == len(drawn) - 1, ways) for index, page in enumerate(drawn)]


def letters(text: str) -> str:
    return "".join(text.split())


def source(text: str, labels: list[str], complaint: str) -> str:
    options = [f"{number_of(index)} {label}" for index, label in enumerate(labels) if label]
    return "\n".join([complaint, text, *options])


@settings(max_examples=200, deadline=None)
@given(spoken | anything, st.lists(spoken | anything, max_size=12), controls, budgets, spoken | anything, st.sampled_from(["en", "lo"]))
def test_every_page_fits_says_something_and_nothing_is_lost(
    text: str, labels: list[str], ways: Controls, budget: Budget, complaint: str, locale: str
) -> None:
    use_locale(locale)
    drawn = pages(text, labels, ways, budget, complaint)
    assert all(fits(page, budget) for page in drawn)
    content = bodies(drawn, ways)
    assert letters("".join(content)) == letters(source(text, labels, complaint))
    assert len(drawn) == 1 or all(map(letters, content))


@settings(max_examples=200, deadline=None)
@given(spoken, st.lists(spoken, max_size=12), controls, budgets)
def test_no_cluster_is_cut_and_no_leading_vowel_is_left_behind(text: str, labels: list[str], ways: Controls, budget: Budget) -> None:
    use_locale("lo")
    content = "\n".join(bodies(pages(text, labels, ways, budget), ways))
    assert [piece for piece in clusters(content) if piece.strip()] == [
        piece for piece in clusters(source(text, labels, "")) if piece.strip()
    ]
    assert not {line[-1:] for line in content.splitlines()} & set(LEADING_VOWELS)


@settings(max_examples=200, deadline=None)
@given(spoken, st.lists(spoken, max_size=12), budgets, st.booleans())
def test_the_way_home_adds_no_page(text: str, labels: list[str], budget: Budget, back: bool) -> None:
    use_locale("lo")
    with_home, without = (pages(text, labels, Controls(back, home), budget) for home in (True, False))
    assert len(with_home) == len(without)
    for page, plain in zip(with_home, without, strict=True):
        longer = f"{plain}\n00 ເມນູ" if plain else "00 ເມນູ"
        assert page == (longer if fits(longer, budget) else plain)
