"""The phone page in a real browser: what a person does with keys and sees on the display."""

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.simulator.at_service import Service
from tests.simulator.page import Page


def test_a_person_dials_and_answers_by_clicking_keys_at_any_width(page: Page) -> None:
    page.opens("?sim=P02").presses(*"*149#", "call").sees("view", "Language")
    page.presses("3", "left").sees("view", "Keo, 31 months paid")
    page.presses("1", "call").sees("view", "Hospital H03")

    assert page.window.execute_script("return document.documentElement.scrollWidth") <= page.width
    assert page.errors() == []


def test_the_keyboard_alone_does_everything(wide_page: Page, service: Service) -> None:
    wide_page.opens().strikes("*149#" + Keys.ENTER).sees("view", "Language")
    wide_page.strikes("ແກ້" + Keys.BACKSPACE + Keys.ENTER).sees("view", "You typed ແກ")
    wide_page.strikes(Keys.ESCAPE).sees("soft-right", "*149#")

    assert service.told.wait(5)
    assert service.events[0]["status"] == "Incomplete"


def test_the_panel_shows_request_reply_size_and_time(wide_page: Page) -> None:
    wide_page.opens().presses("right", "call").sees("view", "Language").presses("3", "call").sees("used", "47")
    wide_page.sees("of-budget", "of 160 septets").sees("reply", "CON Keo").sees("fields", "+8562010000002").sees("status", "HTTP 200")

    assert float(wide_page.the("took").text) > 0


def test_the_last_request_is_sent_again_and_compared(wide_page: Page, service: Service) -> None:
    wide_page.opens().presses("right", "call").sees("view", "Language").clicks("again").sees("badge", "byte for byte")

    assert service.bodies[0] == service.bodies[1]


def test_a_dropped_line_says_so_and_redial_starts_anew(wide_page: Page, service: Service) -> None:
    wide_page.opens().presses("right", "call").sees("view", "Language").clicks("drop").sees("view", "The call was cut")
    wide_page.clicks("redial").sees("view", "Language")

    assert service.events == []
    assert len({body.split(b"&")[0] for body in service.bodies}) == 2


def test_a_service_that_refuses_is_explained_in_words(wide_page: Page, service: Service) -> None:
    service.status = 403
    wide_page.opens().presses("right", "call").sees("view", "Connection problem").sees("trouble", "HTTP 403")


def test_an_sms_that_arrives_is_announced_and_read_on_the_phone(wide_page: Page, service: Service) -> None:
    wide_page.opens().sees("inbox-state", "")
    WebDriverWait(wide_page.window, 10).until(lambda _: "No SMS" in (wide_page.the("inbox-state").get_attribute("textContent") or ""))
    service.messages = [{"from": "LSSO", "text": "482913 is your code", "sent_at": "2026-11-22T02:00:00Z"}]
    wide_page.sees("view", "1 new message").presses("left").sees("view", "482913 is your code")
    wide_page.clicks("tab-messages").sees("inbox", "GSM-7, 1 SMS")
    # As in Laos, wherever the browser is.
    wide_page.sees("inbox", "22 Nov 2026, 09:00")


def test_the_page_speaks_lao(wide_page: Page) -> None:
    wide_page.opens("?lang=lo").sees("sims-title", "ໂທລະສັບຂອງໃຜ?").presses("right", "call").sees("view", "Language")
    wide_page.presses("1", "call").sees("view", "ແກ້ວ").sees("of-budget", "ໃນ 70 ໜ່ວຍ")

    assert wide_page.window.title == "ປະກັນສັງຄົມ ທາງໂທລະສັບ"


def test_letters_are_written_with_twelve_keys(wide_page: Page) -> None:
    wide_page.opens().presses("right", "call").sees("view", "Language").clicks("mode").sees("mode", "abc")
    wide_page.presses("2", "2", "3").sees("typed-here", "bd").clicks("mode").sees("mode", "ກຂ")
    wide_page.presses("2").sees("typed-here", "bdກ")
