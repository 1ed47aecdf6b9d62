"""The phone page as somebody pays on it: keys chosen by the words on the display, and a picture of each look."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from selenium.common.exceptions import TimeoutException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.simulator.page import Page

PATIENCE = 40


class PayingPage(Page):
    """A window of 600 or more has tabs beside the phone, a narrower one a bar below it."""

    def __init__(self, window: Chrome, url: str, width: int, pictures: Path) -> None:
        super().__init__(window, url, width)
        self._pictures = pictures

    def puts_in(self, msisdn: str) -> PayingPage:
        """A SIM of this number, one of those on the page or any other."""
        self.shows("sims")
        own = self.the("own-msisdn")
        own.clear()
        own.send_keys(msisdn + Keys.ENTER)
        self._waits(lambda: self.state() == "idle" and self._is_in_sight("view"), "display in sight")
        return self

    def dials(self, code: str) -> PayingPage:
        self.presses("end")
        self._types(code)
        return self

    def chooses(self, *words: str) -> PayingPage:
        """The number that stands before these words, leafing on where they are further on."""
        for each in words:
            while not self._line(each) and self._line("More"):
                self._types(self._line("More"))
            assert self._line(each), f"No line has {each!r}:\n{self.shown()}"
            self._types(self._line(each))
        return self

    def types(self, text: str) -> PayingPage:
        """An answer to a question."""
        self._types(text)
        return self

    def reads(self, *words: str) -> PayingPage:
        """On the display."""
        self._waits(lambda: all(each in self.shown() for each in words), f"{words} on the display")
        return self

    def finds(self, place: str, *words: str) -> PayingPage:
        """In the card of that name."""
        self._waits(lambda: all(each in self.the(place).text for each in words), f"{words} in {place}")
        return self

    def shown(self) -> str:
        return self.the("view").text

    def shows(self, card: str) -> PayingPage:
        """Brings a card to the front."""
        if self.width < 600:
            self.window.find_element(By.CSS_SELECTOR, f'.views [data-show="{card}"]').click()
        elif card in {"air", "messages", "payment"}:
            self.clicks(f"tab-{card}")
        return self

    def pictured(self, name: str) -> PayingPage:
        """Nothing sticks out of the window, whatever it shows."""
        assert self.window.execute_script("return document.documentElement.scrollWidth") <= self.width, name
        assert self.window.save_screenshot(str(self._pictures / f"{self.width}-{name}.png"))
        return self

    def _types(self, text: str) -> None:
        self.presses(*text, "call")
        self._waits(lambda: self.state() != "waiting", f"answer to {text!r}")

    def _line(self, words: str) -> str:
        found = re.search(rf"^(\d+) .*{re.escape(words)}", self.shown(), re.MULTILINE)
        return found[1] if found else ""

    def _waits(self, happens: Callable[[], bool], what: str) -> None:
        try:
            WebDriverWait(self.window, PATIENCE).until(lambda _: happens())
        except TimeoutException:
            raise AssertionError(f"There is no {what}:\n{self.shown()}") from None

    def _is_in_sight(self, name: str) -> bool:
        return bool(self.window.execute_script("return document.getElementById(arguments[0]).getBoundingClientRect().top >= 0", name))

    def state(self) -> str:
        """What the phone is at: a session, the wallet's question, ..."""
        return str(self.the("display").get_attribute("data-state"))
