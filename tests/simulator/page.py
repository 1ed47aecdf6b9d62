"""The phone page as a person uses it: keys pressed, words seen."""

from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait


class Page:
    def __init__(self, window: Chrome, url: str, width: int) -> None:
        self.window = window
        self.url = url
        self.width = width

    def opens(self, query: str = "") -> "Page":
        self.window.get(f"{self.url}/{query}")
        return self.sees("view", "")

    def presses(self, *keys: str) -> "Page":
        for key in keys:
            self.window.find_element(By.CSS_SELECTOR, f'[data-key="{key}"]').click()
        return self

    def strikes(self, keys: str) -> "Page":
        ActionChains(self.window).send_keys(keys).perform()
        return self

    def clicks(self, name: str) -> "Page":
        self.the(name).click()
        return self

    def sees(self, name: str, text: str) -> "Page":
        WebDriverWait(self.window, 10).until(lambda _: text in self.the(name).text, f"{text!r} in {name}: {self.the(name).text!r}")
        return self

    def the(self, name: str) -> WebElement:
        return self.window.find_element(By.ID, name)

    def errors(self) -> list[str]:
        return [str(entry["message"]) for entry in self.window.get_log("browser")]  # type: ignore[no-untyped-call]
