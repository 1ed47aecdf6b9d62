"""From `make run` to the answer: a member's SIM in the drawn phone, and her months read in Lao."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.common.exceptions import TimeoutException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.end_to_end.machine import Machine, machine
from tests.needs import needs
from tests.simulator.browser import chromium

WIDE, NARROW = 1280, 390


class Handset:
    """The page as a person uses it; each look is kept as a picture."""

    def __init__(self, window: Chrome, url: str, pictures: Path, width: int) -> None:
        self._window = window
        self._url = url
        self._pictures = pictures
        self._width = width
        self._taken = 0
        self._name = f"{self._width}"

    def opens(self) -> Handset:
        self._window.get(self._url)
        self._the('[data-language="lo"]').click()
        return self

    def puts_in_the_sim_of(self, msisdn: str) -> Handset:
        if self._width == NARROW:
            self._the('[data-show="sims"]').click()
        card = self._the(f'.persona:has(input[value="{msisdn}"])')
        self._name = f"{self._width}-{msisdn[-2:]}"
        self._window.execute_script("arguments[0].scrollIntoView({block: 'center'})", card)
        card.click()
        assert self._the(f'input[value="{msisdn}"]').is_selected()
        self._window.execute_script("window.scrollTo(0, 0)")
        if self._width == NARROW:
            self._the('[data-show="phone"]').click()
        return self

    def presses(self, keys: str) -> Handset:
        for key in keys:
            self._the(f'[data-key="{key}"]').click()
        self._the('[data-key="call"]').click()
        return self

    def sees(self, *texts: str) -> Handset:
        try:
            WebDriverWait(self._window, 10).until(lambda _: all(text in self._shown() for text in texts))
        except TimeoutException:
            raise AssertionError(f"{texts} are not all on the display:\n{self._shown()}") from None
        self._taken += 1
        assert self._window.save_screenshot(str(self._pictures / f"{self._name}-{self._taken}.png"))
        return self

    def keeps_within_the_window(self) -> Handset:
        assert self._window.execute_script("return document.documentElement.scrollWidth") <= self._width
        return self

    def complains_of_nothing(self) -> Handset:
        assert self._window.get_log("browser") == []  # type: ignore[no-untyped-call]
        return self

    def _shown(self) -> str:
        return self._the("#view").text

    def _the(self, selector: str) -> WebElement:
        return self._window.find_element(By.CSS_SELECTOR, selector)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    needs("chromium")
    with machine(tmp_path_factory.mktemp("machine")) as made:
        yield made


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """SCREENSHOTS names a folder to keep them in."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_p02_dials_and_reads_her_31_months_in_lao(running: Machine, pictures: Path, tmp_path: Path, width: int) -> None:
    with chromium(tmp_path / "profile", width) as window:
        phone = Handset(window, running.phone_page, pictures, width).opens().puts_in_the_sim_of("+8562010000002")
        phone.presses("*149#").sees("ສະບາຍດີ", "1 ໂຮງໝໍ", "2 ").keeps_within_the_window()
        phone.presses("2").sees("ລະຫັດລັບ").presses("4071").sees("31 ເດືອນ")
        phone.keeps_within_the_window().complains_of_nothing()
        # Back to the menu: a task left open would be offered to the next one who dials.
        phone.presses("00").sees("ສະບາຍດີ")


def test_who_never_dialled_chooses_lao_first(running: Machine, pictures: Path, tmp_path: Path) -> None:
    with chromium(tmp_path / "profile", WIDE) as window:
        phone = Handset(window, running.phone_page, pictures, WIDE).opens().puts_in_the_sim_of("+8562010000003")
        phone.presses("*149#").sees("1 ລາວ", "2 Lao (abc)", "3 English").presses("1").sees("ສະບາຍດີ", "1 ໂຮງໝໍ")
