"""The strings that an SMS says to dial lead to what was asked for: their keys are the numbers on the screens."""

from __future__ import annotations

from engine.call import Call
from engine.flow import Step
from engine.layout import number_of
from engine.screens import Menu
from engine.session import Session
from flows import dialling, home, pay, price
from tests.flows.test_home import no_backend


def number(step: Step, record: object, key: str) -> str:
    """What is typed for an option of a screen."""
    assert step.draw is not None
    screen = step.draw(record)
    assert isinstance(screen, Menu)
    return next(number_of(index) for index, option in enumerate(screen.options) if option.key == key)


def test_each_task_has_its_number_of_the_main_menu() -> None:
    named = {"preferences": "settings"}
    for task, keys in dialling.NUMBERED.items():
        assert keys == (number(home.main_menu, home.everything(), named.get(task, task)),), task


def test_the_numbers_below_pay_are_those_of_its_screens() -> None:
    assert number(pay.choose_whom, pay.employee(), "self") == dialling.SELF
    assert number(pay.choose_whom, pay.employee(), "other") == dialling.OTHER
    for months, key in dialling.MONTHS.items():
        assert key == number(price.choose_months, price.Price(), str(months))
    assert set(dialling.MONTHS) == set(price.USUAL)
    assert number(price.choose_months, price.Price(), "another") == dialling.ANY_MONTHS


def test_another_service_code_is_dialled_as_it_is() -> None:
    call = Call(Session(), bind=no_backend)
    call.service_code = "*1508*1#"
    assert dialling.to_pay(call, 3) == "*1508*1*5*1*2#"
    assert dialling.of_flow(call, "months_by_sms") == "*1508*1*2#"
    assert dialling.of_flow(call, "gaps") == "*1508*1#"
