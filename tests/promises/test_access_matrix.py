"""Every cell of the access matrix: asked of the backend in the caller's own name, and of a phone that dials."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests import processes
from tests.phone import Phone
from tests.promises.access_matrix import Cell, cells, table
from tests.promises.conftest import IN_ENGLISH, number_of
from tests.sandbox.speaker import Api, Caller, Said
from tests.stack import PhoneOf

CODES = {"refused": "not_in_class", "nobody": "not_in_class", "unknown": "number_not_on_file"}
ASKS_PIN = "Your PIN?"
OF_CIVIL_SERVANTS = [cell for cell in cells() if cell.caller == "civil_servant"]


@pytest.fixture(scope="module")
def switched_backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The institution after it changed its mind about civil servants."""
    with processes.sandbox(tmp_path_factory.mktemp("switched"), SANDBOX_CIVIL_SERVANT_BENEFITS="on") as url:
        yield url


@pytest.fixture(scope="module")
def switched_service(one_redis_server: str, switched_backend: str) -> Iterator[str]:
    with processes.service(one_redis_server, switched_backend) as url:
        yield url


@pytest.mark.parametrize("cell", cells(), ids=str)
def test_the_backend_answers_each_cell_as_the_notice_says(sandbox_url: str, cell: Cell) -> None:
    caller = Api(sandbox_url).open(cell.persona)
    if not cell.answered:
        # Said at once: nobody is asked for a PIN only to be refused.
        assert asked(caller, cell).code == CODES[cell.outcome]
        return
    if cell.level == "L2":
        assert asked(caller, cell).code == "step_up_required"
        assert caller.step_up().status == 200
    said = asked(caller, cell)
    assert said.status == 200
    if cell.outcome == "masked":
        assert not [secret for secret in cell.hides if secret in said.raw.decode()]


@pytest.mark.parametrize("cell", cells(), ids=str)
def test_a_phone_reads_each_cell_as_the_notice_says(english: PhoneOf, cell: Cell) -> None:
    reads(english(cell.persona), cell, answered=cell.answered)


@pytest.mark.parametrize("cell", OF_CIVIL_SERVANTS, ids=str)
def test_civil_servants_read_more_when_the_institution_lets_them(switched_backend: str, switched_service: str, cell: Cell) -> None:
    assert cell.switched in {"yes", "masked"}
    assert asked(Api(switched_backend).proven(cell.persona), cell).status == 200
    reads(Phone(switched_service, number_of(cell.persona)).dials(IN_ENGLISH), cell, answered=True)


@pytest.mark.parametrize("caller", table()["callers"])
def test_the_menu_is_told_who_may_pay_look_up_and_speak_for_an_employer(sandbox_url: str, caller: str) -> None:
    may = set(Api(sandbox_url).open(table()["callers"][caller]).session["may"])
    for permission, callers in table()["may"].items():
        assert (permission in may) == (caller in callers), permission


def asked(caller: Caller, cell: Cell) -> Said:
    return caller.ask("GET" if cell.body is None else "POST", cell.path, cell.body)


def reads(phone: Phone, cell: Cell, *, answered: bool) -> None:
    """Keys the way there and gives the PIN when asked: what the cell shows stands at its end, or nowhere."""
    seen, pins = [phone.screen], 0
    for key in cell.keys:
        seen.append(phone.sends(key).screen)
        if ASKS_PIN in phone.screen:
            pins += 1
            seen.append(phone.sends("4071").screen)
    *way, end = seen
    assert not [screen for screen in way if re.search(cell.shows, screen)]
    assert bool(re.search(cell.shows, end)) == answered, end
    # Before its PIN a member sees nothing of it, and who may not see it is not asked for one.
    assert pins == (1 if answered and cell.level == "L2" else 0)
    phone.does_not_see(*cell.hides)
