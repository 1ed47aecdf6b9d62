"""Every cell of the access matrix, asked of the backend itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import processes
from tests.contract.access_matrix import Cell, cells, table
from tests.sandbox.speaker import Api, Caller, Said

CODES = {"refused": "not_in_class", "nobody": "not_in_class", "unknown": "number_not_on_file"}


@pytest.fixture(scope="module")
def switched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The institution after it changed its mind about civil servants."""
    with processes.sandbox(tmp_path_factory.mktemp("switched"), SANDBOX_CIVIL_SERVANT_BENEFITS="on") as url:
        yield Api(url)


@pytest.mark.parametrize("cell", cells(), ids=str)
def test_each_cell(api: Api, cell: Cell) -> None:
    caller = api.open(cell.persona)
    if cell.outcome != "yes":
        # Said at once: nobody is asked for a PIN only to be refused.
        assert _ask(caller, cell).code == CODES[cell.outcome]
        return
    if cell.level == "L2":
        assert _ask(caller, cell).code == "step_up_required"
        _prove(caller)
    assert _ask(caller, cell).status == 200


@pytest.mark.parametrize("cell", [cell for cell in cells() if cell.caller == "civil_servant"], ids=str)
def test_each_cell_of_civil_servants_when_they_may_see_benefits(switched: Api, cell: Cell) -> None:
    assert cell.switched == "yes"
    assert _ask(switched.proven(cell.persona), cell).status == 200


@pytest.mark.parametrize("caller", table()["callers"])
def test_the_menu_is_told_the_same(api: Api, caller: str) -> None:
    may = set(api.open(table()["callers"][caller]).session["may"])
    for permission, callers in table()["may"].items():
        assert (permission in may) == (caller in callers), permission


def _prove(caller: Caller) -> None:
    if caller.session["pin_set"]:
        assert caller.step_up().status == 200
        return
    challenge = caller.make("/otp-challenges", {"purpose": "set_pin"}).body
    proof = caller.post(f"/otp-challenges/{challenge['id']}/verify", {"code": caller.code()}).body["otp_token"]
    assert caller.put("/me/pin", {"new_pin": "8362", "otp_token": proof}).status == 200


def _ask(caller: Caller, cell: Cell) -> Said:
    return caller.ask("GET" if cell.body is None else "POST", cell.path, cell.body)
